import { readdir, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { COUNTERPARTS } from "../../../packages/events/test/parity/payload-fields.js";
import { withCode } from "./code-blocks.js";
import { INDEX, PORTING_GUIDE, readIndex, readmeOf, SHOWING_PAGES } from "./pages.js";
import { SCENARIOS } from "./scenarios.js";

const names = [...SCENARIOS.keys()];

it("every recipe is a folder with the original, the port and a README", async () => {
  const folders = (await readdir(new URL(".", INDEX), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name);
  expect(folders.sort()).toEqual([...names, "harness", "porting", "python"].sort());
  for (const name of names) {
    expect(await readdir(new URL(".", readmeOf(name)))).toEqual(["README.md", "recipe.py", "recipe.ts"]);
  }
});

// tsx examples/recipes/harness/update-pages.ts copies them.
it.each(SHOWING_PAGES.map((page) => [page.pathname.split("/").slice(-2).join("/"), page] as const))(
  "%s shows the files as they are",
  async (_, page) => {
    const text = await readFile(page, "utf8");
    expect(text).toBe(await withCode(text, page));
  },
);

it.each(names)("the README of %s shows both and says what to watch for", async (name) => {
  const headings = (await readFile(readmeOf(name), "utf8")).match(/^(## .*|<!-- .* -->)$/gm);
  expect(headings).toEqual([
    "## boto3",
    "<!-- recipe.py -->",
    "## Tucuxi",
    "<!-- recipe.ts -->",
    "## Side by side",
    "## Watch for",
  ]);
});

it("the index lists every recipe, in order", async () => {
  const index = await readIndex();
  expect(index.map(({ name }) => name)).toEqual(names);
  expect(index.map(({ number }) => number)).toEqual(names.map((_, place) => place + 1));
});

it("the porting guide has every keyword argument of botocore's events", async () => {
  const guide = await readFile(PORTING_GUIDE, "utf8");
  let event = "";
  const rows = [
    ...guide.matchAll(/^\| (?:`([a-z-]+)`)? +\| `([a-z_]+)` +\| (?:`(\w+)`|none: see below) +\|$/gm),
  ].map(([, type, argument, field]) => {
    event = type ?? event;
    return [event, argument, field];
  });
  const expected = Object.entries(COUNTERPARTS).flatMap(([type, fields]) =>
    Object.entries(fields).map(([argument, counterpart]) => [
      type,
      argument,
      "field" in counterpart ? counterpart.field : undefined,
    ]),
  );
  expect(rows).toEqual(expected);
});

it("the porting guide shows ten recipes", async () => {
  const guide = await readFile(PORTING_GUIDE, "utf8");
  const shown = [...guide.matchAll(/<!-- \S*recipes\/([\w-]+)\/recipe.ts -->/g)].map(([, name]) => name);
  expect(new Set(shown).size).toBe(10);
});
