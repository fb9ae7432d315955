import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BedrockRuntime, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDB, paginateScan } from "@aws-sdk/client-dynamodb";
import { S3, waitUntilObjectExists } from "@aws-sdk/client-s3";
import { STS } from "@aws-sdk/client-sts";
import { Upload } from "@aws-sdk/lib-storage";
import { eventsOf } from "@tucuxi/events";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { recorder } from "@tucuxi/plugin-recorder";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it, onTestFinished, vi } from "vitest";
import { credentials, folder, live, recording, service } from "./support.js";

const json = { "content-type": "application/x-amz-json-1.0" };

it("200 concurrent calls are replayed right, whatever order they come in", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((request, response) => {
    const { Key } = JSON.parse(request.text);
    setTimeout(() => response.writeHead(200, json).end(JSON.stringify({ Item: Key })), Math.random() * 20);
  });
  const get = (client: DynamoDB, id: number) =>
    client.getItem({ TableName: "orders", Key: { id: { N: String(id) } } });
  const ids = Array.from({ length: 200 }, (_, id) => id);
  const client = new DynamoDB(live(aws.endpoint));
  const plugin = recording({ file, mode: "record" }, client);
  await Promise.all(ids.map((id) => get(client, id)));
  await plugin.save();
  await aws.stop();
  const { episodes } = JSON.parse(readFileSync(file, "utf8"));
  expect(episodes.map(({ params }: { params: { Key: { id: { N: string } } } }) => params.Key.id.N)).toEqual(
    ids.map(String),
  );
  const bare = new DynamoDB({});
  const replay = recording({ file, mode: "replay" }, bare);
  const replayed = await Promise.all(ids.toReversed().map(async (id) => (await get(bare, id)).Item));
  expect(replayed).toEqual(ids.toReversed().map((id) => ({ id: { N: String(id) } })));
  replay.assertAllUsed();
});

