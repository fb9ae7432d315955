import { gzipSync } from "node:zlib";
import { GetFunctionCommand, InvokeCommand, type Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import {
  eventsOf,
  type HttpRequest,
  repeatCall,
  serviceEventName,
  signalOf,
  withContext,
} from "../src/index.js";
import { definePlugin } from "../src/plugin.js";
import { rejection, startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

/** Every event of a client's calls, by type. */
function record(events: ReturnType<typeof eventsOf>): string[] {
  const seen: string[] = [];
  events.register("*", ({ eventName }) => {
    seen.push(eventName.split(".")[0] ?? "");
  });
  return seen;
}

describe("what a handler throws", () => {
  const mine = Object.freeze(new Error("mine"));

  test.each([
    "provide-client-params",
    "before-parameter-build",
    "before-call",
    "request-created",
    "choose-signer",
    "before-sign",
  ])("in %s reaches the caller as the same object, is not retried, and nothing is sent", async (event) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    let calls = 0;
    // An error that the SDK's retry strategy would take for a passing one.
    const transient = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
    for (const thrown of [mine, transient, "a text"]) {
      calls = 0;
      const off = eventsOf(client).register(`${event}.lambda` as string, async () => {
        calls++;
        throw thrown;
      });
      const outcome = await client.send(invoke).then(
        () => "fulfilled",
        (error: unknown) => ({ error }),
      );
      expect(outcome).toEqual({ error: thrown });
      expect((outcome as { error: unknown }).error).toBe(thrown);
      expect(calls).toBe(1);
      off();
    }
    expect(requests).toHaveLength(0);
  });

  test.each(["before-send", "before-parse", "response-received", "needs-retry", "after-call"])(
    "in %s reaches the caller as the same object, and other calls are untouched",
    async (event) => {
      const { lambda } = await startEndpoint();
      const client = lambda();
      const thrown = new Error("mine");
      eventsOf(client).register(`${event}.lambda` as string, ({ context }) => {
        if ((context as { fails?: boolean } | undefined)?.fails) throw thrown;
      });
      const [failed, fine] = await Promise.allSettled([
        client.send(withContext(invoke, { fails: true })),
        client.send(invoke),
      ]);
      expect(failed).toMatchObject({ status: "rejected", reason: thrown });
      expect((failed as PromiseRejectedResult).reason).toBe(thrown);
      expect(fine.status).toBe("fulfilled");
    },
  );

  test("missing credentials are announced by after-call-error, after botocore's sequence where a signer can be chosen", async () => {
    const { s3 } = await startEndpoint();
    const credentials = async (): Promise<never> => {
      throw new Error("expired");
    };
    const get = new GetObjectCommand({ Bucket: "b", Key: "k" });
    const client = s3({ credentials });
    const errors: unknown[] = [];
    eventsOf(client).register("after-call-error", ({ exception }) => {
      errors.push(exception);
    });
    const error = await rejection(client.send(get));
    expect(error.message).toBe("expired");
    expect(errors).toEqual([error]);

    const other = s3({ credentials });
    const seen = record(eventsOf(other));
    await rejection(other.send(get));
    expect(seen).toEqual([
      "provide-client-params",
      "before-parameter-build",
      "before-endpoint-resolution",
      "before-call",
      "request-created",
      "choose-signer",
      "before-sign",
      "after-call-error",
    ]);
  });
});

describe("returned values", () => {
  test("the first replaced params are the call's, and the command keeps its own", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf<Lambda>(client);
    events.register("provide-client-params.lambda.Invoke", ({ params }) => {
      params.FunctionName = "changed";
    });
    events.register("provide-client-params.lambda.Invoke", ({ params }) => ({
      ...params,
      FunctionName: `${params.FunctionName}-1`,
    }));
    events.register("provide-client-params.lambda.Invoke", () => ({ FunctionName: "too-late" }));
    await client.send(invoke);
    await client.send(invoke);
    expect(requests.map(({ path }) => path)).toEqual(
      Array(2).fill("/2015-03-31/functions/changed-1/invocations"),
    );
    expect(invoke.input.FunctionName).toBe("f");
  });

  test("params that a handler returns for every call are not shared by the calls", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf<Lambda>(client);
    const shared = { FunctionName: "shared" };
    events.register("provide-client-params.lambda.Invoke", () => shared);
    events.register("before-parameter-build.lambda.Invoke", async ({ params, context }) => {
      params.FunctionName = String(context["name"]);
      await new Promise((resolve) => setImmediate(resolve));
    });
    await Promise.all(["a", "b"].map((name) => client.send(withContext(invoke, { name }))));
    expect(requests.map(({ path }) => path.split("/")[3]).sort()).toEqual(["a", "b"]);
    expect(shared).toEqual({ FunctionName: "shared" });
  });

  test("before-call answers the call: an output, or a service error for a status of 300 and above", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf<Lambda>(client);
    const seen = record(events);
    const off = events.register("before-call.lambda.Invoke", async () => ({ parsed: { StatusCode: 299 } }));
    expect(await client.send(invoke)).toEqual({
      StatusCode: 299,
      $metadata: { httpStatusCode: 200, attempts: 0, totalRetryDelay: 0 },
    });
    off();
    events.register("before-call.lambda.Invoke", () => ({
      httpResponse: { statusCode: 404, headers: { "x-amzn-requestid": "1" } },
      parsed: { Error: { Code: "ResourceNotFoundException", Message: "no such function" } },
    }));
    const error = await rejection(client.send(invoke));
    expect(error).toMatchObject({
      name: "ResourceNotFoundException",
      message: "no such function",
      $fault: "client",
      $metadata: { httpStatusCode: 404 },
    });
    expect(requests).toHaveLength(0);
    expect(seen.filter((type) => type.startsWith("after"))).toEqual(["after-call", "after-call"]);
  });

  test("a response's header names are lower case, however before-send and before-parse handlers write them", async () => {
    const { lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    const seen: unknown[] = [];
    events.register("before-send", () => ({
      statusCode: 200,
      headers: { "X-Amzn-RequestId": "1" },
      body: "{}",
    }));
    events.register("before-parse", ({ response }) => {
      seen.push(response.headers["x-amzn-requestid"]);
      response.headers["X-Stub"] = "2";
    });
    events.register("needs-retry", ({ response }) => void seen.push(response?.headers["x-stub"]));
    const { $metadata } = await client.send(invoke);
    expect([...seen, $metadata.requestId]).toEqual(["1", "2", "1"]);
  });

  test("before-send answers attempts: text, bytes and streams are parsed by the SDK, errors are retried", async () => {
    const { requests, s3, lambda } = await startEndpoint();
    const bucket = s3();
    const answers = [
      { statusCode: 503 },
      { statusCode: 200, headers: { "content-length": "4" }, body: "text" },
    ];
    eventsOf(bucket).register("before-send.s3.GetObject", () => answers.shift());
    const { Body, ContentLength, $metadata } = await bucket.send(
      new GetObjectCommand({ Bucket: "b", Key: "k" }),
    );
    expect([await Body?.transformToString(), ContentLength, $metadata.attempts]).toEqual(["text", 4, 2]);

    const client = lambda();
    const body = new TextEncoder().encode('{"Configuration":{"FunctionName":"stub"}}');
    for (const answer of [
      body,
      new Blob([body]),
      new Blob([body]).stream(),
      new TextDecoder().decode(body),
      body.buffer,
    ]) {
      const off = eventsOf(client).register("before-send", () => ({ statusCode: 200, body: answer }));
      const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: "f" }));
      expect(Configuration?.FunctionName).toBe("stub");
      off();
    }
    expect(requests).toHaveLength(0);
  });

  test("before-parse changes what is parsed: a status, a body, members of the output", async () => {
    const { inspector, requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    inspector.respond({
      body: gzipSync('{"Configuration":{"FunctionName":"zipped"}}'),
      headers: { "content-encoding": "gzip" },
    });
    const off = events.register("before-parse", ({ response, customizedResponse }) => {
      response.body = new Response(response.body as BodyInit).body?.pipeThrough(
        new DecompressionStream("gzip"),
      );
      customizedResponse["Custom"] = "1";
    });
    expect(await client.send(new GetFunctionCommand({ FunctionName: "f" }))).toMatchObject({
      Configuration: { FunctionName: "zipped" },
      Custom: "1",
    });
    off();
    let parses = 0;
    events.register("before-parse", ({ response }) => {
      if (parses++ === 0) response.statusCode = 503;
    });
    const { $metadata } = await client.send(invoke);
    expect($metadata).toMatchObject({ httpStatusCode: 200, attempts: 2 });
    expect(requests).toHaveLength(3);
  });

  test("needs-retry tries again at once for 0, on success and on failure, and the attempts are counted", async () => {
    const { inspector, requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    const attempts: unknown[] = [];
    events.register("needs-retry.lambda.Invoke", ({ attempts: count, exception, response }) => {
      attempts.push([count, response?.statusCode, exception instanceof Error]);
      return count < 3 ? 0 : undefined;
    });
    inspector.respond("400:Custom");
    const { $metadata } = await client.send(invoke);
    expect(attempts).toEqual([
      [1, 400, true],
      [2, 200, false],
      [3, 200, false],
    ]);
    expect($metadata.attempts).toBe(3);
    expect(requests.map(({ headers }) => headers["amz-sdk-request"])).toEqual([
      "attempt=1; max=3",
      "attempt=2; max=3",
      "attempt=3; max=3",
    ]);
  });

  test("a stream that was sent cannot be sent again", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-sign", ({ request }) => {
      request.body = new Blob(["x"]).stream();
    });
    eventsOf(client).register("needs-retry", () => 0);
    expect(await rejection(client.send(invoke))).toMatchObject({ code: "BODY_NOT_REPLAYABLE" });
    expect(requests).toHaveLength(1);
  });

  test("after-call replaces the output or recovers from a service error; the next handler sees what it left", async () => {
    const { inspector, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf<Lambda>(client);
    inspector.respond("404:ResourceNotFoundException");
    events.register("after-call.lambda.Invoke", ({ error }) => {
      if (error instanceof Error && error.name === "ResourceNotFoundException")
        return { parsed: { StatusCode: 1 } };
      return undefined;
    });
    events.register("after-call.lambda.Invoke", ({ parsed, error }) =>
      error === undefined ? { parsed: { StatusCode: (parsed?.StatusCode ?? 0) + 1 } } : undefined,
    );
    expect(await client.send(invoke)).toMatchObject({ StatusCode: 2, $metadata: { httpStatusCode: 404 } });
    expect((await client.send(invoke)).StatusCode).toBe(201);
  });

  test("after-call-error recovers from what never became a response", async () => {
    const { inspector, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf<Lambda>(client);
    inspector.respond("drop", "drop", "drop", "drop", "drop", "drop");
    expect((await rejection(client.send(invoke))).name).toBe("TimeoutError");
    events.register("after-call-error.lambda.Invoke", ({ exception }) => ({
      parsed: { StatusCode: exception instanceof Error ? 0 : 1 },
    }));
    expect(await client.send(invoke)).toMatchObject({ StatusCode: 0, $metadata: { attempts: 3 } });
  });
});

