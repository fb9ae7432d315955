import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

describe(`goes as with ${recordedFrom}`, () => {
  it.each(Object.entries(SCENARIOS))("%s", async (name, scenario) => {
    const trace = traces.get(name);
    if (trace === undefined) throw new Error(`"${name}" is not recorded: run pnpm parity:record`);
    expect(await callDifferences(scenario, trace, endpoint)).toEqual([]);
  });
});
