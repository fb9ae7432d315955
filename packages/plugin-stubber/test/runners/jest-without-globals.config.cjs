const { setupFilesAfterEnv: _, ...config } = require("./jest.config.cjs");

module.exports = {
  ...config,
  injectGlobals: false,
  testMatch: ["<rootDir>/test/runners/imported.jest.js"],
};
