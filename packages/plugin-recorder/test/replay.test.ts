import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BatchGetItemCommand, DynamoDB, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { Lambda, type ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { GetObjectCommand, PutObjectCommand, S3, type S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { eventsOf, Session } from "@tucuxi/events";
import { isRecorderError, recorder } from "@tucuxi/plugin-recorder";
import { expect, it } from "vitest";
import { folder, live, recording, service } from "./support.js";

const json = { "content-type": "application/x-amz-json-1.0" };

it("a call is recorded once, and then answered without credentials, region and network", async () => {
  const file = join(folder(), "orders.cassette.json");
  const aws = await service((_, response) =>
    response.writeHead(200, json).end(JSON.stringify({ Item: { id: { S: "1" }, count: { N: "2" } } })),
  );
  const client = new DynamoDBClient(live(aws.endpoint));
  const first = recording({ file }, client);
  const command = new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } });
  const recorded = await client.send(command);
  await first.save();
  await aws.stop();
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    "tucuxi-recorder": 1,
    episodes: [
      {
        call: "dynamodb.GetItem",
        params: { TableName: "orders", Key: { id: { S: "1" } } },
        attempts: [{ output: { Item: { id: { S: "1" }, count: { N: "2" } } } }],
      },
    ],
  });
  for (const mode of ["replay", "once"] as const) {
    const bare = new DynamoDBClient({});
    recording({ file, mode }, bare);
    const replayed = await bare.send(command);
    expect(replayed.Item).toEqual(recorded.Item);
    expect(bare.config.region).toBeTypeOf("function");
    await expect(bare.config.region()).rejects.toThrow("Region is missing");
  }
  expect(aws.requests).toHaveLength(1);
});

it("attempts are kept and made again: throttling, a dropped connection, then the output", async () => {
  const file = join(folder(), "c.json");
  let attempt = 0;
  const aws = await service((request, response) => {
    attempt += 1;
    if (attempt === 1) {
      response.writeHead(400, json).end(
        JSON.stringify({
          __type: "com.amazonaws.dynamodb.v20120810#ThrottlingException",
          message: "slow down",
        }),
      );
    } else if (attempt === 2) request.socket.destroy();
    else response.writeHead(200, json).end(JSON.stringify({ Item: { id: { S: "1" } } }));
  });
  const command = new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } });
  const seen = async (client: DynamoDBClient, mode: "record" | "replay") => {
    const plugin = recording({ file, mode }, client);
    const outcomes: unknown[] = [];
    eventsOf(client).register("response-received", ({ response, exception }) => {
      const { name, message, code } = (exception ?? {}) as { name?: string; message?: string; code?: string };
      outcomes.push([response?.statusCode, name, message, code]);
    });
    const output = await client.send(command);
    await plugin.save();
    return { outcomes, attempts: output.$metadata.attempts, item: output.Item };
  };
  const recorded = await seen(new DynamoDBClient(live(aws.endpoint)), "record");
  await aws.stop();
  expect(recorded.attempts).toBe(3);
  expect(recorded.outcomes[1]).toEqual([undefined, "TimeoutError", "socket hang up", "ECONNRESET"]);
  expect(await seen(new DynamoDBClient({}), "replay")).toEqual(recorded);
});

it("a call that fails for good fails with the same error, after the same attempts", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) =>
    response.writeHead(400, json).end(
      JSON.stringify({
        __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        Message: "canceled",
        CancellationReasons: [{ Code: "ConditionalCheckFailed", Item: { id: { S: "1" } } }],
      }),
    ),
  );
  const failing = async (client: DynamoDB, mode: "record" | "replay") => {
    const plugin = recording({ file, mode }, client);
    const error = await client.transactWriteItems({ TransactItems: [], ClientRequestToken: mode }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    await plugin.save();
    return error as Error & { CancellationReasons: unknown; $metadata: { attempts: number } };
  };
  const recorded = await failing(new DynamoDB(live(aws.endpoint)), "record");
  await aws.stop();
  const replayed = await failing(new DynamoDB({}), "replay");
  expect(replayed.name).toBe("TransactionCanceledException");
  expect(replayed.constructor).toBe(recorded.constructor);
  expect(replayed.message).toBe(recorded.message);
  expect(replayed.CancellationReasons).toEqual(recorded.CancellationReasons);
  expect(replayed.$metadata.attempts).toBe(recorded.$metadata.attempts);
});

it("an error keeps members that are named as what every error has, such as Lambda's Type", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) =>
    response
      .writeHead(404, { "content-type": "application/json", "x-amzn-errortype": "ResourceNotFoundException" })
      .end(JSON.stringify({ Type: "User", Message: "no f" })),
  );
  const failing = async (client: Lambda, mode: "record" | "replay") => {
    const plugin = recording({ file, mode }, client);
    const error = await client.getFunction({ FunctionName: "f" }).catch((thrown: unknown) => thrown);
    await plugin.save();
    const { Type, message } = error as ResourceNotFoundException;
    return { Type, message };
  };
  const recorded = await failing(new Lambda(live(aws.endpoint)), "record");
  await aws.stop();
  expect(recorded).toEqual({ Type: "User", message: "no f" });
  expect(await failing(new Lambda({}), "replay")).toEqual(recorded);
});

