/**
 * Runs the built page's script, named on the command line, with what browsers and Node.js both have (`fetch`,
 * `crypto`, streams), the page's address, and without `process`, by which code finds Node.js and its modules. `Buffer`
 * has to stay: Node.js's `fetch` uses it.
 */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { startInspector } from "@tucuxi/inspector";
import { recorder } from "@tucuxi/plugin-recorder";

const inspector = await startInspector({ verify: "enforce" });
// Node.js's own `fetch` needs its globals the first time, when it is loaded.
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
// For the tests around it: there are files here.
assert.deepEqual(recorder({ file: "page.cassette.json", mode: "off" }).unused(), []);
console.log(`${inspector.requests.length} requests`);
await inspector.close();
