import { Readable } from "node:stream";
import { GetFunctionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { DeleteObjectsCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { eventsOf, type HttpRequest, repeatCall, UNSIGNED, withContext } from "../src/index.js";
import { definePlugin } from "../src/plugin.js";
import { rejection, startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "payload" });
const EVENTS = ["before-call", "before-sign", "before-send"] as const;

describe("what is no request is refused, naming event and handler, and nothing is sent", () => {
  test.each<[string, (request: HttpRequest) => void, string, string]>([
    ["a list as body", (request) => Object.assign(request, { body: [1, 2] }), "INVALID_BODY", "an array"],
    [
      "an object as body",
      (request) => Object.assign(request, { body: { a: 1 } }),
      "INVALID_BODY",
      "[object Object]",
    ],
    [
      "null as body",
      (request) => Object.assign(request, { body: null }),
      "INVALID_BODY",
      "undefined for none",
    ],
    [
      "a promise as body",
      (request) => Object.assign(request, { body: Promise.resolve("x") }),
      "INVALID_BODY",
      "[object Promise]",
    ],
    [
      "a form as body",
      (request) => Object.assign(request, { body: new URLSearchParams("a=1") }),
      "INVALID_BODY",
      "[object URLSearchParams]",
    ],
    [
      "a Map as headers",
      (request) => Object.assign(request, { headers: new Map() }),
      "INVALID_HEADER",
      "Object.fromEntries(headers)",
    ],
    [
      "Headers as headers",
      (request) => Object.assign(request, { headers: new Headers() }),
      "INVALID_HEADER",
      "plain object",
    ],
    [
      "a number in the query",
      (request) => Object.assign(request.query, { a: 2 }),
      "INVALID_REQUEST",
      'the query parameter "a" to 2',
    ],
    [
      "a query parameter that can't be signed",
      (request) => Object.assign(request, { query: { ["__proto__"]: "a", b: "c" } }),
      "INVALID_REQUEST",
      'the query parameter "__proto__"',
    ],
    [
      "a header that copies lose",
      (request) => Object.assign(request, { headers: { ...request.headers, ["__proto__"]: "a" } }),
      "INVALID_HEADER",
      '"__proto__"',
    ],
    [
      "a transfer encoding that isn't used",
      (request) => Object.assign(request.headers, { "Transfer-Encoding": "gzip" }),
      "INVALID_HEADER",
      'the header "Transfer-Encoding" to "gzip"',
    ],
    [
      "a host without a name",
      (request) => Object.assign(request.headers, { host: "" }),
      "INVALID_HEADER",
      'the header "host" to ""',
    ],
    [
      "a host that no URL could have",
      (request) => Object.assign(request.headers, { host: "#" }),
      "INVALID_HEADER",
      'the header "host" to "#"',
    ],
    [
      "a length that is none",
      (request) => Object.assign(request.headers, { "content-length": "+" }),
      "INVALID_HEADER",
      'the header "content-length" to "+"',
    ],
    [
      "a digest of the body that is none",
      (request) => Object.assign(request.headers, { "X-Amz-Content-Sha256": " " }),
      "INVALID_HEADER",
      'the header "X-Amz-Content-Sha256"',
    ],
    [
      "URLSearchParams as query",
      (request) => Object.assign(request, { query: new URLSearchParams("a=1") }),
      "INVALID_REQUEST",
      "Object.fromEntries(query)",
    ],
    [
      "no query",
      (request) => Object.assign(request, { query: undefined }),
      "INVALID_REQUEST",
      "request.query with undefined",
    ],
    [
      "no path",
      (request) => Object.assign(request, { path: undefined }),
      "INVALID_REQUEST",
      "request.path to undefined",
    ],
    [
      "http://127.0.0.1 as hostname",
      (request) => Object.assign(request, { hostname: "http://127.0.0.1" }),
      "INVALID_REQUEST",
      'request.hostname to "http://127.0.0.1"',
    ],
    [
      "127.0.0.1:80 as hostname",
      (request) => Object.assign(request, { hostname: "127.0.0.1:80" }),
      "INVALID_REQUEST",
      'request.hostname to "127.0.0.1:80"',
    ],
    [
      "no hostname",
      (request) => void Reflect.deleteProperty(request, "hostname"),
      "INVALID_REQUEST",
      "request.hostname",
    ],
  ])("%s", async (_, change, code, message) => {
    const { requests, lambda } = await startEndpoint();
    for (const event of EVENTS) {
      const client = lambda();
      eventsOf(client).register(`${event}.lambda.Invoke`, function wrong({ request }) {
        change(request);
      });
      const error = await rejection(client.send(invoke));
      expect(error).toMatchObject({ code, eventName: `${event}.lambda.Invoke` });
      expect(error.message).toContain('handler "wrong"');
      expect(error.message).toContain(message);
    }
    expect(requests).toHaveLength(0);
  });

  test.each([
    [{ statusCode: 200, body: { a: 1 } }],
    [{ statusCode: 0 }],
    [{ statusCode: 200, headers: new Headers({ etag: "x" }) }],
  ])("the stub %o", async (stub) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-send.lambda" as string, () => stub);
    expect(await rejection(client.send(invoke))).toMatchObject({ code: "INVALID_RESPONSE" });
    expect(requests).toHaveLength(0);
  });

  test("an answer to a call that makes a presigned URL", async () => {
    const { s3 } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("before-call.s3", () => ({ parsed: {} }));
    const error = await rejection(getSignedUrl(client, new GetObjectCommand({ Bucket: "b", Key: "k" })));
    expect(error.message).toContain("presigned URL");
  });

  test("seconds beyond what a timer can wait, such as milliseconds", async () => {
    const { lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("needs-retry", () => 5_000_000);
    expect((await rejection(client.send(invoke))).message).toContain("from 0 to 2147483");
  });
});

describe("what is sent fits the body", () => {
  test.each(EVENTS)("a request without a body has no length, whatever %s sets", async (event) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    events.register("choose-signer", () => (event === "before-send" ? UNSIGNED : undefined));
    events.register(`${event}.lambda.GetFunction`, ({ request }) => {
      request.headers["Content-Length"] = "3";
    });
    await client.send(new GetFunctionCommand({ FunctionName: "f" }));
    expect(requests[0]?.headers["content-length"]).toBeUndefined();
  });

  test.each(EVENTS)(
    "a stream that one handler of %s puts in place of another's bytes has not their length",
    async (event) => {
      const { requests, lambda } = await startEndpoint();
      const client = lambda();
      const events = eventsOf(client);
      events.register("choose-signer", () => (event === "before-send" ? UNSIGNED : undefined));
      events.register(`${event}.lambda.Invoke`, ({ request }) => {
        request.body = Buffer.from("some bytes");
      });
      events.register(`${event}.lambda.Invoke`, ({ request }) => {
        request.body = Readable.from([Buffer.from("short")]);
      });
      await client.send(invoke);
      expect(requests[0]?.text).toBe("short");
      expect(requests[0]?.headers["content-length"]).toBeUndefined();
    },
  );

  test.each(EVENTS)("a length or an encoding of the transfer that %s sets is put right", async (event) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    events.register("choose-signer", () => (event === "before-send" ? UNSIGNED : undefined));
    events.register(`${event}.lambda.Invoke`, ({ request }) => {
      request.headers["Content-Length"] = "3";
      request.headers["Transfer-Encoding"] = "chunked";
    });
    await client.send(invoke);
    expect(requests[0]?.text).toBe("payload");
    expect(requests[0]?.headers["content-length"]).toBe("7");
    expect(requests[0]?.headers["transfer-encoding"]).toBeUndefined();
  });

  test("views of bytes other than Uint8Array arrive as their bytes", async () => {
    const { requests, lambda } = await startEndpoint();
    for (const body of [
      new Int16Array([0x6261]),
      new DataView(new TextEncoder().encode("xaby").buffer, 1, 2),
    ]) {
      const client = lambda();
      eventsOf(client).register("before-sign", ({ request }) => {
        Object.assign(request, { body });
      });
      await client.send(invoke);
    }
    expect(requests.map(({ text, signature }) => [text, signature.state])).toEqual([
      ["ab", "valid"],
      ["ab", "valid"],
    ]);
  });

  test("an unsigned body that before-send replaces has its own length, and no stale checksum is sent", async () => {
    const { requests, s3, lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("choose-signer", () => UNSIGNED);
    eventsOf(client).register("before-send", ({ request }) => {
      request.body = "other length";
    });
    await client.send(invoke);
    expect([requests[0]?.text, requests[0]?.headers["content-length"]]).toEqual(["other length", "12"]);

    const bucket = s3();
    eventsOf(bucket).register("choose-signer", () => UNSIGNED);
    eventsOf(bucket).register("before-send", ({ request }) => {
      request.body = "other";
    });
    const put = new PutObjectCommand({ Bucket: "b", Key: "k", Body: "quiet" });
    expect(await rejection(bucket.send(put))).toMatchObject({ code: "BODY_CHANGED_AFTER_CHECKSUM" });
    expect(requests).toHaveLength(1);
  });

  test.each([
    ["content-md5", "1B2M2Y8AsgTpgAmY7PhCfg=="],
    ["x-amz-checksum-sha256", "x"],
  ])("a %s of the body before is stale, x-amz-checksum-algorithm is not", async (name, value) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    events.register("before-call", ({ request }) => {
      request.headers[name] = value;
      request.headers["x-amz-checksum-algorithm"] = "SHA256";
    });
    events.register("before-sign", ({ request }) => {
      request.body = "other";
    });
    const error = await rejection(client.send(invoke));
    expect(error).toMatchObject({ code: "BODY_CHANGED_AFTER_CHECKSUM" });
    expect(error.message).toContain(`"${name}"`);
    events.registerFirst("before-sign", ({ request }) => {
      delete request.headers[name];
    });
    await client.send(invoke);
    expect(requests).toHaveLength(1);
  });

  test("a stream with a trailing checksum cannot be replaced before signing", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("before-sign.s3.PutObject", ({ request }) => {
      request.body = "plain";
    });
    const Body = Readable.from([Buffer.from("stream")]);
    const put = new PutObjectCommand({ Bucket: "b", Key: "k", Body, ContentLength: 6 });
    expect((await rejection(client.send(put))).message).toContain('"x-amz-trailer"');
    expect(requests).toHaveLength(0);
  });

  test("query parameters that a handler adds are there once in each attempt; null is an empty one", async () => {
    const { inspector, requests, s3 } = await startEndpoint();
    const client = s3();
    const events = eventsOf(client);
    events.register("before-call.s3.DeleteObjects", ({ request }) => {
      request.query["list"] = ["a"];
    });
    events.register("before-sign.s3.DeleteObjects", ({ request }) => {
      (request.query["list"] as string[]).push("b");
      request.query[`n-${Object.keys(request.query).length}`] = null;
    });
    inspector.respond("500");
    await client.send(new DeleteObjectsCommand({ Bucket: "b", Delete: { Objects: [{ Key: "k" }] } }));
    expect(requests).toHaveLength(2);
    expect(requests[1]?.url).toBe(requests[0]?.url);
    for (const { query, signature } of requests) {
      expect(query.getAll("list")).toEqual(["a", "b"]);
      expect(signature.state).toBe("valid");
    }
  });
});