describe("before-endpoint-resolution", () => {
  test("its handlers change the endpoint's parameters", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3({ forcePathStyle: false });
    eventsOf(client).register("before-endpoint-resolution.s3", ({ builtins, params }) => {
      if (params["Bucket"] === "b") builtins["ForcePathStyle"] = true;
    });
    await client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    expect(requests[0]?.path).toBe("/b/k");
  });

  test("a handler that returns a promise is an error, since the SDK resolves endpoints synchronously", async () => {
    const { lambda } = await startEndpoint();
    const client = lambda();
    // @ts-expect-error it does not compile either
    eventsOf(client).register("before-endpoint-resolution", async function slow() {});
    const error = await rejection(client.send(invoke));
    expect(error).toMatchObject({ code: "ASYNC_HANDLER", eventName: "before-endpoint-resolution.lambda" });
    expect(error.message).toContain('"slow"');
  });
});

describe("the call that a handler belongs to", () => {
  test("can be made again with other parameters, as a call of its own", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf<Lambda>(client);
    const contexts = new Set<object>();
    const controller = new AbortController();
    events.register("provide-client-params.lambda.Invoke", ({ context }) => {
      contexts.add(context);
      expect(signalOf(context)).toBe(controller.signal);
    });
    events.register("before-call.lambda.Invoke", async ({ context }) => {
      if (context["part"] === true) return undefined;
      const parts = await Promise.all(
        ["a", "b"].map((FunctionName) => repeatCall(context, { FunctionName }, { part: true })),
      );
      return { parsed: { StatusCode: parts.length } };
    });
    const command = withContext(invoke, { tenant: "t" });
    expect(await client.send(command, { abortSignal: controller.signal })).toMatchObject({ StatusCode: 2 });
    expect(requests.map(({ path }) => path).sort()).toEqual([
      "/2015-03-31/functions/a/invocations",
      "/2015-03-31/functions/b/invocations",
    ]);
    expect([...contexts].map((context) => (context as { tenant?: string }).tenant)).toEqual(["t", "t", "t"]);
  });

  test("knows its model", async () => {
    const { s3 } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("provide-client-params.s3.*", ({ model, params }) => {
      expect(model).toMatchObject({
        name: "GetObject",
        serviceId: "S3",
        serviceName: serviceEventName("S3"),
      });
      expect(model.inputMembers).toContain("ExpectedBucketOwner");
      expect(model.outputMembers).toContain("ContentLength");
      expect(model.redactInput({ ...params, SSECustomerKey: "secret" })).not.toMatchObject({
        SSECustomerKey: "secret",
      });
    });
    await client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    expect.assertions(4);
  });
});

