import { EVENT_CATALOGUE, eventsOf } from "@tucuxi/events";
import { expect, it } from "vitest";
import { TARGETS } from "../src/clients.js";
import { EVENT_TYPES, VARIANTS } from "../src/variants.js";

it.each(Object.keys(VARIANTS))("a client does what it is timed for: %s", async (variant) => {
  const name = "CloudWatch PutMetricData";
  const target = TARGETS[name](false);
  const isDone = VARIANTS[variant as keyof typeof VARIANTS](target, name);
  await target.send();
  expect(isDone()).toBe(true);
});

it("attaching adds no entry to a client's middleware stack, and detaching leaves none", () => {
  const { client } = TARGETS["CloudWatch PutMetricData"](false);
  const before = client.middlewareStack.identify();
  const events = eventsOf(client);
  expect(client.middlewareStack.identify()).toEqual(before);
  for (const type of EVENT_TYPES) events.register(type, () => {});
  expect(EVENT_TYPES).toHaveLength(Object.keys(EVENT_CATALOGUE).length - 1);
  events.detach();
  expect(client.middlewareStack.identify()).toEqual(before);
});