describe("frozen requests", () => {
  test.each(["before-call", "request-created", "before-sign", "before-send"] as const)(
    "headers and a query that %s freezes can be changed by later handlers and by the SDK",
    async (type) => {
      const { inspector, requests, lambda } = await startEndpoint();
      const client = lambda();
      const events = eventsOf(client);
      events.register(`${type}.lambda.Invoke`, function replace({ request }) {
        request.headers = Object.freeze({ ...request.headers, "X-Frozen": "1" });
        request.query = Object.seal({ ...request.query });
      });
      events.register(type, ({ request }) => {
        request.headers["x-later"] = "2";
      });
      if (type !== "before-send") {
        events.registerLast("before-sign", ({ request }) => {
          request.query["signed"] = "3";
          request.body = "another payload";
        });
      }
      inspector.respond("500", "200");
      await client.send(invoke);
      expect(requests).toHaveLength(2);
      for (const { headers, signature } of requests) {
        expect(headers).toMatchObject({ "x-frozen": "1", "x-later": "2" });
        expect(signature.state).toBe("valid");
      }
    },
  );

  test.each(["before-call", "request-created", "before-sign", "before-send"] as const)(
    "a request that %s freezes is an error that names the handler",
    async (type) => {
      const { requests, lambda } = await startEndpoint();
      const client = lambda();
      eventsOf(client).register(`${type}.lambda.Invoke`, function keep({ request }) {
        Object.freeze(request);
      });
      const error = await rejection(client.send(invoke));
      expect(error).toMatchObject({ code: "INVALID_REQUEST", eventName: `${type}.lambda.Invoke` });
      expect(error.message).toContain(`handler "keep" of ${type}.lambda.Invoke froze the request`);
      expect(requests).toHaveLength(0);
    },
  );
});

