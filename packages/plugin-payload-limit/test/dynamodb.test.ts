import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDB,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  NumberValue,
} from "@aws-sdk/lib-dynamodb";
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

  it("sends again what the document client was handed back, as plain values", async () => {
    const { config, requests, inspector } = await startEndpoint();
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
    eventsOf(client).use(payloadLimit({ resend: { baseDelay: 0 } }));
    inspector.respond((request) => json(200, { UnprocessedItems: { t: sent(request)["t"]?.slice(1) } }));
    const writes = upTo(5).map((id) => ({
      PutRequest: { Item: { id, big: 12345678901n, bytes: bytes(3, id), tags: new Set(["b", "a"]) } },
    }));
    const output = await client.send(new BatchWriteCommand({ RequestItems: { t: writes } }));
    expect(requests.map((request) => sent(request)["t"]?.length)).toEqual([5, 4]);
    expect(sent(requests[1])["t"]).toEqual(sent(requests[0])["t"]?.slice(1));
    expect(output.UnprocessedItems ?? {}).toEqual({});
  });

  it("sends again what the document client was handed back in another form than it was given", async () => {
    const { config, requests, inspector } = await startEndpoint();
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(config), {
      marshallOptions: { convertEmptyValues: true, removeUndefinedValues: true },
      unmarshallOptions: { wrapNumbers: true },
    });
    eventsOf(client).use(payloadLimit({ resend: { baseDelay: 0 } }));
    inspector.respond((request) => json(200, { UnprocessedItems: { t: sent(request)["t"]?.slice(1) } }));
    const writes = upTo(3).map((id) => ({
      PutRequest: {
        Item: { id, empty: "", map: new Map([["sum", NumberValue.from("0.10")]]), list: [undefined] },
      },
    }));
    const output = await client.send(new BatchWriteCommand({ RequestItems: { t: writes } }));
    expect(sent(requests[1])["t"]).toEqual(sent(requests[0])["t"]?.slice(1));
    expect(output.UnprocessedItems ?? {}).toEqual({});
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

describe("DynamoDB BatchGetItem", () => {
  type Tables = Record<string, { Keys: { id: unknown }[]; ProjectionExpression?: string }>;
  const asked = (request: InspectedRequest | undefined) => sentParams(request)["RequestItems"] as Tables;

  it("goes in parts of 100 keys over all tables, with the rest of each table's request and merged answers", async () => {
    const { config, requests, respondAlways } = await startEndpoint();
    const client = new DynamoDB(config);
    eventsOf(client).use(payloadLimit({ concurrency: 1 }));
    const ProjectionExpression = "id";
    respondAlways((request) => {
      const tables = Object.entries(asked(request));
      return json(200, {
        Responses: Object.fromEntries(tables.map(([table, { Keys }]) => [table, Keys.slice(1)])),
        UnprocessedKeys: Object.fromEntries(
          tables.map(([table, all]) => [table, { ...all, Keys: all.Keys.slice(0, 1) }]),
        ),
        ConsumedCapacity: tables.map(([TableName, { Keys }]) => ({ TableName, CapacityUnits: Keys.length })),
      });
    });
    const keys = (table: string, count: number) => upTo(count).map((n) => ({ id: { S: `${table}${n}` } }));
    const { $metadata, ...output } = await client.batchGetItem({
      RequestItems: { a: { Keys: keys("a", 130), ProjectionExpression }, b: { Keys: keys("b", 90) } },
    });
    expect(
      requests.map((request) =>
        Object.entries(asked(request)).map(([table, { Keys }]) => `${table} ${Keys.length}`),
      ),
    ).toEqual([["a 100"], ["a 30", "b 70"], ["b 20"]]);
    expect(requests.map((request) => asked(request)["a"]?.ProjectionExpression)).toEqual([
      "id",
      "id",
      undefined,
    ]);
    expect(output.Responses?.["a"]).toHaveLength(128);
    expect(output.Responses?.["b"]).toHaveLength(88);
    expect(output.UnprocessedKeys).toEqual({
      a: { Keys: [{ id: { S: "a0" } }, { id: { S: "a100" } }], ProjectionExpression },
      b: { Keys: [{ id: { S: "b0" } }, { id: { S: "b70" } }] },
    });
    expect(output.ConsumedCapacity).toEqual([
      { TableName: "a", CapacityUnits: 130 },
      { TableName: "b", CapacityUnits: 90 },
    ]);
    expect($metadata.attempts).toBe(3);
  });

  it("works with the document client, and asks again for what came back", async () => {
    const { config, requests, inspector } = await startEndpoint();
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));
    eventsOf(client).use(payloadLimit({ resend: { baseDelay: 0 }, concurrency: 1 }));
    const answer = (left: number) => (request: InspectedRequest) => {
      const { Keys } = asked(request)["t"] ?? { Keys: [] };
      return json(200, {
        Responses: { t: Keys.slice(left) },
        UnprocessedKeys: left === 0 ? {} : { t: { Keys: Keys.slice(0, left) } },
      });
    };
    inspector.respond(answer(2), answer(1), answer(0));
    const Keys = upTo(120).map((id) => ({ id }));
    const output = await client.send(new BatchGetCommand({ RequestItems: { t: { Keys } } }));
    expect(requests.map((request) => asked(request)["t"]?.Keys.length)).toEqual([100, 20, 3]);
    const ids = output.Responses?.["t"]?.map(({ id }) => Number(id)) ?? [];
    expect(ids.sort((one, other) => one - other)).toEqual(upTo(120));
    expect(output.UnprocessedKeys ?? {}).toEqual({});
  });

  it("is split when the service says that there are too many keys", async () => {
    const { config, requests, inspector } = await startEndpoint();
    const client = new DynamoDBClient(config);
    eventsOf(client).use(payloadLimit({ strategy: "optimistic", concurrency: 1 }));
    const message = "Too many items requested for the BatchGetItem call";
    inspector.respond(json(400, { __type: "com.amazon.coral.validate#ValidationException", message }));
    const Keys = upTo(130).map((n) => ({ id: { S: `${n}` } }));
    await client.send(new BatchGetItemCommand({ RequestItems: { t: { Keys } } }));
    expect(requests.map((request) => asked(request)["t"]?.Keys.length)).toEqual([130, 100, 30]);
  });
});
