import { BatchWriteItemCommand, DynamoDB, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { eventsOf } from "@tucuxi/events";
import type { InspectedRequest } from "@tucuxi/inspector";
import { describe, expect, it } from "vitest";
import { payloadLimit } from "../src/index.js";
import { json, limitError, sentParams, startEndpoint, upTo } from "./support.js";

const bytes = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill);

describe("DynamoDB BatchWriteItem", () => {
  type Writes = Record<string, { PutRequest?: { Item: Record<string, unknown> } }[]>;
  const sent = (request: InspectedRequest | undefined) => sentParams(request)["RequestItems"] as Writes;
  const put = (id: string) => ({ PutRequest: { Item: { id: { S: id } } } });

  it("goes in parts of 25 over all tables, with what is left over and what was consumed by table", async () => {
    const { config, requests, respondAlways } = await startEndpoint();
    const client = new DynamoDB(config);
    eventsOf(client).use(payloadLimit());
    respondAlways((request) => {
      const tables = Object.entries(sent(request));
      return json(200, {
        UnprocessedItems: Object.fromEntries(tables.map(([table, writes]) => [table, writes.slice(0, 1)])),
        ConsumedCapacity: tables.map(([TableName, { length }]) => ({
          TableName,
          CapacityUnits: length,
          Table: { CapacityUnits: length },
          GlobalSecondaryIndexes: { byName: { CapacityUnits: 0.5 } },
        })),
        ItemCollectionMetrics: Object.fromEntries(
          tables.map(([table]) => [table, [{ SizeEstimateRangeGB: [0, 1] }]]),
        ),
      });
    });
    const { $metadata, ...output } = await client.batchWriteItem({
      RequestItems: {
        orders: upTo(40).map((n) => put(`o${n}`)),
        lines: upTo(20).map((n) => put(`l${n}`)),
      },
      ReturnConsumedCapacity: "INDEXES",
    });
    const counts = requests.map((request) =>
      Object.entries(sent(request)).map(([table, { length }]) => `${table} ${length}`),
    );
    expect(counts.sort()).toEqual([["lines 10"], ["orders 15", "lines 10"], ["orders 25"]].sort());
    expect(output).toEqual({
      UnprocessedItems: {
        orders: [put("o0"), put("o25")],
        lines: [put("l0"), put("l10")],
      },
      ItemCollectionMetrics: {
        orders: [{ SizeEstimateRangeGB: [0, 1] }, { SizeEstimateRangeGB: [0, 1] }],
        lines: [{ SizeEstimateRangeGB: [0, 1] }, { SizeEstimateRangeGB: [0, 1] }],
      },
      ConsumedCapacity: [
        {
          TableName: "orders",
          CapacityUnits: 40,
          Table: { CapacityUnits: 40 },
          GlobalSecondaryIndexes: { byName: { CapacityUnits: 1 } },
        },
        {
          TableName: "lines",
          CapacityUnits: 20,
          Table: { CapacityUnits: 20 },
          GlobalSecondaryIndexes: { byName: { CapacityUnits: 1 } },
        },
      ],
    });
  });

  it("works with the document client, whose answers are plain values", async () => {
    const { config, requests, respondAlways } = await startEndpoint();
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
    eventsOf(client).use(payloadLimit());
    respondAlways((request) =>
      json(200, { UnprocessedItems: { t: (sent(request)["t"] ?? []).slice(0, 1) } }),
    );
    const writes = upTo(60).map((id) => ({ PutRequest: { Item: { id, tags: ["a", { deep: true }] } } }));
    const output = await client.send(new BatchWriteCommand({ RequestItems: { t: writes } }));
    expect(requests.map((request) => sent(request)["t"]?.length).sort()).toEqual([10, 25, 25]);
    expect(sent(requests[0])["t"]?.[0]).toHaveProperty("PutRequest.Item.id.N");
    expect(output.UnprocessedItems).toEqual({ t: [writes[0], writes[25], writes[50]] });
  });

  it("names an item of more than 400 KB as DynamoDB counts it, not as it is sent", async () => {
    const { config, requests } = await startEndpoint();
    const client = new DynamoDBClient(config);
    eventsOf(client).use(payloadLimit());
    const item = (length: number) => ({
      PutRequest: { Item: { id: { S: "a" }, data: { B: bytes(length) } } },
    });
    const largest = 409_600 - "id".length - "a".length - "data".length;
    await client.send(new BatchWriteItemCommand({ RequestItems: { t: [item(largest)] } }));
    expect(requests[0]?.bodyBytes).toBeGreaterThan(409_600);
    const error = await limitError(
      client.send(new BatchWriteItemCommand({ RequestItems: { t: [item(1), item(largest + 1)] } })),
    );
    expect(error.item).toEqual({
      index: 1,
      path: 'RequestItems["t"][1]',
      size: 409_601,
      limit: 409_600,
      unit: "bytes",
    });
  });

  it("is split where its body is over 16 MB, although its items are small as DynamoDB counts them", async () => {
    const { config, requests } = await startEndpoint();
    const client = new DynamoDBClient(config);
    eventsOf(client).use(payloadLimit());
    // A control character is one byte in the table, and six on the wire.
    const data = { S: "\u0001".repeat(400_000) };
    const RequestItems = { t: upTo(8).map((n) => ({ PutRequest: { Item: { id: { S: `${n}` }, data } } })) };
    await client.send(new BatchWriteItemCommand({ RequestItems }));
    expect(requests.map((request) => sent(request)["t"]?.length)).toEqual([4, 4]);
    expect(Math.max(...requests.map(({ wireBytes }) => wireBytes))).toBeLessThan(16_777_216);
  });

  it("says of what came back unprocessed that it was not accepted, when another part fails", async () => {
    const { config, inspector } = await startEndpoint();
    const client = new DynamoDBClient(config);
    eventsOf(client).use(payloadLimit({ concurrency: 1 }));
    inspector.respond(
      json(200, { UnprocessedItems: { t: [put("3"), put("7")] } }),
      "400:ValidationException",
    );
    const error = await limitError(
      client.send(new BatchWriteItemCommand({ RequestItems: { t: upTo(30).map((n) => put(`${n}`)) } })),
    );
    expect(error.refused).toEqual([3, 7, 25, 26, 27, 28, 29]);
    expect(error.accepted).toEqual(upTo(25).filter((n) => n !== 3 && n !== 7));
    expect(error.parts[0]?.output).toMatchObject({ UnprocessedItems: { t: [put("3"), put("7")] } });
  });

  it.each([
    "Too many items requested for the BatchWriteItem call",
    "1 validation error detected: Value '{t=[com.amazonaws.dynamodb.v20120810.WriteRequest@c]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
  ])("is split when the service says: %s", async (message) => {
    const { config, requests, inspector } = await startEndpoint();
    const client = new DynamoDBClient(config);
    eventsOf(client).use(payloadLimit({ strategy: "optimistic", concurrency: 1 }));
    inspector.respond(json(400, { __type: "com.amazon.coral.validate#ValidationException", message }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { t: upTo(30).map((n) => put(`${n}`)) } }));
    expect(requests.map((request) => sent(request)["t"]?.length)).toEqual([30, 25, 5]);
  });
});
