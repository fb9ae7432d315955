import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { afterAll, expect, vi } from "vitest";
import { besideTucuxi, ending } from "../src/compare.js";

// Its agent, which accepts everything.
const agent = createServer((_, response) => void response.end("{}"));
await new Promise<void>((resolve) => agent.listen(0, "127.0.0.1", resolve));
const { port } = agent.address() as AddressInfo;
afterAll(() => agent.close());

vi.stubEnv("DD_INSTRUMENTATION_TELEMETRY_ENABLED", "false");
vi.stubEnv("DD_REMOTE_CONFIGURATION_ENABLED", "false");

// It patches modules that are loaded by `require` after it.
const require = createRequire(import.meta.url);
const { tracer } = require("dd-trace") as typeof import("dd-trace");
const spans: object[] = [];
tracer.init({ url: `http://127.0.0.1:${port}`, startupLogs: false, runtimeMetrics: false });
tracer.use("aws-sdk", {
  hooks: {
    request(span) {
      if (span !== undefined) spans.push(span.context());
    },
  },
});
const { DynamoDBClient, GetItemCommand } =
  require("@aws-sdk/client-dynamodb") as typeof import("@aws-sdk/client-dynamodb");
const { GetObjectCommand, S3Client } = require("@aws-sdk/client-s3") as typeof import("@aws-sdk/client-s3");

const randomHeaders = ["traceparent", "tracestate", "x-datadog-parent-id", "x-datadog-trace-id"];

/** The tags of the spans that have ended. */
function takeTags(): unknown[] {
  const tags = spans.splice(0).map((context) => ("_tags" in context ? context._tags : undefined));
  expect(tags).not.toEqual([]);
  return tags.map((value) => JSON.parse(JSON.stringify(value)));
}

besideTucuxi("dd-trace, DynamoDB", {
  client: (config) => new DynamoDBClient(config),
  install: () => undefined,
  answers: [
    { body: JSON.stringify({ Item: { id: { S: "1" } } }) },
    "500",
    "200",
    "400:ResourceNotFoundException",
  ],
  async use(client) {
    const get = new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } });
    const endings = [];
    for (let call = 0; call < 3; call++) endings.push(await ending(client.send(get)));
    return { endings, tags: takeTags() };
  },
  operations: ["GetItem", "GetItem", "GetItem"],
  randomHeaders,
});

besideTucuxi("dd-trace, S3", {
  client: (config) => new S3Client({ ...config, forcePathStyle: true }),
  install: () => undefined,
  answers: [{ body: "content" }],
  async use(client) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: "bucket", Key: "key" }));
    return { content: await Body?.transformToString(), tags: takeTags() };
  },
  operations: ["GetObject"],
  randomHeaders,
});
