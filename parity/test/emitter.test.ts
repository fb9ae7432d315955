import { describe, expect, it } from "vitest";
import { DIFFERENCES } from "../src/emitter/differences.js";
import { programDifference, type RecordedProgram } from "../src/emitter/live-programs.js";
import { runProgram } from "../src/emitter/run-program.js";
import { readRecording } from "../src/recording.js";

const { recordedFrom, entries } = await readRecording<RecordedProgram>("emitter-programs");

it(`calls the same handlers in the same order as ${recordedFrom}, in ${entries.length} recorded programs`, async () => {
  expect(entries.length).toBeGreaterThanOrEqual(500);
  for (const recorded of entries) expect(await programDifference(recorded)).toBeUndefined();
});

describe("the wanted differences", () => {
  it.each(Object.entries(DIFFERENCES))(
    "%s is one, and comes out as it is documented",
    async (_, difference) => {
      expect(await runProgram(difference.program, false)).toEqual(difference.tucuxi);
      expect(difference.tucuxi).not.toEqual(difference.botocore);
    },
  );
});