test("an observer's errors are reported to the client's logger and never fail a call; what it returns is ignored", async () => {
  const errors: unknown[][] = [];
  const { config, requests } = await startEndpoint();
  const { LambdaClient } = await import("@aws-sdk/client-lambda");
  const logger = {
    trace() {},
    debug() {},
    info() {},
    warn() {},
    error: (...content: unknown[]) => errors.push(content),
  };
  const client = new LambdaClient({ ...config, logger });
  const events = eventsOf(client);
  events.use(
    definePlugin({
      name: "watcher",
      observer: true,
      register(all) {
        all.register("before-sign", () => {
          throw new Error("sync");
        });
        all.register("needs-retry", async () => {
          throw new Error("async");
        });
        all.register("before-call", () => ({ parsed: { StatusCode: 1 } }));
      },
    }),
  );
  expect((await client.send(invoke)).StatusCode).toBe(200);
  expect(requests).toHaveLength(1);
  expect(errors.map(([text]) => text)).toEqual([
    '@tucuxi/events: the observer "watcher" failed in before-sign.lambda.Invoke (before-sign):',
    '@tucuxi/events: the observer "watcher" failed in needs-retry.lambda.Invoke (needs-retry):',
  ]);
});

test("observers see the request that is sent, with lower-case names of headers, and add no entries that only other handlers need", async () => {
  const { config, requests } = await startEndpoint();
  const { LambdaClient } = await import("@aws-sdk/client-lambda");
  const client = new LambdaClient(config);
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as HttpRequest).headers, { "X-Tenant": "t" });
      return next(args);
    },
    { step: "build", priority: "low" },
  );
  const seen: unknown[] = [];
  eventsOf(client).use(
    definePlugin({
      name: "watcher",
      observer: true,
      register(events) {
        const watch = ({ eventName, request }: { eventName: string; request: HttpRequest }) => {
          const { headers } = request;
          seen.push([eventName.split(".")[0], headers["x-tenant"], "authorization" in headers]);
        };
        events.register("before-call", watch);
        events.register("before-send", watch);
      },
    }),
  );
  expect(client.middlewareStack.identify().filter((line) => line.startsWith("tucuxi."))).toEqual([
    expect.stringContaining("tucuxi.initialize"),
    expect.stringContaining("tucuxi.serialize"),
    expect.stringContaining("tucuxi.transport"),
  ]);
  await client.send(invoke);
  expect(seen).toEqual([
    ["before-call", undefined, false],
    ["before-send", "t", true],
  ]);
  expect(requests[0]?.headers["x-tenant"]).toBe("t");
  eventsOf(client).register("before-call", () => {});
  expect(client.middlewareStack.identify().join()).toContain("tucuxi.attempt");
});
