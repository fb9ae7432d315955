import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE, type EventType } from "@tucuxi/events";
import type { ResponseStep } from "@tucuxi/inspector";
import { expect, test } from "vitest";
import { eventDocstrings } from "./src/event-docstrings.js";
import { eventsPage } from "./src/events-page.js";
import { exampleOutput } from "./src/example-output.js";

/** What the endpoint answers the programs that say so; the others get a success, and one has no endpoint. */
const ANSWERS: Partial<Record<EventType, readonly ResponseStep[] | null>> = {
  "before-endpoint-resolution": null,
  "request-created": ["500"],
  "response-received": ["throttle", { body: '{"TableNames":["orders"]}' }],
  "needs-retry": ["404:NoSuchKey"],
  "after-call": ["404:ResourceNotFoundException"],
  "after-call-error": ["drop"],
};

test("the docstrings have each event of the catalogue, in order, and what is done with a returned value", () => {
  const described = [...eventDocstrings()].map(([type, { returned }]) => ({
    type,
    isIgnored: returned === undefined,
  }));
  expect(described).toEqual(
    Object.entries(EVENT_CATALOGUE).map(([type, { returned }]) => ({
      type,
      isIgnored: returned === "ignored",
    })),
  );
});

// `pnpm docs:update` writes what this compares.
test("the reference is what the catalogue, the docstrings and the programs say", async () => {
  const page = await readFile(new URL("./events.md", import.meta.url), "utf8");
  const output = (type: EventType): Promise<string> => exampleOutput(`events/${type}.ts`, ANSWERS[type]);
  await expect(await eventsPage(page, output)).toMatchFileSnapshot("./events.md");
});
