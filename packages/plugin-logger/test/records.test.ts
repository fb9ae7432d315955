import { Readable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { type NoSuchKey, S3 } from "@aws-sdk/client-s3";
import { HttpResponse } from "@smithy/core/transport";
import { bytesOf, eventsOf, Session } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { logger } from "@tucuxi/plugin-logger";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configFor, keptPino, logged } from "./logged-calls.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const METRICS = { Namespace: "N", MetricData: [{ MetricName: "a", Value: 1 }] };

describe("a call", () => {
  it("is one record at info: who, how long, how often, what came of it", async () => {
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "info");
    const { $metadata } = await client.putMetricData(METRICS);
    expect(log.lines()).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        msg: expect.stringMatching(/^cloudwatch PutMetricData 200 in [\d.]+ ms, 1 attempt$/),
        aws: {
          type: "call",
          service: "cloudwatch",
          operation: "PutMetricData",
          invocationId: expect.stringMatching(UUID),
          durationMs: expect.any(Number),
          attempts: 1,
          status: 200,
          requestId: $metadata.requestId,
          requestBytes: inspector.requests[0]?.wireBytes,
          responseBytes: 2,
        },
      },
    ]);
    expect(log.records("call")[0]?.durationMs).toBeGreaterThan(0);
  });

  it("that is retried is one record still, with the last attempt's answer", async () => {
    inspector.respond("500", "throttle");
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "info");
    const { $metadata } = await client.putMetricData(METRICS);
    expect(log.records("call")).toMatchObject([{ attempts: 3, status: 200, requestId: $metadata.requestId }]);
    expect(log.lines()).toHaveLength(1);
  });

  it("that failed is one record at error, with the service's error and both of S3's request ids", async () => {
    inspector.respond({
      status: 404,
      headers: { "x-amz-request-id": "R1", "x-amz-id-2": "R2", "content-type": "application/xml" },
      body: "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>",
    });
    const client = new S3(configFor(inspector));
    const log = logged(client, "info");
    const failed = await client.getObject({ Bucket: "b", Key: "k" }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ name: "NoSuchKey" });
    expect(log.lines()).toMatchObject([
      {
        level: 50,
        msg: expect.stringMatching(/^s3 GetObject failed with 404 NoSuchKey in [\d.]+ ms, 1 attempt$/),
        aws: {
          status: 404,
          requestId: (failed as NoSuchKey).$metadata.requestId,
          extendedRequestId: "R2",
          error: { name: "NoSuchKey", message: "The specified key does not exist.", fault: "client" },
        },
      },
    ]);
  });

  it("that never got a response is one record, with Node.js's code and what caused the error", async () => {
    inspector.respond("drop", "drop", "drop");
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "info");
    await expect(client.putMetricData(METRICS)).rejects.toThrow();
    expect(log.records("call")).toEqual([
      {
        type: "call",
        service: "cloudwatch",
        operation: "PutMetricData",
        invocationId: expect.stringMatching(UUID),
        durationMs: expect.any(Number),
        attempts: 3,
        requestBytes: 61,
        error: { name: expect.any(String), message: expect.stringContaining("hang up"), code: "ECONNRESET" },
      },
    ]);
  });

  it("whose host refuses the connection says so, though Node.js's error may have no message", async () => {
    const { port } = inspector;
    await inspector.close();
    const client = new CloudWatch({
      ...configFor(inspector),
      endpoint: `http://localhost:${port}`,
      maxAttempts: 1,
    });
    const log = logged(client, "info");
    await expect(client.putMetricData(METRICS)).rejects.toThrow();
    expect(log.records("call")).toMatchObject([
      { attempts: 1, error: { code: "ECONNREFUSED", message: expect.stringContaining(`:${port}`) } },
    ]);
  });

  it("without credentials is one record too, of no attempt", async () => {
    const credentials = (): Promise<never> => Promise.reject(new Error("the role has expired"));
    const client = new CloudWatch({ ...configFor(inspector), credentials });
    const log = logged(client, "info");
    await expect(client.putMetricData(METRICS)).rejects.toThrow("expired");
    expect(log.records("call")).toMatchObject([
      { attempts: 0, error: { message: expect.stringContaining("the role has expired") } },
    ]);
    expect(log.records("call")[0]).not.toHaveProperty("invocationId");
  });

  it("of HEAD has no length of a response, whose content-length is that of the object", async () => {
    inspector.respond({ headers: { "content-length": "1000" } });
    const client = new S3(configFor(inspector));
    const log = logged(client, "info");
    expect((await client.headObject({ Bucket: "b", Key: "k" })).ContentLength).toBe(1000);
    expect(log.records("call")[0]).not.toHaveProperty("responseBytes");
  });

  it("that is aborted is one record, with the attempts that were made", async () => {
    inspector.respond("hang");
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "info");
    const aborting = new AbortController();
    eventsOf(client).register("before-send", () => void setImmediate(() => aborting.abort()));
    const sent = client.putMetricData(METRICS, { abortSignal: aborting.signal });
    await expect(sent).rejects.toThrow("abort");
    expect(log.records("call")).toMatchObject([{ attempts: 1, error: { name: "AbortError" } }]);
  });

  it("that a handler answers is one record of no attempt", async () => {
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "debug");
    eventsOf(client).register("before-call", () => ({ parsed: {} }));
    await client.putMetricData(METRICS);
    expect(log.lines()).toHaveLength(1);
    expect(log.records("call")).toMatchObject([{ attempts: 0, status: 200 }]);
  });

  it("that a handler stops is one record with the handler's error", async () => {
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "info");
    eventsOf(client).register("before-sign", () => {
      throw new RangeError("over the budget");
    });
    await expect(client.putMetricData(METRICS)).rejects.toThrow("over the budget");
    expect(log.records("call")).toMatchObject([
      { attempts: 0, error: { name: "RangeError", message: "over the budget" } },
    ]);
  });

  it("is logged as the service answered it, whatever handlers make of the answer", async () => {
    inspector.respond("400:Nope");
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "info");
    eventsOf(client).register("after-call", () => ({ parsed: {} }));
    eventsOf(client).register("after-call", () => {
      throw new Error("a handler that is not the log's");
    });
    await expect(client.putMetricData(METRICS)).rejects.toThrow("not the log's");
    expect(log.records("call")).toMatchObject([{ status: 400, error: { name: "Nope" } }]);
  });
});

