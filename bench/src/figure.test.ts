import { expect, it } from "vitest";
import { type Figure, noiseOf, verdictOf } from "./figure.js";

const BAR = { of: "ratio", atMost: 1.01 } as const;

function figure(ratio: number, more: Partial<Figure> = {}): Figure {
  return { group: "send", what: "attached", median: 100, unit: "µs", ratio, ...more };
}

it("holds a ratio or a median against its bar, which may be met exactly", () => {
  expect(verdictOf(figure(1.01, { bar: BAR }), [])).toBe("ok");
  expect(verdictOf(figure(1.011, { bar: BAR }), [])).toBe("MISSED");
  expect(verdictOf(figure(9, { bar: { of: "median", atMost: 100 } }), [])).toBe("ok");
  expect(verdictOf(figure(9, { bar: { of: "median", atMost: 99 } }), [])).toBe("MISSED");
});

it("has nothing to say of a figure without a bar", () => {
  expect(verdictOf(figure(9), [])).toBeUndefined();
});

it("a ratio that was not measured misses its bar", () => {
  const { ratio: _, ...unmeasured } = figure(1, { bar: BAR });
  expect(verdictOf(unmeasured, [])).toBe("MISSED");
});

it("calls it noise where a ratio is over its bar by less than the same thing differs from itself", () => {
  const noise = figure(0.996, { what: "bare", isNoise: true });
  expect(verdictOf(figure(1.013, { bar: BAR }), [noise])).toBe("noise");
  expect(verdictOf(figure(1.015, { bar: BAR }), [noise])).toBe("MISSED");
});

it("takes the noise of a figure from its own group alone", () => {
  const elsewhere = figure(1.5, { group: "emit", isNoise: true });
  expect(noiseOf(figure(1), [elsewhere])).toBe(0);
  expect(noiseOf(figure(1), [elsewhere, figure(1.25, { isNoise: true })])).toBe(0.25);
});

it("takes a figure's processes for noise too, where they are further apart", () => {
  const noise = figure(1.001, { isNoise: true });
  const apart = figure(1.02, { bar: BAR, ratios: [1.003, 1.02, 1.033] });
  expect(noiseOf(apart, [noise])).toBeCloseTo(0.015);
  expect(verdictOf(apart, [noise])).toBe("noise");
  expect(verdictOf({ ...apart, ratios: [1.019, 1.02, 1.021] }, [noise])).toBe("MISSED");
});
