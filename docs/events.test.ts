import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE, type EventType } from "@tucuxi/events";
import type { ResponseStep } from "@tucuxi/inspector";
import { beforeAll, expect, test } from "vitest";
import { callDiagram } from "./src/call-diagram.js";
import { eventDocstrings } from "./src/event-docstrings.js";
import { eventsPage } from "./src/events-page.js";
import { exampleOutput } from "./src/example-output.js";
import { type PlayedCall, playCall } from "./src/played-call.js";

/** What the endpoint answers the programs that say so; the others get a success, and one has no endpoint. */
const ANSWERS: Partial<Record<EventType, readonly ResponseStep[] | null>> = {
  "before-endpoint-resolution": null,
  "request-created": ["500"],
  "response-received": ["throttle", { body: '{"TableNames":["orders"]}' }],
  "needs-retry": ["404:NoSuchKey"],
  "after-call": ["404:ResourceNotFoundException"],
  "after-call-error": ["drop"],
};

let success: PlayedCall;
let failure: PlayedCall;

beforeAll(async () => {
  success = await playCall("200");
  failure = await playCall("drop");
});

test("the docstrings have each event of the catalogue, in order, with its payload and what is done with a returned value", () => {
  const described = [...eventDocstrings()].map(([type, { members, returned }]) => ({
    type,
    payload: members.map(({ name }) => name),
    isIgnored: returned === undefined,
  }));
  expect(described).toEqual(
    Object.entries(EVENT_CATALOGUE).map(([type, { payload, returned }]) => ({
      type,
      payload: [...payload],
      isIgnored: returned === "ignored",
    })),
  );
});

// `pnpm docs:update` writes what these two compare.
test("the reference is what the catalogue, the docstrings, the programs and a call through the SDK's stack say", async () => {
  const page = await readFile(new URL("./events.md", import.meta.url), "utf8");
  const output = (type: EventType): Promise<string> => exampleOutput(`events/${type}.ts`, ANSWERS[type]);
  await expect(await eventsPage(page, { success, failure, output })).toMatchFileSnapshot("./events.md");
});

test("the picture of a call is what a call was seen to do", async () => {
  await expect(callDiagram(success, failure)).toMatchFileSnapshot("./pictures/call.svg");
});