describe("an attempt", () => {
  it("is a record at debug, joined with its call by the SDK's invocation id", async () => {
    inspector.respond("500", "drop");
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "debug");
    await client.putMetricData(METRICS);
    const host = new URL(inspector.url).host;
    expect(log.records("attempt")).toMatchObject([
      { attempt: 1, method: "POST", host, status: 500, error: { fault: "server" } },
      { attempt: 2, method: "POST", host, error: { code: "ECONNRESET" } },
      { attempt: 3, method: "POST", host, status: 200, requestBytes: 61, responseBytes: 2 },
    ]);
    expect(log.records("attempt")[1]).not.toHaveProperty("status");
    const ids = inspector.requests.map(({ headers }) => headers["amz-sdk-invocation-id"]);
    expect(log.lines().map(({ aws }) => aws.invocationId)).toEqual([...ids, ids[0]]);
    expect(log.lines().map(({ level }) => level)).toEqual([20, 20, 20, 30]);
  });
});

describe("what an attempt sent and received", () => {
  it("is a record at trace: address, headers and bodies", async () => {
    inspector.respond({ body: '{"Ok":true}', headers: { "x-extra": "1" } });
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "trace");
    await client.putMetricData(METRICS);
    const [sent] = inspector.requests;
    const [wire] = log.records("wire");
    expect(wire).toMatchObject({
      attempt: 1,
      request: { method: "POST", url: `${inspector.url}/`, body: { text: sent?.text } },
      response: { status: 200, headers: { "x-extra": "1" }, body: { text: '{"Ok":true}' } },
    });
    // All that was sent, but for what is secret: of the signature, the scope and the signed headers are shown.
    const { authorization, connection, ...headers } = sent?.headers ?? {};
    expect(authorization).toMatch(/^AWS4-HMAC-SHA256 /);
    const shown = authorization?.replace(/(?<=Credential=)[^/]+|(?<=Signature=).+/g, "[redacted]");
    expect(shown).toMatch(/\/monitoring\/aws4_request, SignedHeaders=.*host/);
    expect(wire?.request.headers).toEqual({ ...headers, authorization: shown });
  });

  it("is what was sent after all handlers, and what came before any", async () => {
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "trace");
    const events = eventsOf(client);
    events.registerLast("before-send.cloudwatch.PutMetricData", ({ request }) => {
      request.headers["x-late"] = "1";
    });
    events.registerFirst("before-parse.cloudwatch.PutMetricData", ({ response }) => {
      response.headers["x-amzn-requestid"] = "changed";
    });
    await client.putMetricData(METRICS);
    expect(inspector.requests[0]?.headers["x-late"]).toBe("1");
    expect(log.records("wire")).toMatchObject([
      {
        request: { headers: { "x-late": "1" } },
        response: { headers: { "x-amzn-requestid": expect.stringMatching(UUID) } },
      },
    ]);
  });

  it("has bodies up to maxBodyBytes, and none for 0", async () => {
    const Body = "ä".repeat(10);
    for (const [maxBodyBytes, body] of [
      [20, { text: Body }],
      [19, { text: "ä".repeat(9), truncated: true }],
      [0, { omitted: "maxBodyBytes is 0" }],
    ] as const) {
      const client = new S3(configFor(inspector));
      const log = logged(client, "trace", { maxBodyBytes });
      await client.putObject({ Bucket: "b", Key: "k", Body });
      expect(log.records("wire")[0]?.request.body).toEqual(body);
    }
  });

  it("has a body that is no text as base64, and says of a stream only that it is one", async () => {
    const client = new S3(configFor(inspector));
    const log = logged(client, "trace");
    await client.putObject({ Bucket: "b", Key: "k", Body: new Uint8Array([0xff, 0, 1]) });
    const Body = Readable.from([Buffer.from("streamed")], { objectMode: false });
    await client.putObject({ Bucket: "b", Key: "k", Body, ContentLength: 8 });
    expect(inspector.requests[1]?.text).toBe("streamed");
    expect(log.records("wire").map(({ request }) => request.body)).toEqual([
      { base64: "/wAB" },
      { omitted: "[stream]: not read for the log" },
    ]);
  });

  it.each([
    [200, '{"decoded":"yes"}'],
    [400, '{"__type":"Nope","message":"decoded"}'],
  ])(
    "is decoded where it was compressed, also before a handler decodes it for the SDK: %i",
    async (status, text) => {
      const headers = { "content-encoding": "gzip", "content-type": "application/x-amz-json-1.0" };
      inspector.respond({ status, headers, body: gzipSync(text) });
      const client = new CloudWatch(configFor(inspector));
      const log = logged(client, "trace");
      eventsOf(client).register("before-parse", async ({ response }) => {
        response.body = gunzipSync(await bytesOf(response.body));
      });
      await Promise.allSettled([client.putMetricData(METRICS)]);
      expect(log.records("wire")[0]?.response).toMatchObject({
        status,
        headers: { "content-encoding": "gzip" },
        body: { text, decoded: "gzip" },
      });
      expect(log.records("call")[0]?.responseBytes).toBe(gzipSync(text).byteLength);
    },
  );

  it("is shown where a proxy answered with what is none of the service's errors, and not where a success makes no sense", async () => {
    const page = "<html>Log in to the network first</html>";
    inspector.respond({ status: 403, body: page }, { status: 200, body: page });
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "trace");
    await expect(client.putMetricData(METRICS)).rejects.toThrow();
    await expect(client.putMetricData(METRICS)).rejects.toThrow();
    expect(log.records("wire").map(({ response }) => response?.body)).toEqual([
      { text: page },
      { omitted: "it couldn't be parsed, so its secrets aren't known" },
    ]);
    // Nor in the error's message, where V8 quotes the beginning.
    expect(log.records("call")[1]?.error?.message).toContain("[redacted]");
    expect(log.records("call")[1]?.error?.message).not.toContain("<html");
  });

  it("is shown also where a request handler gives the response as bytes, and not where it is a blob", async () => {
    const shown: unknown[] = [];
    for (const body of [new TextEncoder().encode('{"a":1}'), undefined, new Blob(['{"a":1}'])]) {
      const handle = async () => ({ response: new HttpResponse({ statusCode: 200, headers: {}, body }) });
      const client = new CloudWatch({ ...configFor(inspector), requestHandler: { handle } });
      const log = logged(client, "trace");
      await client.putMetricData(METRICS);
      shown.push(log.records("wire")[0]?.response?.body);
    }
    expect(shown).toEqual([{ text: '{"a":1}' }, undefined, { omitted: "[blob]: not read for the log" }]);
  });

  it("has no response where none came", async () => {
    inspector.respond("drop");
    const client = new CloudWatch({ ...configFor(inspector), maxAttempts: 1 });
    const log = logged(client, "trace");
    await expect(client.putMetricData(METRICS)).rejects.toThrow();
    expect(log.records("wire")).toHaveLength(1);
    expect(log.records("wire")[0]).not.toHaveProperty("response");
  });
});

