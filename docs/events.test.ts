import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE } from "@tucuxi/events";
import { expect, test } from "vitest";

test("the table of events is the catalogue: every event, in order, with how often and its payload", async () => {
  const page = await readFile(new URL("./events.md", import.meta.url), "utf8");
  const rows = [...page.matchAll(/^\| `([a-z-]+)` +\| (\w+) +\| (.*?) +\| (`.*`) +\|$/gm)].map(
    ([, type, per, returned, payload]) => ({
      type,
      per,
      isIgnored: returned === "ignored",
      payload: payload?.match(/\w+/g),
    }),
  );
  expect(rows).toEqual(
    Object.entries(EVENT_CATALOGUE).map(([type, { per, returned, payload }]) => ({
      type,
      per,
      isIgnored: returned === "ignored",
      payload: [...payload],
    })),
  );
});
