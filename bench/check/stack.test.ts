import { EVENT_CATALOGUE } from "@tucuxi/events";
import { beforeAll, expect, it } from "vitest";
import { BARS } from "../src/bars.js";
import { measured } from "./measured.js";

let entries: ReadonlyMap<string, number>;

beforeAll(async () => {
  const figures = await measured("stack/program");
  entries = new Map([...figures].map(([what, { median }]) => [what, median]));
});

it("attaching puts nothing into a client's middleware stack, and detaching leaves nothing", () => {
  expect(entries.get("attached")).toBe(0);
  expect(entries.get("detached again")).toBe(0);
});

it.each(Object.keys(EVENT_CATALOGUE).filter((type) => type !== "creating-client-class"))(
  "a handler of %s takes few entries",
  (type) => {
    expect(entries.get(`a handler of ${type}`)).toBeGreaterThanOrEqual(1);
    expect(entries.get(`a handler of ${type}`)).toBeLessThanOrEqual(BARS.entriesOfEvent.atMost);
  },
);

it("handlers of all events share their entries", () => {
  expect(entries.get("all events")).toBeLessThanOrEqual(BARS.entriesOfAllEvents.atMost);
});
