import { EVENT_CATALOGUE } from "@tucuxi/events";
import { beforeAll, expect, it } from "vitest";
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
  "a handler of %s takes no entry but for the place next to the request handler",
  (type) => {
    const isNextToRequestHandler = type === "before-send" || type === "before-parse";
    expect(entries.get(`a handler of ${type}`)).toBe(isNextToRequestHandler ? 1 : 0);
  },
);

it("handlers of all events take one entry", () => {
  expect(entries.get("all events")).toBe(1);
  expect(entries.get("attached, with cacheMiddleware")).toBe(1);
});
