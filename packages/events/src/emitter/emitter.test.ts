import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { Emitter, firstResponse, type HandlerResult, RegistrationError } from "../index.js";
import { definePlugin } from "../plugin.js";

/** An emitter whose handlers return their own names. */
function named(...registrations: [pattern: string, name: string, section?: "First" | "Last"][]): Emitter {
  const emitter = new Emitter();
  for (const [pattern, name, section = ""] of registrations)
    emitter[`register${section}`](pattern, () => name);
  return emitter;
}

async function responses(emitter: Emitter, eventName: string): Promise<unknown[]> {
  return (await emitter.emit(eventName)).map(({ response }) => response);
}

describe("which handlers, in which order", () => {
  test("a pattern matches the events that it is a dotted prefix of, the most specific first", async () => {
    const emitter = named(
      ["foo", "C"],
      ["foo.bar", "B"],
      ["foo.bar.baz", "A"],
      ["foo.ba", "X"],
      ["bar", "X"],
      ["foo.bar.baz.qux", "X"],
    );
    expect(await responses(emitter, "foo.bar.baz")).toEqual(["A", "B", "C"]);
    expect(await responses(emitter, "foo")).toEqual(["C"]);
    expect(await responses(emitter, "nothing")).toEqual([]);
  });

  test("the subtree of * comes before that of the literal segment, as in botocore's traversal", async () => {
    const emitter = named(
      ["foo.bar.baz", "literal"],
      ["foo.*", "star"],
      ["foo", "prefix"],
      ["*.bar", "star.bar"],
      ["*", "all"],
    );
    expect(await responses(emitter, "foo.bar.baz")).toEqual(["star.bar", "all", "star", "literal", "prefix"]);
    expect(await responses(named(["foo.bar", "literal"], ["foo.*", "star"]), "foo.bar")).toEqual([
      "star",
      "literal",
    ]);
  });

  test("globs come where * would come, before it, in the order of their first registration", async () => {
    const emitter = named(
      ["before-sign.s3.*", "star"],
      ["before-sign.s3.PutObject", "literal"],
      ["before-sign.s3.Put*", "Put*"],
      ["before-sign.s3.*Object", "*Object"],
      ["before-sign.{s3,dynamodb}", "braces"],
      ["before-sign.!(sqs).PutObject", "not"],
      ["before-sign.!(s3).PutObject", "X"],
      ["before-sign.s3.!(Put*)", "X"],
      ["*.s3.Get*", "X"],
      ["before-sign.s3.Put[!O]*", "X"],
    );
    expect(await responses(emitter, "before-sign.s3.PutObject")).toEqual([
      "braces",
      "not",
      "Put*",
      "*Object",
      "star",
      "literal",
    ]);
  });

  test.each([
    ["70,000 letters", `${"a".repeat(70_000)}*`],
    ["twenty times two alternatives", "{a,b}".repeat(20)],
    ["braces 5,000 deep", "{a,".repeat(5000) + "}".repeat(5000)],
  ])("a glob of %s is refused at once", (_, glob) => {
    expect(() => new Emitter().register(`before-sign.${glob}`, () => {})).toThrow(
      expect.objectContaining({ name: "RegistrationError", code: "INVALID_GLOB" }),
    );
  });

  test("a glob matches within one segment, which is never a path", async () => {
    const emitter = named(["a.**", "two stars"], ["a.*/c", "slash"], ["a.b", "X"]);
    expect(await responses(emitter, "a.b/c")).toEqual(["two stars", "slash"]);
    expect(await responses(emitter, "a.b/d.c")).toEqual(["two stars"]);
  });

  test("depth first: at each segment globs, * and the literal, and a longer pattern before its own prefix", async () => {
    const inOrder = ["*.b", "*", "a.{b,c}", "a.*", "a.b", "a"];
    const emitter = named(...inOrder.toReversed().map((pattern): [string, string] => [pattern, pattern]));
    expect(await responses(emitter, "a.b")).toEqual(inOrder);
  });

  test("within one pattern the sections are first, middle, last, each in order of registration", async () => {
    const emitter = named(
      ["a", "5", "Last"],
      ["a", "3"],
      ["a", "1", "First"],
      ["a", "4"],
      ["a", "2", "First"],
      ["a", "6", "Last"],
    );
    expect(await responses(emitter, "a.b")).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  test("aliases are translated in patterns and events, the first of the table only", async () => {
    const emitter = new Emitter({
      aliases: { logs: "cloudwatch-logs", "runtime.sagemaker": "sagemaker-runtime" },
    });
    const seen: string[] = [];
    for (const pattern of ["x.logs.Put", "x.runtime.sagemaker", "x.sagemaker-runtime.Invoke"]) {
      emitter.register(pattern, ({ eventName }) => seen.push(`${pattern} ${eventName}`));
    }
    await emitter.emit("x.logs.Put");
    await emitter.emit("x.cloudwatch-logs.Put");
    await emitter.emit("x.runtime.sagemaker.Invoke");
    expect(seen).toEqual([
      "x.logs.Put x.cloudwatch-logs.Put",
      "x.logs.Put x.cloudwatch-logs.Put",
      "x.sagemaker-runtime.Invoke x.sagemaker-runtime.Invoke",
      "x.runtime.sagemaker x.sagemaker-runtime.Invoke",
    ]);
    expect(emitter.unregister("x.runtime.sagemaker", emitter.list()[1]?.handler ?? (() => {}))).toBe(true);
  });
});

describe("emitting", () => {
  test("is synchronous until a handler returns a promise, and each handler is finished before the next starts", async () => {
    const emitter = new Emitter();
    const order: string[] = [];
    emitter.register("a", () => order.push("1"));
    expect(emitter.emit("a")).toEqual([{ handler: emitter.list()[0]?.handler, response: 1 }]);
    emitter.register("a", async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      order.push("2");
      return "two";
    });
    emitter.register("a", () => order.push("3"));
    const results = emitter.emit("a");
    expect(results).toBeInstanceOf(Promise);
    expect((await results).map(({ response }) => response)).toEqual([2, "two", 4]);
    expect(order).toEqual(["1", "1", "2", "3"]);
  });

  test("handlers get one object with the event's name; the caller's payload is left alone", () => {
    const emitter = new Emitter();
    const payload = Object.freeze({ a: 1, eventName: "mine" });
    emitter.register("x", (event) => event);
    expect(firstResponse(emitter.emit("x.y", payload) as never)).toEqual({ a: 1, eventName: "x.y" });
  });

  test("emitUntilResponse stops at the first response that is neither undefined nor null", async () => {
    const emitter = new Emitter();
    const ran: string[] = [];
    for (const [name, response] of [
      ["a", undefined],
      ["b", null],
      ["c", 0],
      ["d", 1],
    ] as const) {
      emitter.register("x", () => {
        ran.push(name);
        return response;
      });
    }
    expect(emitter.emitUntilResponse("x")).toMatchObject({ response: 0 });
    expect(ran).toEqual(["a", "b", "c"]);
    expect(emitter.emitUntilResponse("y")).toBeUndefined();
    emitter.registerFirst("x", async () => "first");
    expect(await emitter.emitUntilResponse("x")).toMatchObject({ response: "first" });
  });

  test("firstResponse finds the first response of emit's results, or the fallback", () => {
    const handler = (): void => {};
    expect(
      firstResponse([
        { handler, response: null },
        { handler, response: false },
        { handler, response: 1 },
      ]),
    ).toBe(false);
    expect(firstResponse([{ handler, response: undefined }], "blue")).toBe("blue");
    expect(firstResponse([])).toBeUndefined();
  });

  test("what a handler throws ends the emission and is thrown", async () => {
    const emitter = new Emitter();
    const later = vi.fn();
    const error = new Error("mine");
    emitter.register("x", () => {
      throw error;
    });
    emitter.register("x", later);
    expect(() => emitter.emit("x")).toThrow(error);
    emitter.registerFirst("x", async () => {
      throw error;
    });
    await expect(emitter.emit("x")).rejects.toBe(error);
    expect(later).not.toHaveBeenCalled();
  });

  test("handlers registered or removed while an event is emitted change the next emission", () => {
    const emitter = new Emitter();
    const ran: string[] = [];
    emitter.register("x", () => {
      ran.push("1");
      off();
      emitter.register("x", () => ran.push("3"), { uniqueId: "3" });
    });
    const off = emitter.register("x", () => ran.push("2"));
    emitter.emit("x");
    emitter.emit("x");
    expect(ran).toEqual(["1", "2", "1", "3"]);
  });

  test("look-ups stay right through 3,000 distinct names and the registrations between them", () => {
    const emitter = new Emitter();
    emitter.register("a.*", () => "star");
    for (let i = 0; i < 3000; i++) emitter.emit(`a.${i}`);
    const off = emitter.register("a.7", () => "seven");
    emitter.register("b.{7,8}", () => "glob");
    const of = (name: string): unknown[] =>
      (emitter.emit(name) as readonly HandlerResult[]).map(({ response }) => response);
    expect([of("a.7"), of("a.2999"), of("b.8")]).toEqual([["star", "seven"], ["star"], ["glob"]]);
    off();
    expect(of("a.7")).toEqual(["star"]);
  });
});

describe("taking registrations back", () => {
  test("by the returned function, once, and with `using`", () => {
    const emitter = new Emitter();
    const off = emitter.register("x", () => "1");
    expect([off(), off()]).toEqual([true, false]);
    {
      using scoped = emitter.register("x", () => "2");
      void scoped;
      expect(emitter.list()).toHaveLength(1);
    }
    expect(emitter.list()).toHaveLength(0);
  });

  test("by handler: the first of its registrations under that very pattern; it says whether there was one", () => {
    const emitter = new Emitter();
    const handler = (): void => {};
    emitter.register("x.y", handler);
    emitter.registerFirst("x.y", handler);
    expect(emitter.unregister("x", handler)).toBe(false);
    expect(emitter.unregister("x.*", handler)).toBe(false);
    expect(emitter.unregister("x.y", () => {})).toBe(false);
    expect(emitter.unregister("x.y", handler)).toBe(true);
    expect(emitter.list()).toMatchObject([{ section: "middle" }]);
  });

  test("40,000 of one pattern, from either end, without a walk through all the others for each", () => {
    const emitter = new Emitter();
    for (const order of ["first to last", "last to first"]) {
      const offs = Array.from({ length: 40_000 }, () => emitter.register("x.y", () => {}));
      for (const off of order === "first to last" ? offs : offs.reverse()) off();
      expect(emitter.list()).toEqual([]);
    }
  });

  test("more handlers of one pattern run than a call takes arguments", () => {
    const emitter = new Emitter();
    const handler = vi.fn();
    for (let i = 0; i < 130_000; i++) emitter.register("x", handler);
    emitter.emit("x");
    expect(handler).toHaveBeenCalledTimes(130_000);
  });

  test("once: before the handler runs, so that overlapping emissions run it once", async () => {
    const emitter = new Emitter();
    const ran = vi.fn(async () => {});
    emitter.register("x", ran, { once: true });
    await Promise.all([emitter.emit("x"), emitter.emit("x")]);
    expect(ran).toHaveBeenCalledTimes(1);
    expect(emitter.list()).toEqual([]);
  });

  test("by an AbortSignal, also in copies; nothing is registered for one that has aborted", () => {
    const emitter = new Emitter();
    const controller = new AbortController();
    emitter.register("x", () => "1", { signal: controller.signal });
    const copy = emitter.copy();
    controller.abort();
    expect([emitter.list(), copy.list()]).toEqual([[], []]);
    emitter.register("x", () => "1", { signal: controller.signal });
    expect(emitter.list()).toEqual([]);
  });
});

describe("the listeners of an AbortSignal", () => {
  test("go with their registrations, however these are taken back", () => {
    const emitter = new Emitter();
    const { signal } = new AbortController();
    const handler = (): void => {};
    const options = { signal };
    const off = emitter.register("a", handler, options);
    emitter.register("b", handler, options);
    emitter.register("c", handler, { ...options, once: true });
    emitter.register("d", handler, { ...options, uniqueId: "id" });
    const offPlugin = emitter.use({
      name: "p",
      register: (events) => void events.register("e" as string, handler, options),
    });
    expect(getEventListeners(signal, "abort")).toHaveLength(5);
    off();
    emitter.unregister("b", handler);
    emitter.emit("c");
    emitter.unregister("d", { uniqueId: "id" });
    offPlugin();
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  test("are gone once it has aborted", () => {
    const emitter = new Emitter();
    const controller = new AbortController();
    emitter.register("x", () => {}, { signal: controller.signal });
    controller.abort();
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
  });
});

describe("unique ids", () => {
  test("a second registration under an id is none, whatever its pattern; unregister frees the id", () => {
    const emitter = new Emitter();
    emitter.register("x", () => "1", { uniqueId: "id" });
    const off = emitter.register("y", () => "2", { uniqueId: "id" });
    expect(emitter.list()).toHaveLength(1);
    expect(off()).toBe(false);
    expect(emitter.unregister("y", { uniqueId: "id" })).toBe(false);
    expect(emitter.unregister("x", { uniqueId: "id" })).toBe(true);
    expect(emitter.unregister("x", { uniqueId: "id" })).toBe(false);
    emitter.register("y", () => "2", { uniqueId: "id" });
    expect(emitter.list()).toMatchObject([{ pattern: "y", uniqueId: "id" }]);
  });

  test("with a count the handler goes with the last registration", () => {
    const emitter = new Emitter();
    const uniqueId = Symbol("counted");
    const counted = { uniqueId, uniqueIdUsesCount: true };
    const offs = [1, 2, 3].map(() => emitter.register("x", () => "1", counted));
    expect(emitter.list()).toHaveLength(1);
    expect(offs[0]?.()).toBe(true);
    expect(offs[0]?.()).toBe(false);
    expect(emitter.unregister("x", counted)).toBe(true);
    expect(emitter.list()).toHaveLength(1);
    expect(offs[1]?.()).toBe(true);
    expect(emitter.list()).toHaveLength(0);
  });

  test("counted both ways is an error that says what to write", () => {
    const emitter = new Emitter();
    emitter.register("x", () => {}, { uniqueId: "plain" });
    emitter.register("x", () => {}, { uniqueId: "counted", uniqueIdUsesCount: true });
    expect(() => emitter.register("x", () => {}, { uniqueId: "plain", uniqueIdUsesCount: true })).toThrow(
      /Leave out uniqueIdUsesCount/,
    );
    expect(() => emitter.unregister("x", { uniqueId: "counted" })).toThrow(/uniqueIdUsesCount: true/);
  });
});

describe("copies", () => {
  test("have the same handlers in the same order, and are isolated, counters included", async () => {
    const emitter = named(["x.*", "1"], ["x.{a,b}", "2"], ["x", "3", "First"], ["x", "4", "Last"]);
    const counted = { uniqueId: "id", uniqueIdUsesCount: true };
    emitter.register("x", () => "5", counted);
    const copy = emitter.copy();
    expect(await responses(copy, "x.a")).toEqual(await responses(emitter, "x.a"));
    copy.register("x", () => "6");
    copy.register("x", () => "5", counted);
    emitter.unregister("x", counted);
    expect(await responses(emitter, "x.a")).toEqual(["2", "1", "3", "4"]);
    expect(await responses(copy, "x.a")).toEqual(["2", "1", "3", "5", "6", "4"]);
  });

  test("run a once handler once each", async () => {
    const emitter = new Emitter();
    emitter.register("x", () => "1", { once: true });
    const copy = emitter.copy();
    expect([await responses(emitter, "x"), await responses(copy, "x"), await responses(copy, "x")]).toEqual([
      ["1"],
      ["1"],
      [],
    ]);
  });
});

describe("bad input is refused when it is given", () => {
  test.each([
    ["", "EMPTY_PATTERN", /"before-sign.s3.PutObject"/],
    ["  ", "EMPTY_PATTERN", /a pattern is a string/],
    [undefined, "EMPTY_PATTERN", /not undefined/],
    ["a..b", "EMPTY_SEGMENT", /"a..b" has an empty segment/],
    [".a", "EMPTY_SEGMENT", /empty segment/],
    ["a.", "EMPTY_SEGMENT", /leave the last segments out/],
    [" a.b", "EMPTY_SEGMENT", /the segment " a" of the pattern " a.b" has whitespace around it: write "a"/],
    ["a. b", "EMPTY_SEGMENT", /write "b"/],
    ["a.b\n", "EMPTY_SEGMENT", /"b\\n" of the pattern/],
    ["a. ", "EMPTY_SEGMENT", /write "\*"/],
    ["a.{b", "INVALID_GLOB", /"{b" in the pattern "a.{b" has an unpaired "{"/],
    ["a.[b", "INVALID_GLOB", /unpaired "\["/],
    ["a.!b*", "INVALID_GLOB", /Write "!\(b\*\)"/],
    ["a.b)", "INVALID_GLOB", /unpaired "\)"/],
  ])("the pattern %o: %s", (pattern, code, message) => {
    const emitter = new Emitter();
    const handler = (): void => {};
    for (const refusing of [
      () => emitter.register(pattern as string, handler),
      () => emitter.unregister(pattern as string, handler),
      () => emitter.unregister(pattern as string, { uniqueId: "id" }),
    ]) {
      expect(refusing).toThrow(RegistrationError);
      expect(refusing).toThrow(expect.objectContaining({ code }));
      expect(refusing).toThrow(message);
    }
    expect(emitter.list()).toEqual([]);
  });

  test.each<unknown>([undefined, null, 42, ["a"]])("the event name %o", (name) => {
    const emitter = new Emitter();
    for (const refusing of [
      () => emitter.emit(name as string),
      () => emitter.emitUntilResponse(name as string),
      () => emitter.explain(name as string),
    ]) {
      expect(refusing).toThrow(expect.objectContaining({ name: "RegistrationError", code: "EMPTY_PATTERN" }));
      expect(refusing).toThrow("an event's name is a string");
    }
  });

  test.each([
    [{ uniqueID: "x" }, 'has no option "uniqueID" (did you mean "uniqueId"?)'],
    [{ once: 1 }, 'the option "once" must be true or false, not 1'],
    [{ signal: {} }, "must be an AbortSignal, not [object Object]"],
    [{ uniqueId: 1 }, "must be a string or a symbol"],
    ["once", "takes an options object"],
  ])("the options %o", (options, message) => {
    expect(() => new Emitter().register("x", () => {}, options as never)).toThrow(message);
  });

  test("a handler that is no function, options of an emitter, a plugin that is none", () => {
    const emitter = new Emitter();
    expect(() => emitter.register("x", "handler" as never)).toThrow('the handler for "x" is "handler"');
    for (const none of [{}, undefined, null]) {
      expect(() => emitter.unregister("x", none as never)).toThrow(
        expect.objectContaining({
          code: "INVALID_HANDLER",
          message: expect.stringContaining("needs the handler"),
        }),
      );
    }
    expect(() => new Emitter({ alias: {} } as never)).toThrow('did you mean "aliases"?');
    const gzip = (): never => ({}) as never;
    expect(() => emitter.use(gzip as never)).toThrow("call it, as use(gzip())");
    expect(() => emitter.use({ name: "" } as never)).toThrow("name must be a string");
    expect(() => definePlugin({ name: "x" } as never)).toThrow('"x" needs a function register(events)');
    for (const [wrong, described] of [
      [{ config: {} }, "[object Object]"],
      [[], "an array"],
      [Promise.resolve(), "[object Promise]"],
      ["gzip", '"gzip"'],
    ]) {
      expect(() => emitter.use(wrong as never)).toThrow(
        `a plugin is { name, register(events) }, not ${described}`,
      );
    }
  });

  test("members that plugins do not have: a misspelt observer would fail calls", () => {
    const emitter = new Emitter();
    const register = (): void => {};
    expect(() => emitter.use({ name: "x", register, observers: true } as never)).toThrow(
      'the plugin "x" has a member "observers" (did you mean "observer"?): plugins have name, observer, register',
    );
    expect(() => definePlugin({ name: "x", register, observer: "yes" } as never)).toThrow(
      'observer must be true or false, not "yes"',
    );
    class Counter {
      readonly name = "counter";
      seen = 0;
      register(): void {
        this.seen++;
      }
    }
    const counter = new Counter();
    emitter.use(counter);
    expect(counter.seen).toBe(1);
  });

  test("a plugin that registers asynchronously; its own failure is no unhandled rejection", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const register = async (): Promise<void> => {
      throw new Error("no table");
    };
    expect(() => new Emitter().use({ name: "slow", register })).toThrow("must not be asynchronous");
    await new Promise((resolve) => setTimeout(resolve));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("plugins", () => {
  const plugin = (name: string, ...patterns: string[]) =>
    definePlugin({
      name,
      register(events) {
        for (const pattern of patterns) events.register(pattern as string, () => name);
      },
    });

  test("are installed once by name, and removed as one", () => {
    const emitter = new Emitter();
    emitter.register("x", () => "mine");
    const off = emitter.use(plugin("p", "x", "y"));
    expect(emitter.use(plugin("p", "z"))).toBe(off);
    expect(emitter.list()).toMatchObject([{ plugin: undefined }, { plugin: "p" }, { plugin: "p" }]);
    expect([off(), off()]).toEqual([true, false]);
    expect(emitter.list()).toHaveLength(1);
    emitter.use(plugin("p", "z"));
    expect(emitter.list()).toHaveLength(2);
  });

  test("stay when the function of an earlier installation is called again", () => {
    const emitter = new Emitter();
    const off = emitter.use(plugin("p", "x"));
    off();
    const offAgain = emitter.use(plugin("p", "x"));
    expect(off()).toBe(false);
    expect(emitter.list()).toMatchObject([{ plugin: "p" }]);
    expect([offAgain(), emitter.list()]).toEqual([true, []]);
  });

  test("that fail to register leave nothing behind", () => {
    const emitter = new Emitter();
    const broken = definePlugin({
      name: "broken",
      register(events) {
        events.use(plugin("inner", "x"));
        events.register("y" as string, () => {});
        throw new Error("no");
      },
    });
    expect(() => emitter.use(broken)).toThrow("no");
    expect(emitter.list()).toEqual([]);
  });

  test("of plugins remove those too, and copies know what is installed", () => {
    const emitter = new Emitter();
    const off = emitter.use(
      definePlugin({ name: "outer", register: (events) => void events.use(plugin("inner", "x")) }),
    );
    const copy = emitter.copy();
    copy.use(plugin("inner", "x"));
    expect(copy.list()).toHaveLength(1);
    off();
    expect([emitter.list().length, copy.list().length]).toEqual([0, 1]);
  });

  test("that only watch never fail an emission, and what they return is ignored", async () => {
    const errors: unknown[] = [];
    const emitter = new Emitter({
      onObserverError: (error, { eventName, plugin: name }) => errors.push([error, eventName, name]),
    });
    const watcher = definePlugin({
      name: "watcher",
      observer: true,
      register(events) {
        events.register("x" as string, () => "ignored");
        events.register("x" as string, () => {
          throw "sync";
        });
        events.register("x" as string, async () => {
          throw "async";
        });
      },
    });
    emitter.use(watcher);
    emitter.register("x", () => "mine");
    expect(await responses(emitter, "x.y")).toEqual([undefined, undefined, undefined, "mine"]);
    expect(errors).toEqual([
      ["sync", "x.y", "watcher"],
      ["async", "x.y", "watcher"],
    ]);
  });
});

describe("looking inside", () => {
  test("explain tells which handlers an event would run, in order, from where; unmatched, which patterns none has matched", () => {
    const emitter = new Emitter();
    emitter.register("x.y", function handler() {}, { uniqueId: "id" });
    emitter.registerLast("*", () => {});
    emitter.register("typo", () => {});
    expect(emitter.explain("x.y.z")).toMatchObject([
      { pattern: "*", section: "last", handlerName: "(anonymous)", plugin: undefined, uniqueId: undefined },
      { pattern: "x.y", section: "middle", handlerName: "handler", uniqueId: "id" },
    ]);
    expect(emitter.unmatched()).toEqual(["x.y", "*", "typo"]);
    emitter.emit("x");
    expect(emitter.unmatched()).toEqual(["x.y", "typo"]);
    emitter.emit("x.y");
    expect(emitter.unmatched()).toEqual(["typo"]);
    expect(emitter.copy().unmatched()).toEqual(["x.y", "*", "typo"]);
  });

  test("a pattern has matched also where the emission stopped before its handler", async () => {
    const emitter = named(["a.b", "answer"], ["a", "not reached"], ["typo", "X"]);
    expect(emitter.emitUntilResponse("a.b")).toMatchObject({ response: "answer" });
    expect(emitter.unmatched()).toEqual(["typo"]);

    const failing = named(["a", "not reached"], ["typo", "X"]);
    failing.registerFirst("a.b", async () => {
      throw new Error("no");
    });
    await expect(failing.emit("a.b")).rejects.toThrow("no");
    expect(failing.unmatched()).toEqual(["typo"]);
  });
});
