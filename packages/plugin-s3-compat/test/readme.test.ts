import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE, eventsOf } from "@tucuxi/events";
import { expect, it } from "vitest";
import { S3_NEEDS, s3Compat } from "../src/index.js";
import { StrictStore } from "./strict-store.js";
import { TABLES, withTables } from "./tables.js";

const readme = await text("../README.md");

function text(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), "utf8");
}

it("the README's programs are examples, which are run as tests", async () => {
  const programs = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, program]) => program);
  expect(programs).toEqual([
    await text("../../../examples/src/s3-compat.ts"),
    await text("../../../examples/src/s3-compat-switches.ts"),
  ]);
});

it("the README says of stores what the table of needs says (`tsx test/tables.ts` makes it anew)", () => {
  const unaligned = (page: string) => page.replace(/ +/g, " ").replace(/-{3,}/g, "---");
  for (const table of Object.values(TABLES)) expect(unaligned(readme)).toContain(unaligned(table));
  expect(unaligned(withTables(readme))).toBe(unaligned(readme));
});

it("the README's table of switches has all of them, and so has the table of needs", () => {
  const [, table = ""] = /## Options\n.*?\n(\| switch.*?)\n\n/s.exec(readme) ?? [];
  const switches = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
  // The message for a switch that does not exist lists those that do.
  expect(() => s3Compat({ "": 1 } as object)).toThrow(`it takes ${switches.join(", ")}`);
  expect(new Set(S3_NEEDS.flatMap(({ set }) => Object.keys(set)))).toEqual(new Set(switches));
});

it("the README has the handlers of each event", async () => {
  await using store = await StrictStore.start();
  const events = eventsOf(store.client());
  events.use(
    s3Compat({
      checksums: "header",
      trailers: false,
      contentMd5: true,
      presignChecksums: false,
      responseChecksums: false,
      completeChecksums: false,
      xId: false,
      expect: false,
      signAcceptEncoding: false,
      listEncoding: "url",
      xmlContentType: "text/xml",
      addressing: "path",
    }),
  );
  const registered: Record<string, string[]> = {};
  for (const { pattern, handlerName } of events.list()) {
    const [event = ""] = pattern.split(".");
    registered[event] = [...(registered[event] ?? []), handlerName];
  }
  const [, section = ""] = /^## Events\n(.*?)\n## /ms.exec(readme) ?? [];
  const rows = [...section.matchAll(/^\| `(\S+)` +\| (.*?)\|$/gm)].map(([, event = "", handlers = ""]) => [
    event,
    [...handlers.matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(),
  ]);
  const expected = Object.entries(registered).map(([event, handlers]) => [event, handlers.sort()]);
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
  expect(Object.keys(EVENT_CATALOGUE)).toEqual(expect.arrayContaining(Object.keys(registered)));
});