it("equal calls are episodes in order; one more of them, and an unknown one, are errors that say what differs", async () => {
  const file = join(folder(), "c.json");
  let count = 0;
  const aws = await service((_, response) => {
    count += 1;
    response.writeHead(200, json).end(JSON.stringify({ Item: { count: { N: String(count) } } }));
  });
  const client = new DynamoDB(live(aws.endpoint));
  const plugin = recording({ file }, client);
  const params = { TableName: "orders", Key: { id: { S: "1" } } };
  await client.getItem(params);
  await client.getItem({ Key: { id: { S: "1" } }, TableName: "orders" });
  await plugin.save();
  const bare = new DynamoDB({});
  const replay = recording({ file, mode: "replay" }, bare);
  expect((await bare.getItem(params)).Item).toEqual({ count: { N: "1" } });
  expect(() => replay.assertAllUsed()).toThrow(
    /has an episode that no call was answered with:\n {2}dynamodb.GetItem/,
  );
  expect((await bare.getItem(params)).Item).toEqual({ count: { N: "2" } });
  replay.assertAllUsed();
  await expect(bare.getItem(params)).rejects.toThrow(/was recorded 2 times in .*, and this is one call more/);
  const unknown = await bare
    .getItem({ TableName: "orders", Key: { id: { S: "2" } } })
    .catch((error: unknown) => error);
  expect(isRecorderError(unknown) && unknown.code).toBe("UNKNOWN_CALL");
  expect(String(unknown)).toContain('  Key.id.S: "2" here, "1" in the file');
  await expect(bare.send(new BatchGetItemCommand({ RequestItems: {} }))).rejects.toThrow(
    /has no dynamodb.BatchGetItem .*: it has dynamodb.GetItem/,
  );
});

it("a document client gets native values, and is matched by them", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) =>
    response
      .writeHead(200, json)
      .end(JSON.stringify({ Item: { tags: { SS: ["a", "b"] }, n: { N: "1" }, left: { NULL: true } } })),
  );
  const get = async (client: DynamoDBDocumentClient, mode: "record" | "replay") => {
    const plugin = recording({ file, mode }, client);
    const { Item } = await client.send(new GetCommand({ TableName: "orders", Key: { id: "1" } }));
    await plugin.save();
    return Item;
  };
  const recorded = await get(DynamoDBDocumentClient.from(new DynamoDBClient(live(aws.endpoint))), "record");
  await aws.stop();
  expect(recorded).toEqual({ tags: new Set(["a", "b"]), n: 1, left: null });
  expect(await get(DynamoDBDocumentClient.from(new DynamoDBClient({})), "replay")).toEqual(recorded);
});

it("line separators of Unicode stay as they are, also when a file is written again", async () => {
  const file = join(folder(), "c.json");
  const text = "a\u2028b\u2029c\u0085d";
  const aws = await service((request, response) =>
    response.writeHead(200, json).end(JSON.stringify({ Item: JSON.parse(request.text).Key })),
  );
  const get = async (config: object, id: string) => {
    const client = new DynamoDB(config);
    const plugin = recording({ file }, client);
    const { Item } = await client.getItem({ TableName: "orders", Key: { id: { S: id } } });
    await plugin.save();
    return Item?.["id"]?.S;
  };
  await get(live(aws.endpoint), text);
  await get(live(aws.endpoint), "another");
  await aws.stop();
  expect(await get({}, text)).toBe(text);
});

it("a streamed body is given back as a stream; a large one is in a file beside the cassette", async () => {
  const path = folder();
  const file = join(path, "c.json");
  const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
  const aws = await service((request, response) => {
    response.writeHead(200, {
      "content-type": "application/octet-stream",
      "last-modified": new Date().toUTCString(),
    });
    response.end(request.url?.includes("small") ? "hello" : bytes);
  });
  const objects = async (client: S3Client, mode: "record" | "replay") => {
    const plugin = recording({ file, mode }, client);
    const small = await client.send(new GetObjectCommand({ Bucket: "b", Key: "small" }));
    const large = await client.send(new GetObjectCommand({ Bucket: "b", Key: "large" }));
    await plugin.save();
    const content = [await small.Body?.transformToString(), await large.Body?.transformToByteArray()];
    return { content, age: Math.abs(Date.now() - (small.LastModified?.getTime() ?? 0)) };
  };
  const recorded = await objects(new S3({ ...live(aws.endpoint), forcePathStyle: true }), "record");
  await aws.stop();
  expect(recorded.content).toEqual(["hello", bytes]);
  const text = readFileSync(file, "utf8");
  expect(text).toContain('"$bytes": "hello"');
  expect(text.length).toBeLessThan(2000);
  const replayed = await objects(new S3({}), "replay");
  expect(replayed.content).toEqual(recorded.content);
  expect(replayed.age).toBeLessThan(5000);
});

