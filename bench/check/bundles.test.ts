import { beforeAll, expect, it } from "vitest";
import { checked } from "./checked.js";

let sizes: ReadonlyMap<string, number>;
const size = (what: string): number => sizes.get(what) ?? Number.NaN;

beforeAll(async () => {
  sizes = await checked("size");
});

it("the core without minimatch does not grow, minified and gzipped", () => {
  // `pnpm bench` reports this bar as missed: the error messages alone are 4 kB.
  expect(size("@tucuxi/events, without minimatch")).toBeLessThanOrEqual(25_000);
});

it("a program that uses the emitter alone has nothing of the SDK's binding in its bundle", () => {
  expect(size("Emitter alone, without minimatch")).toBeLessThan(
    0.6 * size("@tucuxi/events, without minimatch"),
  );
});

it("a program with a handler gains no more than the core and minimatch", () => {
  const gained = size("the program with a handler") - size("a program with a CloudWatch client");
  expect(gained).toBeLessThan(size("@tucuxi/events, without minimatch") + size("minimatch") + 500);
});

it("a plugin adds less than 5 kB", () => {
  expect(size("the program with gzip()") - size("the program with a handler")).toBeLessThan(5000);
});
