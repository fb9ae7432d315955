/** Bundles, for each package named on the command line, a program that imports all of it and uses nothing. */
import assert from "node:assert/strict";
import { buildSync } from "esbuild";

for (const name of process.argv.slice(2)) {
  const { outputFiles, warnings } = buildSync({
    stdin: { contents: `import * as unused from "${name}";`, resolveDir: import.meta.dirname },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
    logLevel: "silent",
  });
  assert.deepEqual(warnings, []);
  assert.equal(outputFiles[0].text, "", name);
}
