import { NumberValue } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { valueKey } from "./value-key.js";

describe("two values of plain data mean the same", () => {
  it.each([
    [{ a: 1, b: undefined }, { a: 1 }],
    [
      { b: [1, { c: 2 }], a: 1 },
      { a: 1, b: [1, { c: 2 }] },
    ],
    [new Uint8Array([1, 2]), Buffer.from([1, 2])],
    [new Set(["a", "b"]), new Set(["b", "a"])],
    [{ S: { SS: ["a", "b"] } }, { S: { SS: ["b", "a"] } }],
    [{ n: { N: "-01.50" } }, { n: { N: "-15e-1" } }],
    [{ n: { N: "0.00" } }, { n: { N: "0" } }],
    [{ n: { NS: ["1", "2.0"] } }, { n: { NS: ["2", "1.0"] } }],
    [5n, 5],
    [Number.NaN, Number.NaN],
    [NumberValue.from("1.50"), 1.5],
    [new Set([NumberValue.from("12")]), new Set([12n])],
    [new Map([["a", new Map([["b", 1]])]]), { a: { b: 1 } }],
    [
      { text: "", bytes: new Uint8Array(), set: new Set() },
      { text: null, bytes: null, set: null },
    ],
    [[1, undefined, () => {}], [1]],
    [{ a: 1, b: () => {} }, { a: 1 }],
  ])("%o and %o", (one, other) => {
    expect(valueKey(one)).toBe(valueKey(other));
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [[1, 2], [1]],
    [
      [1, 2],
      [2, 1],
    ],
    [[12], [1, 2]],
    [new Uint8Array([1, 2]), new Uint8Array([1, 3])],
    [new Uint8Array([1]), new Uint8Array([1, 1])],
    [new Uint8Array([1]), { 0: 1 }],
    [new Set(["a"]), new Set(["b"])],
    [new Set(["a"]), ["a"]],
    [1, "1"],
    [10, 1],
    [{ N: "1" }, { S: "1" }],
    [NumberValue.from("1"), NumberValue.from("2")],
    [new Map([["a", 1]]), new Map([["a", 2]])],
    [null, {}],
    [null, "null"],
    [{ a: "b,c" }, { a: "b", c: "c" }],
    [{ toString: 1 }, { valueOf: 1 }],
  ])("not %o and %o", (one, other) => {
    expect(valueKey(one)).not.toBe(valueKey(other));
  });

  it("a number however it is written: by the same rules as JavaScript's own numbers", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e15, max: 1e15 }),
        fc.integer({ min: 0, max: 12 }),
        (digits, places) => {
          const number = Number(`${digits}e-${places}`);
          expect(valueKey({ N: `${digits}e-${places}` })).toBe(valueKey({ N: String(number) }));
          expect(valueKey({ N: number.toFixed(places) })).toBe(valueKey({ N: `${digits}e-${places}` }));
        },
      ),
    );
  });
});
