/** Uses all packages in CommonJS. It sends 25 messages as three requests, the first of them twice. */
const assert = require("node:assert/strict");
const { mkdtempSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { SQS } = require("@aws-sdk/client-sqs");
const { eventsOf } = require("@tucuxi/events");
const { startInspector } = require("@tucuxi/inspector");
const { guard } = require("@tucuxi/plugin-guard");
const { gzip } = require("@tucuxi/plugin-gzip");
const { logger } = require("@tucuxi/plugin-logger");
const { payloadLimit } = require("@tucuxi/plugin-payload-limit");
const { assertSent, stub } = require("@tucuxi/plugin-stubber");
const { recorder } = require("@tucuxi/plugin-recorder");
const { s3Compat } = require("@tucuxi/plugin-s3-compat");
const { rateLimit } = require("@tucuxi/plugin-rate-limit");
const { random, traceHeader } = require("@tucuxi/plugin-trace-header");

async function main() {
  const inspector = await startInspector({ verify: "enforce", respond: ["500"] });
  const client = new SQS(inspector.clientConfig);
  /** @type {unknown[]} */
  const messages = [];
  const keepMessage = (/** @type {unknown[]} */ ...[, message]) => messages.push(message);

  const events = eventsOf(client);
  events.use(guard({ allow: ["sqs.SendMessageBatch", "sqs.SendMessage"] }));
  events.use(payloadLimit());
  events.use(s3Compat());
  events.use(rateLimit({ "sqs.*": "100/s" }));
  events.use(gzip({ operations: ["sqs.SendMessageBatch"] }));
  events.use(traceHeader({ header: "x-trace-id", value: random() }));
  events.use(
    logger({ format: "object", logger: { error: keepMessage, info: keepMessage, debug: keepMessage } }),
  );

  const body = "an order of the shop in Lisbon, ".repeat(50);
  const Entries = Array.from({ length: 25 }, (_, index) => ({ Id: `${index}`, MessageBody: body }));
  await client.sendMessageBatch({ QueueUrl: `${inspector.url}/123456789012/orders`, Entries });

  const traces = new Set();
  for (const { headers, signature } of inspector.requests) {
    assert.equal(headers["content-encoding"], "gzip");
    assert.equal(signature.state, "valid");
    traces.add(headers["x-trace-id"]);
  }
  assert.equal(traces.size, 3);
  assert.match(String(messages.at(-1)), /^sqs SendMessageBatch 200 /);

  const stubs = stub(client);
  stubs.on("sqs.SendMessage").throttles(1).returns({ MessageId: "1" });
  await client.sendMessage({ QueueUrl: `${inspector.url}/123456789012/orders`, MessageBody: "an order" });
  assertSent(stubs, "sqs.SendMessage", { MessageBody: "an order" });
  stubs.dispose();

  const file = join(mkdtempSync(join(tmpdir(), "orders-")), "orders.cassette.json");
  const output = { QueueUrls: ["https://sqs.eu-west-1.amazonaws.com/123456789012/orders"] };
  const episodes = [{ call: "sqs.ListQueues", params: {}, attempts: [{ output }] }];
  writeFileSync(file, JSON.stringify({ "tucuxi-recorder": 1, episodes }));
  const replayed = new SQS();
  const recording = recorder({ file, mode: "replay" });
  eventsOf(replayed).use(recording);
  assert.deepEqual((await replayed.listQueues()).QueueUrls, output.QueueUrls);
  recording.assertAllUsed();
  console.log(`${inspector.requests.length} requests`);
  await inspector.close();
}

main();