it("a paginator, a waiter and a multipart upload are replayed", async () => {
  const file = join(folder(), "c.json");
  let heads = 0;
  const aws = await service((request, response) => {
    const { method, url = "" } = request;
    const xml = (text: string) => response.writeHead(200, { "content-type": "application/xml" }).end(text);
    if (request.headers["x-amz-target"] !== undefined) {
      const { ExclusiveStartKey } = JSON.parse(request.text);
      const page = ExclusiveStartKey === undefined ? 1 : 2;
      response.writeHead(200, json).end(
        JSON.stringify({
          Items: [{ page: { N: String(page) } }],
          ...(page === 1 && { LastEvaluatedKey: { id: { S: "1" } } }),
        }),
      );
    } else if (method === "HEAD") response.writeHead(heads++ === 0 ? 404 : 200).end();
    else if (method === "POST" && url.includes("uploads")) {
      xml("<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>");
    } else if (method === "PUT") response.writeHead(200, { etag: `"${url.length}"` }).end();
    else xml('<CompleteMultipartUploadResult><ETag>"done"</ETag></CompleteMultipartUploadResult>');
  });
  const scenario = async (dynamodb: DynamoDB, s3: S3, mode: "record" | "replay") => {
    const plugin = recording({ file, mode }, dynamodb, s3);
    const pages = [];
    for await (const { Items } of paginateScan({ client: dynamodb }, { TableName: "orders" }))
      pages.push(Items);
    const waited = await waitUntilObjectExists(
      { client: s3, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
      { Bucket: "b", Key: "k" },
    );
    const upload = new Upload({
      client: s3,
      params: { Bucket: "b", Key: "k", Body: Buffer.alloc(6 * 1024 * 1024, "x") },
    });
    const { ETag } = await upload.done();
    await plugin.save();
    if (mode === "replay") plugin.assertAllUsed();
    return { pages, state: waited.state, ETag };
  };
  const config = live(aws.endpoint);
  const recorded = await scenario(
    new DynamoDB(config),
    new S3({ ...config, forcePathStyle: true }),
    "record",
  );
  await aws.stop();
  expect(recorded).toEqual({
    pages: [[{ page: { N: "1" } }], [{ page: { N: "2" } }]],
    state: "SUCCESS",
    ETag: '"done"',
  });
  const region = "eu-central-1";
  expect(await scenario(new DynamoDB({}), new S3({ region, forcePathStyle: true }), "replay")).toEqual(
    recorded,
  );
});

it("a stream of events is recorded as it is read, with what ends it", async () => {
  const file = join(folder(), "c.json");
  const params = { modelId: "m", messages: [{ role: "user" as const, content: [{ text: "hi" }] }] };
  const events = async (client: BedrockRuntime) => {
    const seen: unknown[] = [];
    const { stream } = await client.converseStream(params);
    try {
      for await (const event of stream ?? []) seen.push(event);
    } catch (error) {
      seen.push((error as Error).name, (error as Error).message);
    }
    return seen;
  };
  const client = new BedrockRuntime({ region: "eu-central-1", credentials });
  using stubs = stub(client);
  stubs
    .on(ConverseStreamCommand)
    .streams([
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Hello" } } },
      Object.assign(new Error("too many"), { name: "ThrottlingException" }),
    ]);
  const plugin = recording({ file, mode: "record" }, client);
  const recorded = await events(client);
  await plugin.save();
  expect(recorded).toHaveLength(4);
  expect(recorded.slice(2)).toEqual(["ThrottlingException", "too many"]);
  const bare = new BedrockRuntime({});
  recording({ file, mode: "replay" }, bare);
  expect(await events(bare)).toEqual(recorded);
});

it("a body that breaks off is recorded as far as it came, and breaks off again", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) => {
    response.writeHead(200, { "content-length": "100" }).write("begins");
    setTimeout(() => response.destroy(), 50);
  });
  const read = async (client: S3, mode: "record" | "replay") => {
    const plugin = recording({ file, mode }, client);
    const { Body } = await client.getObject({ Bucket: "b", Key: "k" });
    await plugin.save();
    return Body?.transformToString().catch((error: Error & { code?: string }) => [error.message, error.code]);
  };
  const recorded = await read(new S3({ ...live(aws.endpoint), forcePathStyle: true }), "record");
  expect(recorded).toEqual(["aborted", "ECONNRESET"]);
  expect(await read(new S3({}), "replay")).toEqual(recorded);
});

it("the parts of a split call are recorded each, and the whole is merged in replay too", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) => response.writeHead(200, json).end("{}"));
  const items = Array.from({ length: 30 }, (_, id) => ({ PutRequest: { Item: { id: { N: String(id) } } } }));
  const write = async (client: DynamoDB, mode: "record" | "replay") => {
    const plugin = recorder({ file, mode });
    eventsOf(client).use(plugin);
    eventsOf(client).use(payloadLimit());
    const { UnprocessedItems } = await client.batchWriteItem({ RequestItems: { orders: items } });
    await plugin.save();
    if (mode === "replay") plugin.assertAllUsed();
    return UnprocessedItems;
  };
  const recorded = await write(new DynamoDB(live(aws.endpoint)), "record");
  await aws.stop();
  expect(aws.requests).toHaveLength(2);
  expect(JSON.parse(readFileSync(file, "utf8")).episodes).toHaveLength(2);
  expect(await write(new DynamoDB({}), "replay")).toEqual(recorded);
});

