import { expect, it } from "vitest";
import { parsePeriod, parseRate } from "./period.js";

it.each([
  ["500ms", 500],
  ["s", 1000],
  ["1s", 1000],
  ["10s", 10_000],
  ["m", 60_000],
  ["24h", 86_400_000],
  ["25h", undefined],
  ["0s", undefined],
  ["1d", undefined],
  ["1.5s", undefined],
  ["-1s", undefined],
  ["1", undefined],
  ["", undefined],
])("the period %o has %o ms", (text, period) => {
  expect(parsePeriod(text)).toBe(period);
});

it.each([
  ["40/s", { units: 40, period: 1000 }],
  ["1/500ms", { units: 1, period: 500 }],
  ["1000/5m", { units: 1000, period: 300_000 }],
  ["0/s", undefined],
  ["40", undefined],
  ["40/", undefined],
  ["forty/s", undefined],
  ["40 / s", undefined],
])("the rate %o is %o", (text, rate) => {
  expect(parseRate(text)).toEqual(rate);
});
