import { InvokeCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { startInspector } from "@tucuxi/inspector";
import { describe, expect, onTestFinished, test } from "vitest";
import { eventsOf, repeatCall, signalOf, wholeOf, withContext } from "../index.js";
import { CallMap, definePlugin, sendPart } from "../plugin.js";

const invoke = new InvokeCommand({ FunctionName: "whole" });

async function endpoint() {
  const inspector = await startInspector({ verify: "enforce" });
  onTestFinished(() => inspector.close());
  const { url, credentials } = inspector;
  const client = new LambdaClient({ endpoint: url, region: "eu-west-1", credentials, maxAttempts: 1 });
  const sent = () => inspector.requests.map(({ path }) => path.split("/").at(-2)).sort();
  return { inspector, client, events: eventsOf<Lambda>(client), sent };
}

/** Answers each call with two parts, `a` and `b`. */
const inTwoParts = definePlugin({
  name: "in-two-parts",
  register(events) {
    // A call can be repeated if this event has a handler.
    events.register("provide-client-params.lambda.Invoke", () => {});
    events.register("before-call.lambda.Invoke", async ({ context }) => {
      if (wholeOf(context) !== undefined || context["whole"] !== true) return undefined;
      const parts = ["a", "b"].map((FunctionName) =>
        sendPart(context, { FunctionName }, { values: { part: FunctionName } }),
      );
      return { parsed: { StatusCode: (await Promise.all(parts)).length } };
    });
  },
});

const whole = withContext(invoke, { whole: true });

describe("the parts of a call", () => {
  test("leave the handlers at the beginning and at the end of the call to the whole, and run all others", async () => {
    const { client, events, sent } = await endpoint();
    events.use(inTwoParts);
    const seen: string[] = [];
    events.register("*", ({ eventName }) => void seen.push(eventName.split(".")[0] ?? ""));
    const output = await client.send(whole);
    expect(output.StatusCode).toBe(2);
    expect(sent()).toEqual(["a", "b"]);
    const times = (type: string): number => seen.filter((name) => name === type).length;
    for (const type of ["provide-client-params", "before-parameter-build", "after-call"])
      expect([type, times(type)]).toEqual([type, 1]);
    for (const type of ["before-sign", "before-send", "response-received"])
      expect([type, times(type)]).toEqual([type, 2]);
    // The whole call is also resolved and serialized before its parts answer it.
    for (const type of ["before-endpoint-resolution", "before-call"])
      expect([type, times(type)]).toEqual([type, 3]);
    expect(seen.at(-1)).toBe("after-call");
  });

  test("are calls of their own for observers, which tell them by the context of the whole", async () => {
    const { client, events } = await endpoint();
    events.use(inTwoParts);
    const seen: unknown[] = [];
    const wholes = new Set<unknown>();
    const watch = ({ eventName, context }: { eventName: string; context: Parameters<typeof wholeOf>[0] }) => {
      seen.push([eventName.split(".")[0], context["part"]]);
      wholes.add(wholeOf(context) ?? context);
    };
    events.use(
      definePlugin({
        name: "watcher",
        observer: true,
        register(all) {
          all.register("provide-client-params", watch);
          all.register("after-call", watch);
        },
      }),
    );
    await client.send(whole);
    expect(seen).toEqual([
      ["provide-client-params", undefined],
      ["provide-client-params", "a"],
      ["provide-client-params", "b"],
      expect.arrayContaining(["after-call"]),
      expect.arrayContaining(["after-call"]),
      ["after-call", undefined],
    ]);
    expect(wholes.size).toBe(1);
  });

  test("have what the caller and the handlers put into the context of the whole, each in a copy", async () => {
    const { client, events } = await endpoint();
    events.use(inTwoParts);
    events.register("provide-client-params", ({ context }) => {
      context["set"] = "by a handler";
    });
    const seen: unknown[] = [];
    events.register("before-sign", ({ context }) => {
      seen.push([context["tenant"], context["set"], context["own"]]);
      context["own"] = true;
    });
    await client.send(withContext(whole, { tenant: "t" }));
    expect(seen).toEqual([
      ["t", "by a handler", undefined],
      ["t", "by a handler", undefined],
    ]);
  });

  test("can be aborted one by one, and by default with the whole", async () => {
    const { client, events } = await endpoint();
    const own = new AbortController();
    const signals: unknown[] = [];
    events.register("before-call", async ({ context }) => {
      if (wholeOf(context) !== undefined) {
        signals.push(signalOf(context));
        return undefined;
      }
      await sendPart(context, { FunctionName: "a" });
      await sendPart(context, { FunctionName: "b" }, { signal: own.signal });
      return { parsed: {} };
    });
    events.register("provide-client-params", () => {});
    const abort = new AbortController();
    await client.send(invoke, { abortSignal: abort.signal });
    expect(signals).toEqual([abort.signal, own.signal]);
  });

  test.each([
    ["403", "after-call"],
    ["drop", "after-call-error"],
  ] as const)(
    "fail the whole call with an error that its handlers are told once, %s in %s",
    async (step, type) => {
      const { client, events, inspector } = await endpoint();
      events.use(inTwoParts);
      inspector.respond(step, step);
      const told: unknown[] = [];
      events.register("after-call", ({ error }) => void told.push(["after-call", error]));
      events.register("after-call-error", ({ exception }) => void told.push(["after-call-error", exception]));
      const error = await client.send(whole).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(told).toEqual([[type, error]]);
    },
  );

  test("can repeat the call in their handlers: that call isn't a part, and gets its own parameters", async () => {
    const { client, events, sent } = await endpoint();
    events.use(inTwoParts);
    const seen: unknown[] = [];
    events.register("response-received.lambda.Invoke", async ({ context }) => {
      seen.push([context["part"], wholeOf(context) !== undefined, context["tenant"]]);
      if (context["part"] !== "a") return;
      await repeatCall(context, { FunctionName: "again" }, { whole: false });
    });
    await client.send(withContext(whole, { tenant: "t" }));
    expect(sent()).toEqual(["a", "again", "b"]);
    expect(seen).toHaveLength(3);
    expect(seen).toContainEqual([undefined, false, "t"]);
  });
});

test("wholeOf is undefined for a call that isn't a part, and throws for a value that isn't a context", async () => {
  const { client, events } = await endpoint();
  const wholes: unknown[] = [];
  events.register("before-sign", ({ context }) => void wholes.push(wholeOf(context)));
  await client.send(invoke);
  expect(wholes).toEqual([undefined]);
  // A misspelt member of the event is undefined.
  for (const other of [{}, undefined]) {
    expect(() => wholeOf(other as never)).toThrow(expect.objectContaining({ code: "INVALID_CONTEXT" }));
  }
});

test("a CallMap keeps a value for each call, apart from other maps, and takes only contexts of calls", async () => {
  const { client, events } = await endpoint();
  const [names, others] = [new CallMap<string>(), new CallMap<string>()];
  const kept: unknown[] = [];
  const isKept: boolean[] = [];
  events.register("before-call", ({ request, context }) => {
    isKept.push(names.has(context), others.has(context));
    names.set(context, request.path.split("/").at(-2) ?? "");
  });
  events.register("before-send", ({ context }) => {
    kept.push(names.get(context));
    isKept.push(others.has(context), others.delete(context));
    if (!names.delete(context) || names.has(context)) kept.push("not deleted");
    expect(context).toEqual({});
  });
  await Promise.all(["a", "b"].map((FunctionName) => client.send(new InvokeCommand({ FunctionName }))));
  expect(kept.sort()).toEqual(["a", "b"]);
  expect(isKept).not.toContain(true);
  expect(() => names.get({})).toThrow(expect.objectContaining({ code: "INVALID_CONTEXT" }));
});
