import { InvokeCommand } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, test, vi } from "vitest";
import { eventsOf, UNSIGNED } from "../src/index.js";
import { entriesOf, putMetricData, startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

afterEach(() => vi.resetModules());

/** Another copy of the package, as in a program that has two versions of it. */
async function anotherCopy(): Promise<typeof import("../src/index.js")> {
  vi.resetModules();
  return import("../src/index.js");
}

/** What a command makes of a stack. */
function resolved(command: object, stack: object, config: object): (args: object) => Promise<unknown> {
  const { resolveMiddleware } = command as {
    resolveMiddleware(...args: object[]): (args: object) => Promise<unknown>;
  };
  return resolveMiddleware.call(command, stack, config, {});
}

describe("two copies of the package on one client", () => {
  test("run their handlers once each, however one comes and goes under the other", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const other = await anotherCopy();
    expect(other.eventsOf).not.toBe(eventsOf);
    const seen: string[] = [];
    const register = (): (() => boolean) =>
      eventsOf(client).register("before-{sign,send}.lambda.Invoke", ({ eventName }) => {
        seen.push(`ours: ${eventName}`);
      });
    const off = register();
    other.eventsOf(client).register("before-{sign,send}.lambda.Invoke", ({ eventName }) => {
      seen.push(`theirs: ${eventName}`);
    });
    off();
    register();
    await client.send(invoke);
    expect(seen.toSorted()).toEqual([
      "ours: before-send.lambda.Invoke",
      "ours: before-sign.lambda.Invoke",
      "theirs: before-send.lambda.Invoke",
      "theirs: before-sign.lambda.Invoke",
    ]);
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test.each([
    ["the first", 0],
    ["the second", 1],
  ])("leave the very entries behind when %s is detached first", async (_, first) => {
    const client = new S3Client({ region: "us-east-1" });
    const before = entriesOf(client.middlewareStack);
    const other = await anotherCopy();
    const both = [eventsOf(client), other.eventsOf(client)];
    for (const events of both) events.register("*", () => {});
    both[first]?.detach();
    expect(entriesOf(client.middlewareStack)).not.toEqual(before);
    both[1 - first]?.detach();
    expect(entriesOf(client.middlewareStack)).toEqual(before);
  });

  test("an error that the handler of one throws reaches the caller, and neither takes it for an output", async () => {
    const { requests, lambda } = await startEndpoint();
    for (const thrower of ["before-sign", "before-parse"] as const) {
      const other = await anotherCopy();
      for (const [throws, watches] of [
        [eventsOf, other.eventsOf],
        [other.eventsOf, eventsOf],
      ] as const) {
        for (const order of ["before", "after"]) {
          const client = lambda();
          const mine = new Error("mine");
          const outputs: unknown[] = [];
          const watch = (): void => {
            watches(client).register("{response-received,needs-retry,after-call}", (event) => {
              if ("parsed" in event) outputs.push(event.parsed);
            });
          };
          if (order === "before") watch();
          throws(client).register(thrower, () => {
            throw mine;
          });
          if (order === "after") watch();
          await expect(client.send(invoke)).rejects.toBe(mine);
          expect(outputs.filter((parsed) => parsed !== undefined)).toEqual([]);
        }
      }
    }
    expect(requests).toHaveLength(4);
  });
});

describe("a stack that was changed after handlers were registered", () => {
  test("goes without our own middleware that somebody took out by its name", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const seen: string[] = [];
    eventsOf(client).register("before-send", ({ eventName }) => void seen.push(eventName));
    client.middlewareStack.remove("tucuxi.transport");
    await client.send(invoke);
    expect(requests).toHaveLength(1);
    expect(seen).toEqual([]);
  });

  test("still has middlewares that its user put in place of others", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    events.register("before-sign", () => {});
    client.middlewareStack.add((next) => next, {
      name: "loggerMiddleware",
      step: "initialize",
      override: true,
    });
    const others = client.middlewareStack.identify().filter((entry) => !entry.startsWith("tucuxi."));
    events.detach();
    expect(client.middlewareStack.identify()).toEqual(others);
    await client.send(invoke);
    expect(requests).toHaveLength(1);
  });
});

