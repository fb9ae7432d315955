import { afterAll, beforeAll, describe, expect, it } from "vitest";
import earlier from "../../packages/events/test/parity/event-traces.json" with { type: "json" };
import { ScriptedEndpoint } from "../src/calls/endpoint.js";
import { callDifferences, type RecordedCall } from "../src/calls/live-calls.js";
import { SCENARIOS } from "../src/calls/scenarios/index.js";
import { readRecording } from "../src/recording.js";

const { recordedFrom, entries } = await readRecording<RecordedCall>("call-traces");
const traces = new Map(entries.map(({ scenario, trace }) => [scenario, trace]));

let endpoint: ScriptedEndpoint;
beforeAll(async () => {
  endpoint = await ScriptedEndpoint.start();
});
afterAll(() => endpoint[Symbol.asyncDispose]());

it("records every scenario", () => {
  expect([...traces.keys()]).toEqual(Object.keys(SCENARIOS));
});

it("finds botocore as it was when @tucuxi/events was given its event traces", () => {
  for (const [name, { events }] of Object.entries(earlier.scenarios)) {
    expect(traces.get(name)?.events, name).toEqual(events.map(([eventName]) => eventName));
  }
});

describe(`goes as with ${recordedFrom}`, () => {
  it.each(Object.entries(SCENARIOS))("%s", async (name, scenario) => {
    const trace = traces.get(name);
    if (trace === undefined) throw new Error(`"${name}" is not recorded: run pnpm parity:record`);
    expect(await callDifferences(scenario, trace, endpoint)).toEqual([]);
  });
});