describe("streams that fail while they are sent", () => {
  test.each<[string, () => HttpRequest["body"]]>([
    [
      "an async iterable",
      async function* () {
        yield new TextEncoder().encode("part");
        throw new Error("source failed");
      },
    ],
    [
      "a web stream",
      () =>
        new ReadableStream({
          pull(controller) {
            controller.error(new Error("source failed"));
          },
        }),
    ],
    [
      "a Node.js stream",
      () =>
        new Readable({
          read() {
            this.destroy(new Error("source failed"));
          },
        }),
    ],
  ])("%s: the call fails with its error, and others are untouched", async (_, body) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-sign", ({ request, context }) => {
      if (context["fails"] === true) request.body = body();
    });
    const [failed, fine] = await Promise.allSettled([
      client.send(withContext(invoke, { fails: true })),
      client.send(invoke),
    ]);
    expect(failed).toMatchObject({ status: "rejected", reason: { message: "source failed" } });
    expect(fine.status).toBe("fulfilled");
    expect(requests.some(({ text }) => text === "payload")).toBe(true);
  });
});

describe("a repeated call", () => {
  test("goes to its own address, also beside others, with its own events", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    const events = eventsOf(client);
    const resolved: unknown[] = [];
    events.register("provide-client-params.s3.PutObject", () => {});
    events.register("before-endpoint-resolution.s3", ({ builtins, params }) => {
      resolved.push([builtins["Bucket"], params["Bucket"]]);
    });
    events.register("before-call.s3.PutObject", async ({ context }) => {
      if (context["part"] === true) return undefined;
      const parts = ["b1", "b2", "b3", "b4"].map((Bucket) =>
        repeatCall(context, { Bucket, Key: `key-${Bucket}`, Body: Bucket }, { part: true }),
      );
      await Promise.all(parts);
      return { parsed: {} };
    });
    await client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "x" }));
    expect(requests.map(({ path }) => path).sort()).toEqual([
      "/b1/key-b1",
      "/b2/key-b2",
      "/b3/key-b3",
      "/b4/key-b4",
    ]);
    expect(resolved).toHaveLength(5);
    for (const [endpoint, params] of resolved as [unknown, unknown][]) expect(endpoint).toBe(params);
  });

  test("is refused where a URL is presigned", async () => {
    const { s3 } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("provide-client-params", async ({ context }) => {
      await repeatCall(context, { Bucket: "b", Key: "z" });
    });
    const error = await rejection(getSignedUrl(client, new GetObjectCommand({ Bucket: "b", Key: "k" })));
    expect(error).toMatchObject({ code: "INVALID_CONTEXT" });
  });
});

