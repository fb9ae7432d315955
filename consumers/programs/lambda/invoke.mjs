/** Acts like Lambda: sets the environment, loads the bundle named on the command line and calls it. */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { startInspector } from "@tucuxi/inspector";
import { recorder } from "@tucuxi/plugin-recorder";

const trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
const inspector = await startInspector({ verify: "enforce" });
Object.assign(process.env, {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: inspector.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: inspector.credentials.secretAccessKey,
  AWS_ENDPOINT_URL: inspector.url,
  AWS_LAMBDA_FUNCTION_NAME: "orders",
  _X_AMZN_TRACE_ID: trace,
});
const { handler } = await import(pathToFileURL(process.argv[2]).href);
assert.deepEqual(await handler({ orders: 40 }), { written: 40 });

for (const { headers, signature } of inspector.requests) {
  assert.equal(headers["content-encoding"], "gzip");
  assert.equal(headers["x-amzn-trace-id"], trace);
  assert.equal(signature.state, "valid");
}
// The recorder is for tests, so it runs here and not in the function.
assert.deepEqual(recorder({ file: "orders.cassette.json", mode: "off" }).unused(), []);
console.log(`${inspector.requests.length} requests`);
await inspector.close();
