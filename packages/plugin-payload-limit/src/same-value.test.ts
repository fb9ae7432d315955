import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyOf } from "./copy.js";
import { sameValue } from "./same-value.js";

/** Plain data, as parameters are. */
const data = fc.anything({ withDate: false, withBigInt: true, withTypedArray: false, withSet: false });

describe("a copy of parameters", () => {
  it("is the same as what it was made of, whatever that is", () => {
    fc.assert(fc.property(data, (value) => sameValue(copyOf(value), value)));
  });

  it("has the members of an attribute called __proto__", () => {
    const value: unknown = JSON.parse('{"__proto__": {"S": "a"}}');
    expect(JSON.stringify(copyOf(value))).toBe('{"__proto__":{"S":"a"}}');
  });

  it("shares no object or list with it", () => {
    const value = { list: [{ deep: { deeper: [1] } }] };
    const copy = copyOf(value);
    value.list[0]?.deep.deeper.push(2);
    expect(copy).toEqual({ list: [{ deep: { deeper: [1] } }] });
  });

  it("shares bytes, dates and sets, which are not copied", () => {
    const value = { bytes: new Uint8Array(3), date: new Date(0), set: new Set([1]) };
    const copy = copyOf(value);
    expect([copy.bytes === value.bytes, copy.date === value.date, copy.set === value.set]).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe("two values of plain data", () => {
  it.each([
    [{ a: 1, b: undefined }, { a: 1 }],
    [
      { b: [1, { c: 2 }], a: 1 },
      { a: 1, b: [1, { c: 2 }] },
    ],
    [new Uint8Array([1, 2]), Buffer.from([1, 2])],
    [new Set(["a"]), new Set(["a"])],
    [Number.NaN, Number.NaN],
  ])("%j and %j are the same", (one, other) => {
    expect(sameValue(one, other)).toBe(true);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [[1, 2], [1]],
    [new Uint8Array([1, 2]), new Uint8Array([1, 3])],
    [new Uint8Array([1]), new Uint8Array([1, 1])],
    [new Uint8Array([1]), { 0: 1 }],
    [new Set(["a"]), new Set(["b"])],
    [1, "1"],
    [null, {}],
    [{ toString: 1 }, { valueOf: 1 }],
  ])("%j and %j are not", (one, other) => {
    expect([sameValue(one, other), sameValue(other, one)]).toEqual([false, false]);
  });
});
