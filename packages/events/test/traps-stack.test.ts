import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { constructStack } from "@smithy/middleware-stack";
import { HttpRequest } from "@smithy/protocol-http";
import { describe, expect, test } from "vitest";
import { eventsOf } from "../src/index.js";
import { entriesOf, putMetricData, rejection, startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

describe("trap 10: a client without a signing middleware", () => {
  test.each(["before", "after"])("works when its signer was removed %s it was attached", async (when) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    if (when === "before") client.middlewareStack.remove("httpSigningMiddleware");
    const events = eventsOf(client);
    const seen: string[] = [];
    events.register("{request-created,before-sign,needs-retry}", ({ eventName }) => {
      seen.push(eventName.split(".")[0] ?? "");
    });
    events.register("before-sign", ({ request }) => {
      request.headers["x-a"] = "b";
    });
    if (when === "after") client.middlewareStack.remove("httpSigningMiddleware");
    await client.send(invoke);
    expect(requests[0]?.signature.state).toBe("absent");
    expect(requests[0]?.headers["x-a"]).toBe("b");
    expect(seen).toEqual(["request-created", "before-sign", "needs-retry"]);
  });
});

describe("trap 11: what is not HTTP passes through untouched", () => {
  test("a bare stack carries another request by, and the events of calls are still emitted", async () => {
    const client = { config: { serviceId: "Bare" }, middlewareStack: constructStack() };
    const events = eventsOf(client);
    const seen: string[] = [];
    events.register("*", ({ eventName }) => {
      seen.push(eventName);
    });
    const request = { kind: "something else" };
    const handler = client.middlewareStack.resolve(
      async (args: object) => ({
        response: {},
        output: { got: (args as { request: unknown }).request } as never,
      }),
      { commandName: "DoItCommand", clientName: "BareClient" } as never,
    );
    const { output } = await handler({ input: { a: 1 }, request } as never);
    expect(output).toMatchObject({ got: request });
    expect((output as { got: unknown }).got).toBe(request);
    expect(seen).toEqual([
      "provide-client-params.bare.DoIt",
      "before-parameter-build.bare.DoIt",
      "response-received.bare.DoIt",
      "after-call.bare.DoIt",
    ]);
  });

  test("a bare stack with an HTTP request emits the events of attempts without a signer or a retry", async () => {
    const client = { config: { serviceId: "Bare" }, middlewareStack: constructStack() };
    const events = eventsOf(client);
    const request = new HttpRequest({ hostname: "localhost", headers: { a: "1" } });
    events.register("before-sign.bare.DoIt", ({ request: copy }) => {
      copy.headers["a"] = "2";
    });
    const handler = client.middlewareStack.resolve(
      async (args: object) => ({ response: {}, output: (args as { request: object }).request as never }),
      { commandName: "DoItCommand" } as never,
    );
    const args = { input: {}, request } as never;
    const outputs = [await handler(args), await handler(args)].map(({ output }) => output as HttpRequest);
    for (const sent of outputs) expect(sent.headers).toEqual({ a: "2" });
    expect(outputs.every((sent) => HttpRequest.isInstance(sent))).toBe(true);
    expect(request.headers).toEqual({ a: "1" });
  });
});

