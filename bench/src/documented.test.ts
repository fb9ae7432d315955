import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CASES } from "./cases.js";
import { PAGE, recordedResults } from "./documented.js";
import { withTables } from "./markdown.js";

const page = readFileSync(PAGE, "utf8");

it("the performance page has the numbers of the recorded run, and no others", () => {
  expect(page).toBe(withTables(page, recordedResults()));
});

it("the performance page has a table for each case", () => {
  const documented = [...page.matchAll(/<!-- bench: (\w+),/g)].map(([, name]) => name);
  expect(page).toContain("<!-- bench: run -->");
  expect(documented).toEqual(CASES.map(({ name }) => name));
});
