/**
 * Runs the script of the built page, named on the command line, with the page's address and what browsers and
 * Node.js both have (`fetch`, `crypto`, streams). It removes `process`, by which code detects Node.js.
 * `Buffer` stays, because Node.js's `fetch` uses it.
 */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { startInspector } from "@tucuxi/inspector";
import { recorder } from "@tucuxi/plugin-recorder";

const inspector = await startInspector({ verify: "enforce" });
// Loads Node.js's `fetch` while it still has the globals that it needs.
await fetch(inspector.url);
inspector.clear();

const script = pathToFileURL(process.argv[2]).href;
const page = {
  location: new URL(`?endpoint=${inspector.url}`, "http://127.0.0.1/"),
  process: undefined,
};
for (const [name, value] of Object.entries(page)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
await import(script);
await globalThis.sent;

for (const { headers, signature } of inspector.requests) {
  assert.equal(headers["content-encoding"], "gzip");
  assert.match(headers["x-trace-id"], /^[0-9a-f]{32}$/);
  assert.equal(signature.state, "valid");
}
// The recorder needs files, so it runs here and not in the page.
assert.deepEqual(recorder({ file: "page.cassette.json", mode: "off" }).unused(), []);
console.log(`${inspector.requests.length} requests`);
await inspector.close();