describe("trap 13: attaching and detaching", () => {
  test("detaching leaves the stack and the configuration as they were", async () => {
    const { requests, cloudwatch } = await startEndpoint();
    for (const cacheMiddleware of [false, true]) {
      const client = cloudwatch({ cacheMiddleware });
      const { endpointProvider } = client.config;
      const before = client.middlewareStack.identify();
      const events = eventsOf(client);
      events.register("*", () => {});
      expect(client.middlewareStack.identify().length).toBeGreaterThan(before.length);
      events.detach();
      expect(client.middlewareStack.identify()).toEqual(before);
      expect(client.config.endpointProvider).toBe(endpointProvider);
      await client.send(putMetricData());
      expect(() => events.register("before-sign", () => {})).toThrow(
        expect.objectContaining({ code: "DETACHED" }),
      );
      // What the SDK keeps of a client that has sent cannot be attached to again.
      if (cacheMiddleware)
        expect(() => eventsOf(client)).toThrow(expect.objectContaining({ code: "CLIENT_ALREADY_SENT" }));
      else expect(eventsOf(client)).not.toBe(events);
    }
    expect(requests).toHaveLength(2);
  });

  test("an endpoint provider that somebody wrapped around ours stays, and emits nothing any more", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    const seen: string[] = [];
    events.register("before-endpoint-resolution", ({ eventName }) => void seen.push(eventName));
    const config = client.config as { endpointProvider: (...args: never[]) => unknown };
    const ours = config.endpointProvider;
    const theirs = (...args: never[]): unknown => ours(...args);
    config.endpointProvider = theirs;
    await client.send(invoke);
    events.detach();
    expect(config.endpointProvider).toBe(theirs);
    await client.send(invoke);
    expect(seen).toEqual(["before-endpoint-resolution.lambda"]);
    expect(requests).toHaveLength(2);
  });

  test("attaching twice changes nothing, and an entry is there only while its events have handlers", () => {
    const client = new CloudWatchClient({ region: "us-east-1" });
    const bare = client.middlewareStack.identify();
    const events = eventsOf(client);
    expect(eventsOf(client)).toBe(events);
    expect(client.middlewareStack.identify()).toEqual(bare);
    const off = events.register("before-send.cloudwatch", () => {});
    const added = (): string[] => client.middlewareStack.identify().filter((entry) => !bare.includes(entry));
    expect(added()).toEqual(["tucuxi.initialize - initialize", "tucuxi.transport - deserialize"]);
    off();
    expect(client.middlewareStack.identify()).toEqual(bare);
    const relative = { authenticate: "before httpAuthSchemeMiddleware", attempt: "after retryMiddleware" };
    for (const [type, ...entries] of [
      ["provide-client-params", "initialize - initialize"],
      [
        "before-call",
        "initialize - initialize",
        `authenticate - ${relative.authenticate}`,
        "endpoint - after endpointV2Middleware",
        "serialize - serialize",
        `attempt - ${relative.attempt}`,
      ],
      ["before-sign", "initialize - initialize", `attempt - ${relative.attempt}`],
      [
        "response-received",
        "initialize - initialize",
        `attempt - ${relative.attempt}`,
        "transport - deserialize",
      ],
      ["after-call", "initialize - initialize"],
    ] as const) {
      const take = events.register(type, () => {});
      // What stands next to a middleware that a command brings is not shown for the client alone.
      const shown = entries.filter((entry) => !/ndpoint|AuthScheme/.test(entry));
      expect(added().toSorted()).toEqual(shown.map((entry) => `tucuxi.${entry}`).toSorted());
      expect(events.register(type, () => {})()).toBe(true);
      expect(added().toSorted()).toEqual(shown.map((entry) => `tucuxi.${entry}`).toSorted());
      take();
      expect(client.middlewareStack.identify()).toEqual(bare);
    }
  });

  test("a middleware of another that has our name is no collision", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    client.middlewareStack.add((next) => next, { name: "tucuxi.transport", step: "build" });
    eventsOf(client).register("before-send", ({ request }) => {
      request.headers["x-a"] = "b";
    });
    await client.send(invoke);
    expect(requests[0]?.headers["x-a"]).toBe("b");
    expect(client.middlewareStack.identify().join()).toContain("tucuxi.transport#2");
  });

  test("detaching puts the very entries back, in their order", () => {
    const client = new S3Client({ region: "us-east-1" });
    client.middlewareStack.add((next) => next, {
      step: "finalizeRequest",
      tags: ["MINE"],
      aliases: ["mine"],
    });
    const before = entriesOf(client.middlewareStack);
    const events = eventsOf(client);
    const off = events.register("*", () => {});
    expect(entriesOf(client.middlewareStack)).not.toEqual(before);
    off();
    expect(entriesOf(client.middlewareStack)).toEqual(before);
    events.register("before-sign", () => {});
    events.detach();
    expect(entriesOf(client.middlewareStack)).toEqual(before);
  });

  test("before-sign and needs-retry run inside, and before-call outside, what is put into the stack meanwhile", async () => {
    const { lambda } = await startEndpoint();
    const client = lambda();
    const order: string[] = [];
    eventsOf(client).register("*", ({ eventName }) => void order.push(eventName.split(".")[0] ?? ""));
    client.middlewareStack.add(
      (next) => (args) => {
        order.push("my build");
        return next(args);
      },
      { step: "build" },
    );
    client.middlewareStack.addRelativeTo(
      <Args, Answer>(next: (args: Args) => Answer) =>
        (args: Args) => {
          order.push("mine before the signer");
          return next(args);
        },
      {
        relation: "before",
        toMiddleware: "awsAuthMiddleware",
      },
    );
    client.middlewareStack.add(
      (next) => (args) => {
        order.push("my finalizeRequest");
        return next(args);
      },
      { step: "finalizeRequest" },
    );
    client.middlewareStack.add(
      (next) => (args) => {
        order.push("my deserialize");
        return next(args);
      },
      { step: "deserialize" },
    );
    await client.send(invoke);
    expect(order).toEqual([
      "provide-client-params",
      "before-parameter-build",
      "before-endpoint-resolution",
      "before-call",
      "my build",
      "request-created",
      "choose-signer",
      "before-sign",
      "mine before the signer",
      "my finalizeRequest",
      "my deserialize",
      "before-send",
      "before-parse",
      "response-received",
      "needs-retry",
      "after-call",
    ]);
  });

  test.each([
    ["before-sign", "retryMiddleware", { step: "finalizeRequest", priority: "high" }],
    ["after-call", "loggerMiddleware", { step: "initialize" }],
  ] as const)("a handler of %s still runs after somebody replaced %s", async (type, name, place) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    const seen: string[] = [];
    events.register(`${type}.lambda.Invoke`, ({ eventName }) => void seen.push(eventName));
    await client.send(invoke);
    if (place.step === "initialize")
      client.middlewareStack.add((next) => next, { ...place, name, override: true });
    else client.middlewareStack.add((next) => next, { ...place, name, override: true });
    await client.send(invoke);
    expect(requests).toHaveLength(2);
    expect(seen).toEqual([`${type}.lambda.Invoke`, `${type}.lambda.Invoke`]);
  });
});

