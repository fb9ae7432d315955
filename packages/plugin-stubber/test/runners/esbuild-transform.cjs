const { transformSync } = require("esbuild");

module.exports = {
  process: (source, sourcefile) =>
    transformSync(source, {
      loader: sourcefile.endsWith(".ts") ? "ts" : "js",
      format: "cjs",
      target: "node20",
      sourcefile,
      sourcemap: "inline",
    }),
};
