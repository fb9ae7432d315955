import { DynamoDBClient, GetItemCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { startInspector } from "@tucuxi/inspector";
import xray from "aws-xray-sdk-core";
import { expect, onTestFinished, test } from "vitest";
import { besideTucuxi, ending } from "../src/compare.js";
import { eventsOf } from "../src/published.js";
import { takeSubsegments } from "../src/subsegments.js";

xray.enableManualMode();
xray.setLogger({ error() {}, warn() {}, info() {}, debug() {} });

besideTucuxi("aws-xray-sdk-core", {
  client: (config) => new DynamoDBClient(config),
  install(client) {
    // Stays open, because closing it would send it to a daemon.
    const segment = new xray.Segment("program");
    xray.captureAWSv3Client(client, segment);
    return segment;
  },
  answers: [
    { body: JSON.stringify({ Item: { id: { S: "1" } } }) },
    "500",
    { body: JSON.stringify({ TableNames: ["orders"] }) },
    "400:ResourceNotFoundException",
  ],
  async use(client, segment) {
    const table = { TableName: "orders", Key: { id: { S: "1" } } };
    const endings = [
      await ending(client.send(new GetItemCommand(table))),
      await ending(client.send(new ListTablesCommand({}))),
      await ending(client.send(new GetItemCommand(table))),
    ];
    return { endings, subsegments: takeSubsegments(segment) };
  },
  operations: ["GetItem", "ListTables", "GetItem"],
  randomHeaders: ["x-amzn-trace-id"],
});

test.each(["before-sign", "before-send", "response-received", "needs-retry"] as const)(
  "aws-xray-sdk-core: what a handler of %s throws is a fault of the call",
  async (type) => {
    const inspector = await startInspector();
    onTestFinished(() => inspector.close());
    const { url: endpoint, credentials } = inspector;
    const client = new DynamoDBClient({ endpoint, region: "eu-west-1", credentials });
    const segment = new xray.Segment("program");
    xray.captureAWSv3Client(client, segment);
    const mine = new Error("mine");
    eventsOf(client).register(type, () => {
      throw mine;
    });
    await expect(client.send(new ListTablesCommand({}))).rejects.toBe(mine);
    expect(takeSubsegments(segment)).toMatchObject([
      { name: "DynamoDB", fault: true, cause: { exceptions: [{ message: "mine", remote: true }] } },
    ]);
  },
);