describe("trap 14: a relation to an absent middleware fails only at send", () => {
  test("the entry of attempts falls back to the signer, then to a step, and says so", async () => {
    const debugged: string[] = [];
    const logger = {
      trace() {},
      info() {},
      warn() {},
      error() {},
      debug: (text: string) => debugged.push(text),
    };
    const { requests, config } = await startEndpoint();
    const { LambdaClient } = await import("@aws-sdk/client-lambda");
    const client = new LambdaClient({ ...config, logger });
    client.middlewareStack.remove("httpSigningMiddleware");
    client.middlewareStack.remove("retryMiddleware");
    eventsOf(client).register("before-sign", ({ request }) => {
      request.headers["x-a"] = "b";
    });
    expect(debugged.filter((text) => typeof text === "string").join()).toContain("tucuxi");
    await client.send(invoke);
    expect(requests[0]?.headers["x-a"]).toBe("b");
  });

  test("a value that is no client is refused in words", async () => {
    for (const wrong of [
      undefined,
      null,
      {},
      CloudWatchClient,
      "client",
      { config: {}, middlewareStack: {} },
    ]) {
      expect(() => eventsOf(wrong as never)).toThrow(expect.objectContaining({ code: "INVALID_CLIENT" }));
    }
    const { lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-sign", () => {
      throw new Error("mine");
    });
    expect((await rejection(client.send(invoke))).message).toBe("mine");
  });
});