describe("levels", () => {
  it("error logs failed calls only", async () => {
    inspector.respond("200", "400:Nope");
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "error");
    await client.putMetricData(METRICS);
    await expect(client.putMetricData(METRICS)).rejects.toThrow();
    expect(log.records("call")).toMatchObject([{ error: { name: "Nope" } }]);
    expect(log.lines()).toHaveLength(1);
  });

  it("pino's level may be changed at any time; the option is the most that is logged", async () => {
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "silent", { level: "debug" });
    const types: string[][] = [];
    for (const level of ["silent", "info", "debug", "trace", "silent"]) {
      log.sink.level = level;
      const before = log.lines().length;
      await client.putMetricData(METRICS);
      types.push(
        log
          .lines()
          .slice(before)
          .map(({ aws }) => aws.type),
      );
    }
    expect(types).toEqual([[], ["call"], ["attempt", "call"], ["attempt", "call"], []]);
  });

  it("pino's bindings and children stay", async () => {
    const client = new CloudWatch(configFor(inspector));
    const kept = keptPino("info");
    eventsOf(client).use(logger({ logger: kept.sink.child({ service: "checkout" }) }));
    await client.putMetricData(METRICS);
    expect(kept.lines()).toMatchObject([{ service: "checkout", aws: { service: "cloudwatch" } }]);
  });

  it("below trace nothing of it is paid: the response is not tapped, and no rule of redact is asked", async () => {
    inspector.respond({ body: "streamed" });
    const client = new S3(configFor(inspector));
    let asked = 0;
    const log = logged(client, "debug", { redact: () => asked++ > 0 });
    const bodies: unknown[] = [];
    const events = eventsOf(client);
    events.registerFirst("*.*.*", (event) => {
      if ("response" in event && event.eventName.startsWith("before-parse")) bodies.push(event.response);
    });
    events.registerLast("before-parse", ({ response }) => {
      bodies.push(response.body?.constructor.name);
    });
    await client.getObject({ Bucket: "b", Key: "k" }).then(({ Body }) => Body?.transformToString());
    expect(bodies.at(-1)).toBe("IncomingMessage");
    expect(asked).toBe(0);
    expect(log.lines()).toHaveLength(2);
  });
});

