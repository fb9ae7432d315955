import { beforeAll, expect, it } from "vitest";
import type { Figure } from "../src/figure.js";
import { measured } from "./measured.js";

// Ratios of two times of the same run. The margins are wide: what grows with the number of patterns, which is a
// thousand times as great, would be far beyond them.
let figures: ReadonlyMap<string, Figure>;
const ratio = (what: string): number => figures.get(what)?.ratio ?? Number.NaN;

beforeAll(async () => {
  figures = await measured("growth/patterns", "10000");
});

it("10,000 other patterns do not slow down an emission", () => {
  expect(ratio("emit")).toBeLessThan(3);
});

it("10,000 other patterns do not slow down the first emission of a name", () => {
  expect(ratio("emit, a new name each time")).toBeLessThan(3);
});

it("registering does not take longer with each pattern that is there already", () => {
  expect(ratio("register, each")).toBeLessThan(10);
});

it("a pattern takes less than 4 kB", () => {
  expect(figures.get("memory, each")?.median).toBeLessThan(4000);
});
