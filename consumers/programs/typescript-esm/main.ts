/** Uses all packages in TypeScript with ES modules. It sends 1500 metrics as two compressed, traced requests. */
import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CloudWatch,
  CloudWatchClient,
  ListMetricsCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { propagation } from "@opentelemetry/api";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { guard } from "@tucuxi/plugin-guard";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { rateLimit } from "@tucuxi/plugin-rate-limit";
import { type Recorder, recorder } from "@tucuxi/plugin-recorder";
import { s3Compat } from "@tucuxi/plugin-s3-compat";
import { any, assertSentTimes, stub } from "@tucuxi/plugin-stubber";
import { traceHeader } from "@tucuxi/plugin-trace-header";
import { w3c } from "@tucuxi/plugin-trace-header/w3c";

// A CommonJS library deep in the dependency tree must get the same copy as this program.
const required: unknown = createRequire(import.meta.url)("@tucuxi/events");
assert.equal((required as { eventsOf: unknown }).eventsOf, eventsOf);

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
propagation.setGlobalPropagator({
  inject: (_, carrier, setter) => setter.set(carrier, "traceparent", traceparent),
  extract: (context) => context,
  fields: () => ["traceparent"],
});

await using inspector = await startInspector({ verify: "enforce" });
const client = new CloudWatchClient(inspector.clientConfig);

const messages: unknown[] = [];
function keepMessage(_record: unknown, message: unknown): void {
  messages.push(message);
}

const events = eventsOf<CloudWatch>(client);
events.use(guard({ allow: ["cloudwatch.PutMetricData"], budget: { calls: 2 } }));
events.use(payloadLimit());
events.use(s3Compat());
events.use(gzip());
events.use(rateLimit({ "cloudwatch.*": "100/s", adaptive: true }));
events.use(traceHeader({ value: w3c() }));
events.use(
  logger({ format: "object", logger: { error: keepMessage, info: keepMessage, debug: keepMessage } }),
);
events.register("before-sign.cloudwatch.PutMetricData", function addShop({ request }) {
  request.headers["x-shop"] = "lisbon";
});
// @ts-expect-error The compiler reports an event that doesn't exist.
assert.throws(() => events.register("before-signing.cloudwatch.PutMetricData", () => {}), {
  name: "RegistrationError",
});

const MetricData = Array.from({ length: 1500 }, (_, shop) => ({ MetricName: `shop-${shop}`, Value: shop }));
await client.send(new PutMetricDataCommand({ Namespace: "Orders", MetricData }));

for (const { headers, signature } of inspector.requests) {
  assert.equal(headers["content-encoding"], "gzip");
  assert.equal(headers["traceparent"], traceparent);
  assert.equal(headers["x-shop"], "lisbon");
  assert.equal(signature.state, "valid");
}
assert.match(String(messages.at(-1)), /^cloudwatch PutMetricData 200 /);

const stubs = stub(CloudWatchClient);
stubs
  .on(PutMetricDataCommand, { Namespace: any(String) })
  .throttles(1)
  .returns();
// @ts-expect-error PutMetricData doesn't have this parameter.
assert.ok(stubs.on(PutMetricDataCommand, { Namespaces: "Orders" }).optional());
await new CloudWatchClient({}).send(new PutMetricDataCommand({ Namespace: "Orders", MetricData: [] }));
assertSentTimes(stubs, PutMetricDataCommand, 1);
stubs.restore();

const file = join(mkdtempSync(join(tmpdir(), "orders-")), "orders.cassette.json");
const output = { Metrics: [{ MetricName: "shop-1" }] };
const episodes = [
  { call: "cloudwatch.ListMetrics", params: { Namespace: "Orders" }, attempts: [{ output }] },
];
writeFileSync(file, JSON.stringify({ "tucuxi-recorder": 1, episodes }));
const recording: Recorder = recorder({ file, mode: "replay", ignore: ["input.RecentlyActive"] });
const replayed = new CloudWatchClient({});
eventsOf(replayed).use(recording);
const { Metrics } = await replayed.send(new ListMetricsCommand({ Namespace: "Orders" }));
assert.deepEqual(Metrics, output.Metrics);
recording.assertAllUsed();
console.log(`${inspector.requests.length} requests`);
