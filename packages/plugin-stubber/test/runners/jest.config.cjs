module.exports = {
  rootDir: "../..",
  testMatch: ["<rootDir>/test/runners/stubber.jest.js"],
  setupFilesAfterEnv: ["<rootDir>/src/jest.ts"],
  transform: { "\\.[jt]s$": "<rootDir>/test/runners/esbuild-transform.cjs" },
  transformIgnorePatterns: ["/node_modules/"],
  // The sources name each other as they are named when they are built.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  cache: false,
};
