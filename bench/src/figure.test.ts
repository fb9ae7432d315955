import { expect, it } from "vitest";
import { combined, median, verdictOf } from "./figure.js";

it("the median is the number in the middle, or between the two there", () => {
  expect([median([3, 1, 100]), median([4, 1, 2, 100])]).toEqual([3, 3]);
  expect(() => median([])).toThrow(RangeError);
});

it("a figure is the median of its processes", () => {
  const figures = [1.2, 1, 1.1].map((value) => [{ what: "send", value, atMost: 1.05 }]);
  expect(combined(figures)).toEqual([
    { what: "send", value: 1.1, atMost: 1.05, spread: expect.closeTo(0.1) },
  ]);
});

it("a figure over its bar is missed, unless its processes differ by more", () => {
  const figure = { what: "send", value: 1.1, atMost: 1.05 };
  expect(verdictOf(figure)).toBe("MISSED");
  expect(verdictOf({ ...figure, spread: 0.06 })).toBe("noise");
  expect(verdictOf({ ...figure, atMost: 1.1 })).toBe("ok");
});