describe("include", () => {
  it.each([
    ["s3", ["PutObject", "GetObject"]],
    ["s3.PutObject", ["PutObject"]],
    [
      ["s3.Put*", "cloudwatch"],
      ["PutObject", "PutMetricData"],
    ],
    ["monitoring.*", ["PutMetricData"]],
    ["*.!(Put*)", ["GetObject"]],
    ["*.{Get,List}*", ["GetObject"]],
    ["lambda", []],
  ])("%j logs %j", async (include, operations) => {
    const kept = keptPino("info");
    const session = new Session();
    session.events.use(logger({ logger: kept.sink, include }));
    const s3 = session.client(S3, configFor(inspector));
    const cloudWatch = session.client(CloudWatch, configFor(inspector));
    await s3.putObject({ Bucket: "b", Key: "k", Body: "x" });
    await s3.getObject({ Bucket: "b", Key: "k" });
    await cloudWatch.putMetricData(METRICS);
    expect(kept.records("call").map(({ operation }) => operation)).toEqual(operations);
  });

  it("with patterns that overlap logs a call once", async () => {
    const client = new CloudWatch(configFor(inspector));
    const log = logged(client, "debug", { include: ["cloudwatch", "*.Put*", "cloudwatch.PutMetricData"] });
    await client.putMetricData(METRICS);
    expect(log.lines()).toHaveLength(2);
  });
});

describe("a plugin like any other", () => {
  it("is installed once, leaves with its disposer, and leaves the stack as it was", async () => {
    const client = new CloudWatch(configFor(inspector));
    const before = client.middlewareStack.identify();
    const kept = keptPino("info");
    const off = eventsOf(client).use(logger({ logger: kept.sink }));
    eventsOf(client).use(logger({ logger: kept.sink }));
    await client.putMetricData(METRICS);
    off();
    await client.putMetricData(METRICS);
    expect(kept.lines()).toHaveLength(1);
    expect(client.middlewareStack.identify()).toEqual(before);
  });

  it("keeps calls at the same time apart, of several clients of a session and with cacheMiddleware", async () => {
    inspector.respond(...Array.from({ length: 20 }, (_, index) => `delay:${(index * 7) % 20}:400:E${index}`));
    const kept = keptPino("trace");
    const session = new Session();
    session.events.use(logger({ logger: kept.sink }));
    const clients = [true, false].map((cacheMiddleware) =>
      session.client(CloudWatch, { ...configFor(inspector), cacheMiddleware, maxAttempts: 1 }),
    );
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        clients[index % 2]?.putMetricData({ Namespace: `N${index}`, MetricData: [] }),
      ),
    );
    const answered = new Map(
      inspector.requests.map(({ headers, text }, index) => [
        headers["amz-sdk-invocation-id"],
        { namespace: JSON.parse(text)["Namespace"], name: `E${index}` },
      ]),
    );
    expect(answered.size).toBe(20);
    for (const { invocationId, error } of kept.records("call")) {
      expect(error?.name).toBe(answered.get(invocationId)?.name);
    }
    for (const { invocationId, request, response } of kept.records("wire")) {
      const { namespace, name } = answered.get(invocationId) ?? {};
      expect(request.body).toMatchObject({ text: expect.stringContaining(`"${namespace}"`) });
      expect(response?.body).toMatchObject({ text: expect.stringContaining(`"${name}"`) });
    }
    expect(kept.lines()).toHaveLength(60);
  });
});
