import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { SCENARIOS } from "../src/calls/scenarios/index.js";
import { DIFFERENCES } from "../src/emitter/differences.js";

const page = await readFile(new URL("../../docs/differences.md", import.meta.url), "utf8");
/** As it is read: a line may end anywhere. */
const text = page.replaceAll(/\s+/g, " ");

it("gives every wanted difference of the emitter a heading, and no other", () => {
  const headings = [...page.matchAll(/^### .*\(`([\w-]+)`\)$/gm)].map(([, id]) => id);
  expect(headings).toEqual(Object.keys(DIFFERENCES));
});

it("gives the reason of every scenario's exception", () => {
  const reasons = new Set(Object.values(SCENARIOS).flatMap(({ except }) => except?.because ?? []));
  for (const reason of reasons) expect(text).toContain(reason);
});
