import { createRequire } from "node:module";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { AwsInstrumentation } from "@opentelemetry/instrumentation-aws-sdk";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { expect } from "vitest";
import { besideTucuxi, ending } from "../src/compare.js";

const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({
  spanProcessors: [new SimpleSpanProcessor(exporter)],
  // Lambda's client context carries them and is signed.
  idGenerator: { generateTraceId: () => "1".repeat(32), generateSpanId: () => "2".repeat(16) },
});
provider.register();
registerInstrumentations({ instrumentations: [new AwsInstrumentation()] });

// It patches modules that are loaded by `require` after it.
const require = createRequire(import.meta.url);
const { DynamoDBClient, GetItemCommand } =
  require("@aws-sdk/client-dynamodb") as typeof import("@aws-sdk/client-dynamodb");
const { InvokeCommand, LambdaClient } =
  require("@aws-sdk/client-lambda") as typeof import("@aws-sdk/client-lambda");

/** The spans that have ended, without their times. */
function takeSpans(): unknown[] {
  const spans = exporter.getFinishedSpans().map(({ name, kind, attributes, status, events }) => ({
    ...{ name, kind, attributes, status },
    events: events.map((event) => [event.name, event.attributes?.["exception.message"]]),
  }));
  exporter.reset();
  expect(spans).not.toEqual([]);
  return spans;
}

const get = new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } });
const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

besideTucuxi("@opentelemetry/instrumentation-aws-sdk, DynamoDB", {
  client: (config) => new DynamoDBClient(config),
  install: () => undefined,
  answers: [
    { body: JSON.stringify({ Item: { id: { S: "1" } } }) },
    "500",
    "200",
    "400:ResourceNotFoundException",
  ],
  async use(client) {
    const endings = [];
    for (let call = 0; call < 3; call++) endings.push(await ending(client.send(get)));
    return { endings, spans: takeSpans() };
  },
  operations: ["GetItem", "GetItem", "GetItem"],
});

besideTucuxi("@opentelemetry/instrumentation-aws-sdk, Lambda", {
  client: (config) => new LambdaClient(config),
  install: () => undefined,
  use: async (client) => [await ending(client.send(invoke)), takeSpans()],
  operations: ["Invoke"],
});