it("idempotency tokens, and what ignore names, do not count; match decides instead of the parameters", async () => {
  const path = folder();
  const aws = await service((_, response) => response.writeHead(200, json).end("{}"));
  const transact = (client: DynamoDB, token: string, name: string) =>
    client.transactWriteItems({
      ClientRequestToken: token,
      TransactItems: [{ Delete: { TableName: "orders", Key: { id: { S: name } } } }],
    });
  const ignoring = { file: join(path, "ignore.json"), ignore: ["input.TransactItems.*.Delete.Key"] };
  const matching = {
    file: join(path, "match.json"),
    match: ({ operation }: { operation: string }) => operation,
  };
  for (const options of [ignoring, matching]) {
    const client = new DynamoDB(live(aws.endpoint));
    const plugin = recording(options, client);
    await transact(client, "token-1", "1");
    await plugin.save();
    const bare = new DynamoDB({});
    recording({ ...options, mode: "replay" }, bare);
    await transact(bare, "token-2", "2");
  }
  expect(readFileSync(ignoring.file, "utf8")).toContain('"$ignored": true');
  expect(readFileSync(ignoring.file, "utf8")).not.toContain("token-1");
  expect(() => recorder({ file: "x.json", ignore: ["Key"] })).toThrow('recorder(): the path "Key" in ignore');
});

