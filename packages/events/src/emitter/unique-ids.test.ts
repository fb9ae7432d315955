import { describe, expect, it } from "vitest";
import { Emitter } from "./emitter.js";

const COUNTED = { uniqueId: "x", uniqueIdUsesCount: true } as const;

describe("a counted unique id that is registered under two patterns", () => {
  it("counts down under either, as botocore does, and its handler goes with the last under its own", () => {
    const emitter = new Emitter();
    const calls: string[] = [];
    const handler = ({ eventName }: { eventName: string }): void => void calls.push(eventName);
    emitter.register("a", handler, COUNTED);
    emitter.register("b", handler, COUNTED);

    expect(emitter.unregister("b", COUNTED)).toBe(true);
    emitter.emit("a");
    expect(calls).toEqual(["a"]);

    expect(emitter.unregister("a", COUNTED)).toBe(true);
    emitter.emit("a");
    expect(calls).toEqual(["a"]);
  });

  it("keeps its handler and its id where the last is taken back under another pattern", () => {
    const emitter = new Emitter();
    const handler = (): void => {};
    emitter.register("a", handler, COUNTED);

    expect(emitter.unregister("b", COUNTED)).toBe(false);
    expect(emitter.explain("a")).toMatchObject([{ handler, uniqueId: "x" }]);
    expect(emitter.unregister("a", COUNTED)).toBe(true);
  });
});