test("what an observer's handlers return, also of an event that is synchronous, never fails a call", async () => {
  const { requests, lambda } = await startEndpoint();
  const client = lambda();
  eventsOf(client).use(
    definePlugin({
      name: "watcher",
      observer: true,
      register: (events) => void events.register("*", async () => "x"),
    }),
  );
  await client.send(invoke);
  expect(requests).toHaveLength(1);
});

test("missing credentials are announced in each call, also with cacheMiddleware", async () => {
  const { s3 } = await startEndpoint();
  let calls = 0;
  const client = s3({
    cacheMiddleware: true,
    credentials: async () => {
      calls++;
      if (calls > 1) throw new Error("expired");
      // Expired at once, so that the next call asks again.
      return { accessKeyId: "test", secretAccessKey: "test", expiration: new Date() };
    },
  });
  const errors: string[] = [];
  eventsOf(client).register("after-call-error", ({ exception }) => {
    errors.push((exception as Error).message);
  });
  const get = new GetObjectCommand({ Bucket: "b", Key: "k" });
  await client.send(get).catch(() => {});
  errors.splice(0);
  expect((await rejection(client.send(get))).message).toBe("expired");
  expect(errors).toEqual(["expired"]);
});

test("a handler of before-send that signs anew is let through", async () => {
  const { requests, lambda } = await startEndpoint();
  const client = lambda();
  eventsOf(client).register("before-send", ({ request }) => {
    request.headers["authorization"] =
      "AWS4-HMAC-SHA256 Credential=mine, SignedHeaders=host;x-amz-date, Signature=mine";
    request.headers["x-amz-date"] = "20300101T000000Z";
    request.body = "signed by me";
  });
  await client.send(invoke);
  expect(requests[0]?.text).toBe("signed by me");
});
