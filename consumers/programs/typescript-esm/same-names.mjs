/** Checks that each entry point exports the same names as ES module and as CommonJS. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
for (const specifier of process.argv.slice(2)) {
  assert.match(require.resolve(specifier), /dist.*\.cjs$/);
  assert.match(import.meta.resolve(specifier), /dist.*\.js$/);
  const imported = Object.entries(await import(specifier));
  const required = Object.entries(require(specifier));
  const typesOf = (exported) => exported.map(([name, value]) => `${name}: ${typeof value}`).sort();
  assert.deepEqual(typesOf(required), typesOf(imported), specifier);
  assert.notEqual(imported.length, 0, specifier);
}
console.log(`${process.argv.length - 2} entry points`);
