import { beforeAll, expect, it } from "vitest";
import type { Figure } from "../src/figure.js";
import { measured } from "./measured.js";

let bundles: ReadonlyMap<string, Figure>;
const size = (what: string): number => bundles.get(what)?.median ?? Number.NaN;

beforeAll(async () => {
  bundles = await measured("size/bundling");
});

// More than its bar, which the page on performance is about: here so that nobody adds to it unseen.
const CORE = 20_000;

it("the core does not grow, minified and gzipped, without minimatch", () => {
  expect(size("@tucuxi/events without minimatch")).toBeLessThanOrEqual(CORE);
});

it("minimatch is all that the core brings along", () => {
  const together = size("@tucuxi/events");
  expect(together).toBeLessThan(size("@tucuxi/events without minimatch") + size("minimatch") + 500);
});

it("a program that uses the emitter alone has nothing of the SDK's binding in its bundle", () => {
  expect(size("Emitter alone, without minimatch")).toBeLessThan(
    0.6 * size("@tucuxi/events without minimatch"),
  );
});

it("a program with a handler gains no more than the core and minimatch", () => {
  const client = size("a program with a CloudWatch client");
  expect(size("the program with a handler") - client).toBeLessThan(size("@tucuxi/events") + 500);
});

it("a plugin adds less than 5 kB", () => {
  expect(size("the program with gzip()") - size("the program with a handler")).toBeLessThan(5000);
});
