import { expect, it } from "vitest";
import { CASES } from "./cases.js";
import { parseCommandLine } from "./command-line.js";

const names = (...args: string[]): string[] => {
  const selection = parseCommandLine(args, CASES);
  if (typeof selection === "string") throw new Error("a text to show");
  return selection.units.map(({ name }) => name);
};

it("selects everything without a name, else what begins with one", () => {
  const all = parseCommandLine(["--list"], CASES);
  expect(names().join("\n")).toBe(all);
  expect(names("gzip/stream", "stack")).toEqual(["gzip/stream/zlib", "gzip/stream/plugin", "stack/entries"]);
});

it("no two units have the same name", () => {
  expect(new Set(names()).size).toBe(names().length);
});

it("refuses a name that nothing begins with, and an option that there is not", () => {
  expect(() => names("sned")).toThrow('no name begins with "sned"');
  expect(() => names("--quick")).toThrow("--quick");
});

it("takes a file for the figures", () => {
  expect(parseCommandLine(["--out", "figures.json", "stack"], CASES)).toMatchObject({ out: "figures.json" });
});