it("once sends what the file lacks, and says that the region is missing only then", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) => response.writeHead(200, { etag: '"1"' }).end());
  const client = new S3({ ...live(aws.endpoint), forcePathStyle: true });
  const plugin = recording({ file }, client);
  await client.putObject({ Bucket: "b", Key: "1", Body: "x" });
  await plugin.save();
  const bare = new S3({});
  recording({ file }, bare);
  await bare.putObject({ Bucket: "b", Key: "1", Body: "x" });
  await expect(bare.putObject({ Bucket: "b", Key: "2", Body: "x" })).rejects.toThrow("Region is missing");
  const nobody = new S3({ region: "eu-central-1", endpoint: aws.endpoint, forcePathStyle: true });
  const refused = recording({ file }, nobody);
  await nobody.putObject({ Bucket: "b", Key: "1", Body: "x" });
  await expect(nobody.putObject({ Bucket: "b", Key: "2", Body: "x" })).rejects.toThrow(
    "Could not load credentials",
  );
  // Nothing was sent, so there's nothing to write.
  await refused.save();
  const again = new S3({ ...live(aws.endpoint), forcePathStyle: true });
  const more = recording({ file }, again);
  await again.send(new PutObjectCommand({ Bucket: "b", Key: "2", Body: "x" }));
  await again.send(new PutObjectCommand({ Bucket: "b", Key: "1", Body: "x" }));
  await more.save();
  expect(aws.requests).toHaveLength(2);
  expect(JSON.parse(readFileSync(file, "utf8")).episodes).toHaveLength(2);
});

it("works for all clients of a session, with cacheMiddleware, and is gone when it was taken off", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) => response.writeHead(200, json).end('{"TableNames":["orders"]}'));
  const session = new Session();
  const first = recorder({ file, mode: "record" });
  session.events.use(first);
  const config = { ...live(aws.endpoint), cacheMiddleware: true };
  await session.client(DynamoDB, config).listTables();
  await session.client(DynamoDB, config).listTables();
  await first.save();
  const bare = new DynamoDB({ cacheMiddleware: true });
  const off = eventsOf(bare).use(recorder({ file, mode: "replay" }));
  const { credentials, region } = bare.config;
  for (const _ of [1, 2]) expect((await bare.listTables()).TableNames).toEqual(["orders"]);
  await expect(bare.listTables()).rejects.toThrow("this is one call more");
  expect([bare.config.credentials, bare.config.region]).toEqual([credentials, region]);
  off();
  await expect(bare.listTables()).rejects.toThrow("Region is missing");
  expect(aws.requests).toHaveLength(2);
});

it("an aborted call, and one that another plugin refuses, are no episodes", async () => {
  const file = join(folder(), "c.json");
  const aws = await service(() => {});
  const client = new DynamoDB(live(aws.endpoint));
  const plugin = recording({ file, mode: "record" }, client);
  const controller = new AbortController();
  const call = client.listTables({}, { abortSignal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(call).rejects.toThrow();
  eventsOf(client).register("before-send", () => {
    throw new Error("refused");
  });
  await expect(client.listTables()).rejects.toThrow("refused");
  await plugin.save();
  expect(JSON.parse(readFileSync(file, "utf8")).episodes).toEqual([]);
});

/** A file with one call, and the service that answered it. */
async function recordedListTables() {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) => response.writeHead(200, json).end('{"TableNames":["orders"]}'));
  const client = new DynamoDB(live(aws.endpoint));
  const plugin = recording({ file }, client);
  await client.listTables();
  await plugin.save();
  return { file, aws };
}

it("a call whose signal has aborted before is aborted in a replay too, and uses no episode", async () => {
  const { file, aws } = await recordedListTables();
  await aws.stop();
  const bare = new DynamoDB({});
  const replay = recording({ file, mode: "replay" }, bare);
  const aborted = { abortSignal: AbortSignal.abort() };
  await expect(bare.listTables({}, aborted)).rejects.toMatchObject({ name: "AbortError" });
  await expect(bare.listTables({ Limit: 1 }, aborted)).rejects.toMatchObject({ name: "AbortError" });
  expect(replay.unused()).toHaveLength(1);
});

it("nobody is asked for credentials where nothing is sent: to look for them can take seconds", async () => {
  const { file } = await recordedListTables();
  for (const mode of ["once", "replay"] as const) {
    let asked = 0;
    const waiting = new DynamoDB({
      region: "eu-central-1",
      credentials: async () => {
        asked += 1;
        throw new Error("there are none");
      },
    });
    recording({ file, mode }, waiting);
    expect((await waiting.listTables()).TableNames).toEqual(["orders"]);
    expect(asked).toBe(0);
  }
});
