import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ClientEventType } from "../../src/index.js";
import recorded from "./event-traces.json" with { type: "json" };
import { COUNTERPARTS, type Counterpart } from "./payload-fields.js";
import { TRACE_SCENARIOS } from "./trace-scenarios.js";

interface RecordedScenario {
  readonly events: readonly (readonly [eventName: string, keywords: readonly string[]])[];
  readonly error: string | null;
  readonly requests: readonly { readonly method: string; readonly path: string }[];
}

/** The file's arrays are pairs; JSON modules are typed as arrays of either. */
const recordings = new Map(
  Object.entries(recorded.scenarios as unknown as Readonly<Record<string, RecordedScenario>>),
);

/**
 * Where SDK v3 makes botocore's behaviour impossible, or has another by design. All else is equal.
 */
const EXCEPTIONS: Readonly<
  Record<string, { readonly reason: string; events?(expected: readonly string[]): string[]; fails?: boolean }>
> = {
  "s3 presign get": {
    reason:
      "SDK v3 serializes a whole request to presign it, so before-call and request-created are emitted; botocore builds no request before it signs",
    events: ([params, build, endpoint, ...signing]) =>
      [
        params,
        build,
        endpoint,
        "before-call.s3.GetObject",
        "request-created.s3.GetObject",
        ...signing,
      ].filter((name) => name !== undefined),
  },
  "unparseable 200 body": {
    reason:
      "botocore's JSON parser takes a body that is no JSON for an empty output; SDK v3 throws a SyntaxError",
    fails: true,
  },
};

let inspector: Inspector;
beforeAll(async () => {
  inspector = await startInspector();
});
beforeEach(() => inspector.clear());
afterAll(() => inspector.close());

it("plays every recorded scenario", () => {
  expect(Object.keys(TRACE_SCENARIOS)).toEqual([...recordings.keys()]);
});

describe.each([...recordings])(`as ${recorded.recorded_from} does, %s`, (name, recording) => {
  const exception = EXCEPTIONS[name];
  const botocoreEvents = recording.events.map(([eventName]) => eventName);
  const expectedEvents = exception?.events?.(botocoreEvents) ?? botocoreEvents;
  const fails = exception?.fails ?? recording.error !== null;

  it(`emits the same events in the same order${exception?.events ? `, except that ${exception.reason}` : ""}`, async () => {
    const { eventNames } = await play(name);
    expect(eventNames).toEqual(expectedEvents);
  });

  it(`${fails ? "fails" : "succeeds"}${exception?.fails ? `, since ${exception.reason}` : ""}`, async () => {
    const { error } = await play(name);
    expect(error !== undefined, String(error)).toBe(fails);
  });

  it("sends as many requests, none more and none less", async () => {
    await play(name);
    expect(inspector.requests.map(({ method }) => method)).toEqual(
      recording.requests.map(({ method }) => method),
    );
  });

  it("gives handlers a field for each of botocore's keyword arguments", async () => {
    const { payloads } = await play(name);
    for (const [eventName, keywords] of recording.events) {
      const type = eventName.split(".")[0] as ClientEventType;
      const fields = keywords.map((keyword) => fieldOf(type, keyword)).filter((field) => field !== undefined);
      expect(Object.keys(payloads.get(eventName) ?? {}), eventName).toEqual(expect.arrayContaining(fields));
    }
  });
});

/** The field for a keyword argument; a keyword that the table does not know fails the test. */
function fieldOf(type: ClientEventType, keyword: string): string | undefined {
  const counterpart: Counterpart | undefined = COUNTERPARTS[type][keyword];
  expect(counterpart, `${type} has a keyword argument "${keyword}"`).toBeDefined();
  return counterpart !== undefined && "field" in counterpart ? counterpart.field : undefined;
}

/** Plays a scenario and records its events before all other handlers see them. */
async function play(name: string) {
  const scenario = TRACE_SCENARIOS[name];
  if (scenario === undefined) throw new Error(`no scenario plays "${name}"`);
  inspector.clear();
  inspector.respond(...(scenario.respond ?? []));
  const eventNames: string[] = [];
  const payloads = new Map<string, object>();
  const stage = {
    inspector,
    attach: (events: Parameters<typeof recordOn>[0]) => recordOn(events, eventNames, payloads),
  };
  const error = await scenario.play(stage).then(
    () => undefined,
    (thrown: unknown) => thrown ?? "threw nothing",
  );
  return { eventNames, payloads, error };
}

function recordOn(
  events: { registerFirst(pattern: "*", handler: (event: { eventName: string }) => void): unknown },
  eventNames: string[],
  payloads: Map<string, object>,
): void {
  events.registerFirst("*", function record(event) {
    eventNames.push(event.eventName);
    payloads.set(event.eventName, event);
  });
}
