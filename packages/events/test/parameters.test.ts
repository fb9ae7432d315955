import { Readable } from "node:stream";
import { BatchWriteItemCommand, type DynamoDB, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, type S3 } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, test } from "vitest";
import { eventsOf } from "../src/index.js";
import { startEndpoint } from "./support.js";

test("what handlers do to nested parameters is sent, and the caller's objects stay as they were", async () => {
  const { requests, dynamodb } = await startEndpoint();
  const client = dynamodb();
  const events = eventsOf<DynamoDB>(client);
  events.register("provide-client-params.dynamodb.BatchWriteItem", ({ params }) => {
    for (const { PutRequest } of params.RequestItems?.["t"] ?? []) {
      if (PutRequest?.Item !== undefined) PutRequest.Item["ttl"] = { N: "1" };
    }
  });
  events.register("before-parameter-build.dynamodb.BatchWriteItem", ({ params }) => {
    params.RequestItems?.["t"]?.push({ DeleteRequest: { Key: { id: { S: "2" } } } });
  });
  const command = new BatchWriteItemCommand({
    RequestItems: { t: [{ PutRequest: { Item: Object.freeze({ id: { S: "1" } }) } }] },
  });
  const before = structuredClone(command.input);
  await client.send(command);
  await client.send(command);

  expect(command.input).toEqual(before);
  const sent = {
    RequestItems: {
      t: [
        { PutRequest: { Item: { id: { S: "1" }, ttl: { N: "1" } } } },
        { DeleteRequest: { Key: { id: { S: "2" } } } },
      ],
    },
  };
  expect(requests.map(({ text }) => JSON.parse(text))).toEqual([sent, sent]);
});

test("parameters that a handler returns stay as they were too", async () => {
  const { requests, dynamodb } = await startEndpoint();
  const client = dynamodb();
  const events = eventsOf<DynamoDB>(client);
  const same = { TableName: "t", Item: { id: { S: "1" } } };
  events.register("provide-client-params.dynamodb.PutItem", () => same);
  events.register("before-parameter-build.dynamodb.PutItem", ({ params }) => {
    Object.assign(params.Item ?? {}, { ttl: { N: "1" } });
  });
  await client.send(new PutItemCommand({ TableName: "u", Item: {} }));
  expect(same).toEqual({ TableName: "t", Item: { id: { S: "1" } } });
  expect(JSON.parse(requests[0]?.text ?? "")).toEqual({
    TableName: "t",
    Item: { id: { S: "1" }, ttl: { N: "1" } },
  });
});

test("a document client's sets, maps and class instances keep their values, and the caller its own", async () => {
  const { requests, dynamodb } = await startEndpoint();
  const client = DynamoDBDocumentClient.from(dynamodb(), {
    marshallOptions: { convertClassInstanceToMap: true },
  });
  class Order {
    readonly size = 2;
  }
  const Item = {
    id: new Uint8Array([1]),
    tags: new Set(["a"]),
    sizes: new Map([["b", [1]]]),
    order: new Order(),
  };
  let order: unknown;
  eventsOf(client).register("provide-client-params.dynamodb.PutItem", ({ params }) => {
    const item = params["Item"] as typeof Item;
    item.tags.add("c");
    item.sizes.get("b")?.push(2);
    order = item.order;
  });
  await client.send(new PutCommand({ TableName: "t", Item }));
  expect(order).toBe(Item.order);
  expect([...Item.tags, ...(Item.sizes.get("b") ?? [])]).toEqual(["a", 1]);
  expect(JSON.parse(requests[0]?.text ?? "").Item).toEqual({
    id: { B: "AQ==" },
    tags: { SS: ["a", "c"] },
    sizes: { M: { b: { L: [{ N: "1" }, { N: "2" }] } } },
    order: { M: { size: { N: "2" } } },
  });
});

test("a body is the caller's own, not a copy", async () => {
  const { requests, s3 } = await startEndpoint();
  const client = s3();
  const bodies: unknown[] = [];
  eventsOf<S3>(client).register("provide-client-params.s3.PutObject", ({ params }) => {
    bodies.push(params.Body);
  });
  const stream = Readable.from([Buffer.from("two teapots")]);
  const sent = [stream, Buffer.from("two teapots"), "two teapots"];
  for (const Body of sent) {
    await client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body, ContentLength: 11 }));
  }
  expect(bodies.map((body, index) => body === sent[index])).toEqual([true, true, true]);
  expect(requests.map(({ text }) => text)).toEqual(["two teapots", "two teapots", "two teapots"]);
});