test("a copy of the stack runs the handlers too, also those that come and go after it was made", async () => {
  const { requests, lambda } = await startEndpoint();
  const client = lambda();
  const events = eventsOf(client);
  const seen: string[] = [];
  const register = (): (() => boolean) =>
    events.register("before-sign", ({ eventName }) => void seen.push(eventName));
  const off = register();
  const stack = client.middlewareStack.clone();
  const send = (): Promise<unknown> => resolved(invoke, stack, client.config)(invoke);
  await send();
  off();
  await send();
  register();
  await send();
  events.detach();
  await send();
  expect(seen).toEqual(["before-sign.lambda.Invoke", "before-sign.lambda.Invoke"]);
  expect(requests).toHaveLength(4);
});

describe("handlers that come and go while a call is under way", () => {
  test.each([false, true])(
    "a handler that detaches and throws fails its call with its error, not the next (cacheMiddleware: %s)",
    async (cacheMiddleware) => {
      const { requests, cloudwatch } = await startEndpoint();
      for (const type of ["provide-client-params", "before-call", "before-sign", "before-parse"] as const) {
        const client = cloudwatch({ cacheMiddleware });
        const events = eventsOf(client);
        const mine = new Error(type);
        events.register("needs-retry", () => 0);
        events.register(type, () => {
          events.detach();
          throw mine;
        });
        await expect(client.send(putMetricData())).rejects.toBe(mine);
        const before = requests.length;
        await client.send(putMetricData());
        expect(requests.length).toBe(before + 1);
      }
    },
  );

  // Of a stack that the SDK makes for each call, the entries are those that were needed when it began.
  const atOnceInFreshStacks = ["before-sign by before-call"];
  const atOnceInKeptStacks = [
    ...atOnceInFreshStacks,
    "before-parse by before-call",
    "response-received by before-sign",
    "before-send by provide-client-params",
  ];
  test.each([
    [false, atOnceInFreshStacks],
    [true, atOnceInKeptStacks],
  ])(
    "handlers that are registered by a handler of the same call throw what its caller gets (cacheMiddleware: %s)",
    async (cacheMiddleware, expected) => {
      const { cloudwatch } = await startEndpoint();
      const ranAtOnce: string[] = [];
      for (const [type, later] of [
        ["before-call", "before-sign"],
        ["before-call", "before-parse"],
        ["before-sign", "response-received"],
        ["provide-client-params", "before-send"],
        ["before-send", "needs-retry"],
      ] as const) {
        const client = cloudwatch({ cacheMiddleware });
        const events = eventsOf(client);
        const mine = new Error(later);
        let isRegistered = false;
        events.register(type, () => {
          if (isRegistered) return;
          isRegistered = true;
          events.register(later, () => {
            throw mine;
          });
        });
        await client.send(putMetricData()).catch((error: unknown) => {
          expect(error).toBe(mine);
          ranAtOnce.push(`${later} by ${type}`);
        });
        await expect(client.send(putMetricData())).rejects.toBe(mine);
      }
      expect(ranAtOnce).toEqual(expected);
    },
  );
});

test("a client without handlers that is used beside one has none of its own", async () => {
  const { requests, lambda } = await startEndpoint();
  const [first, second] = [lambda(), lambda()];
  eventsOf(first).register("choose-signer", () => UNSIGNED);
  await Promise.all([first.send(invoke), second.send(invoke), first.send(invoke)]);
  expect(requests.map(({ signature }) => signature.state).toSorted()).toEqual(["absent", "absent", "valid"]);
});

test("a copy of the stack that outlives the handlers still sends unsigned requests when they come back", async () => {
  const { requests, lambda } = await startEndpoint();
  const client = lambda();
  const events = eventsOf(client);
  const off = events.register("choose-signer", () => UNSIGNED);
  const stack = client.middlewareStack.clone();
  off();
  events.register("choose-signer", () => UNSIGNED);
  await resolved(invoke, stack, client.config)(invoke);
  expect(requests[0]?.signature.state).toBe("absent");
});