it("times move with the replay, and recording again changes only what the service made anew", async () => {
  const file = join(folder(), "c.json");
  let session = "one";
  const aws = await service((_, response) => {
    const expiration = new Date(Date.now() + 3_600_000 + Math.random() * 20_000).toISOString();
    response
      .writeHead(200, { "content-type": "text/xml" })
      .end(
        `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><AssumedRoleUser><AssumedRoleId>${session}</AssumedRoleId><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser><Credentials><AccessKeyId>ASIAKEYOFAROLE</AccessKeyId><SecretAccessKey>secret-of-${session}</SecretAccessKey><SessionToken>token-of-${session}</SessionToken><Expiration>${expiration}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
      );
  });
  const assume = async (client: STS, mode: "record" | "replay") => {
    const plugin = recording({ file, mode, hideAccountIds: true }, client);
    const output = await client.assumeRole({
      RoleArn: "arn:aws:iam::123456789012:role/r",
      RoleSessionName: "s",
    });
    await plugin.save();
    return output;
  };
  await assume(new STS(live(aws.endpoint)), "record");
  const first = readFileSync(file, "utf8").split("\n");
  session = "two";
  await assume(new STS(live(aws.endpoint)), "record");
  const second = readFileSync(file, "utf8").split("\n");
  expect(second.filter((line, index) => line !== first[index])).toEqual([
    expect.stringContaining('"AssumedRoleId": "two"'),
  ]);
  expect(first.join("\n")).not.toMatch(/secret-of|token-of|ASIAKEY|123456789012/);
  await aws.stop();
  // As if it had been recorded long ago: nothing in the file says when.
  const { Credentials, AssumedRoleUser } = await assume(new STS({}), "replay");
  const left = (Credentials?.Expiration?.getTime() ?? 0) - Date.now();
  expect(left).toBeGreaterThan(3_500_000);
  expect(left).toBeLessThan(3_700_000);
  expect(AssumedRoleUser?.Arn).toBe("arn:aws:sts::000000000000:assumed-role/r/s");
  expect(Credentials?.SessionToken).toMatch(/^\[redacted-*\]$/);
});

it("two processes that record to a file both keep what they recorded", async () => {
  const file = join(folder(), "deep", "c.json");
  // A process that starts after another has ended would record anew, so all of them begin before any gets an answer.
  const begun = new Set<string>();
  let allHaveBegun = (): void => {};
  const together = new Promise<void>((resolve) => {
    allHaveBegun = resolve;
  });
  const aws = await service(async (request, response) => {
    const { Key } = JSON.parse(request.text);
    begun.add(Key.id.S.charAt(0));
    if (begun.size === 3) allHaveBegun();
    await together;
    response.writeHead(200, json).end(JSON.stringify({ Item: Key }));
  });
  const program = fileURLToPath(new URL("./record-program.ts", import.meta.url));
  const children = ["a", "b", "c"].map((name) =>
    spawn(process.execPath, ["--import", "tsx", program, file, aws.endpoint, name], { stdio: "inherit" }),
  );
  const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0]));
  expect(codes).toEqual([0, 0, 0]);
  const { episodes } = JSON.parse(readFileSync(file, "utf8"));
  const ids = episodes.map(({ params }: { params: { Key: { id: { S: string } } } }) => params.Key.id.S);
  const expected = ["a", "b", "c"].flatMap((name) =>
    Array.from({ length: 20 }, (_, index) => `${name}${index}`),
  );
  expect(ids.sort()).toEqual(expected.sort());
  expect(existsSync(`${file}.lock`)).toBe(false);
}, 60_000);

it("a test's fake timers neither stop the recorder from saving, nor age a lock", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((_, response) => response.writeHead(200, json).end('{"TableNames":[]}'));
  const client = new DynamoDB(live(aws.endpoint));
  const plugin = recording({ file, mode: "record" }, client);
  const lock = `${file}.lock`;
  const { setTimeout: later } = globalThis;
  const hourAgo = new Date(Date.now() - 3_600_000);
  vi.useFakeTimers({ now: Date.UTC(2020, 0), toFake: ["setTimeout", "clearTimeout", "Date"] });
  onTestFinished(() => void vi.useRealTimers());
  await client.listTables();
  await new Promise((resolve) => later(resolve, 500));
  expect(existsSync(file)).toBe(true);
  // A process that died held it.
  writeFileSync(lock, "");
  utimesSync(lock, hourAgo, hourAgo);
  await plugin.save();
  vi.setSystemTime(Date.UTC(2090, 0));
  writeFileSync(lock, "");
  let isSaved = false;
  const saving = plugin.save().then(() => {
    isSaved = true;
  });
  await new Promise((resolve) => later(resolve, 200));
  expect(isSaved).toBe(false);
  rmSync(lock);
  await saving;
});

it("a file that is none, or not there, is an error that says what to do", () => {
  const path = folder();
  expect(() => recorder({ file: join(path, "none.json"), mode: "replay" })).toThrow(
    /there is no file .* to replay/,
  );
  expect(() => recorder({ file: path })).toThrow("is a folder. Name a file in it");
  const broken = join(path, "broken.json");
  for (const [text, message] of [
    ["{", "isn't JSON"],
    ['{"tucuxi-recorder": 2, "episodes": []}', 'It has "tucuxi-recorder": 2, not 1'],
    ['{"tucuxi-recorder": 1, "episodes": [{}]}', "episode 0 is broken"],
    [
      '{"tucuxi-recorder": 1, "episodes": [{"call": "s3.GetObject", "params": {}, "attempts": [{"error": {"code": "SlowDown"}}]}]}',
      'an "error" with "code" and "statusCode"',
    ],
  ] as const) {
    writeFileSync(broken, text);
    expect(() => recorder({ file: broken })).toThrow(message);
  }
});

it("10,000 episodes take ten times as long as 1,000 to load and match, not a hundred times", async () => {
  const path = folder();
  const steps: number[] = [];
  for (const count of [1000, 10_000]) {
    const file = join(path, `${count}.json`);
    const episodes = Array.from({ length: count }, (_, id) => ({
      call: "dynamodb.GetItem",
      params: { TableName: "orders", Key: { id: { N: String(id) } } },
      attempts: [{ output: { Item: { id: { N: String(id) } } } }],
    }));
    writeFileSync(file, JSON.stringify({ "tucuxi-recorder": 1, episodes }));
    // Counted, and not timed: how often an episode's identity is asked for.
    let asked = 0;
    const match = ({ params }: { params: unknown }) => {
      asked += 1;
      return params;
    };
    const bare = new DynamoDB({});
    const plugin = recording({ file, mode: "replay", match }, bare);
    for (let id = count - 1; id >= 0; id -= count / 100) {
      const { Item } = await bare.getItem({ TableName: "orders", Key: { id: { N: String(id) } } });
      expect(Item).toEqual({ id: { N: String(id) } });
    }
    expect(plugin.unused()).toHaveLength(count - 100);
    steps.push(asked);
  }
  expect(steps).toEqual([1100, 10_100]);
});
