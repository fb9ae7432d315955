import { expect, it } from "vitest";
import { median } from "./statistics.js";

it("the median is the number in the middle, or between the two there", () => {
  expect(median([3, 1, 100])).toBe(3);
  expect(median([4, 1, 2, 100])).toBe(3);
  expect(median([7])).toBe(7);
});

it("the numbers stay in their order", () => {
  const values = [3, 1, 2];
  median(values);
  expect(values).toEqual([3, 1, 2]);
});

it("no numbers have no median", () => {
  expect(() => median([])).toThrow(RangeError);
});
