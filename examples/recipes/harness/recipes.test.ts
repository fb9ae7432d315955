import { Emitter } from "@tucuxi/events";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readIndex } from "./pages.js";
import { playPort } from "./play-port.js";
import { type Recording, readRecording } from "./recorded.js";
import { SCENARIOS } from "./scenarios.js";
import { openStage, type Stage } from "./stage.js";

let stage: Stage;
let recording: Recording;
let index: Awaited<ReturnType<typeof readIndex>>;

beforeAll(async () => {
  stage = await openStage();
  recording = await readRecording();
  index = await readIndex();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

it("every recipe is recorded", () => {
  expect(Object.keys(recording.recipes)).toEqual([...SCENARIOS.keys()]);
});

describe.each([...SCENARIOS])("%s", (name, scenario) => {
  it("does what its boto3 original did", async () => {
    expect(await stage.observe(scenario, playPort(scenario))).toEqual(recording.recipes[name]);
  });

  // The control: a comparison that a recipe passes without doing anything would compare nothing of it.
  it("does something else without its handlers, which are those of the index", async () => {
    const registering = (["register", "registerFirst", "registerLast"] as const).map((method) =>
      vi
        .spyOn(Emitter.prototype, method)
        .mockReturnValue(Object.assign(() => false, { [Symbol.dispose]() {} })),
    );
    try {
      const outcome = await stage
        .observe(scenario, playPort(scenario))
        .catch((error: unknown) => ({ rejected: String(error) }));
      expect(outcome).not.toEqual(recording.recipes[name]);
      const patterns = registering.flatMap(({ mock }) => mock.calls.map(([pattern]) => pattern));
      expect(new Set(patterns)).toEqual(new Set(index.find((row) => row.name === name)?.patterns));
    } finally {
      for (const method of registering) method.mockRestore();
    }
  });
});
