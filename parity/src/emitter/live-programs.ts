import { isDeepStrictEqual } from "node:util";
import { SERVICE_ALIASES } from "@tucuxi/events";
import fc from "fast-check";
import type { PythonWorker } from "../python/worker.js";
import { arbitraryProgram } from "./arbitrary-program.js";
import { comparable } from "./comparable.js";
import { DIFFERENCES } from "./differences.js";
import type { Observation, Program } from "./program.js";
import { runProgram } from "./run-program.js";

/** A program, and botocore's results. */
export interface RecordedProgram {
  readonly program: Program;
  readonly observations: readonly Observation[];
}

/** The seed of the recorded programs. Any number works, but a fixed one keeps recordings comparable. */
const RECORDED_SEED = 20_260;
const RECORDED_PROGRAMS = 500;

/** Runs the recorded programs on botocore. */
export async function recordPrograms(botocore: PythonWorker): Promise<RecordedProgram[]> {
  const recorded: RecordedProgram[] = [];
  for (const random of fc.sample(arbitraryProgram(20), { seed: RECORDED_SEED, numRuns: RECORDED_PROGRAMS })) {
    const program = await comparable(random);
    recorded.push({ program, observations: await observed(botocore, program) });
  }
  return recorded;
}

/**
 * Describes how a program's results differ here, also with asynchronous handlers. Returns `undefined` if they are the
 * same.
 */
export async function programDifference({
  program,
  observations,
}: RecordedProgram): Promise<string | undefined> {
  for (const isAsync of [false, true]) {
    const own = await runProgram(program, isAsync);
    const at = own.findIndex((observation, index) => !isDeepStrictEqual(observation, observations[index]));
    if (at === -1) continue;
    return [
      `operation ${at}${isAsync ? ", with asynchronous handlers" : ""}: ${JSON.stringify(program.operations[at])}`,
      `  here      ${JSON.stringify(own[at])}`,
      `  botocore  ${JSON.stringify(observations[at])}`,
      `  program   ${JSON.stringify(program)}`,
    ].join("\n");
  }
  return undefined;
}

/**
 * Compares random programs with botocore.
 *
 * @param report Receives the number of programs compared so far.
 * @returns the smallest program that differs, as a string, or `undefined` if all are the same.
 */
export async function compareRandomPrograms(
  botocore: PythonWorker,
  { seed, programs, report }: { seed: number; programs: number; report: (compared: number) => void },
): Promise<string | undefined> {
  let compared = 0;
  let difference: string | undefined;
  const same = fc.asyncProperty(arbitraryProgram(40), async (random) => {
    const program = await comparable(random);
    const found = await programDifference({ program, observations: await observed(botocore, program) });
    report(++compared);
    difference = found ?? difference;
    return found === undefined;
  });
  const { failed } = await fc.check(same, { seed, numRuns: programs });
  return failed ? difference : undefined;
}

/** Lists what contradicts `DIFFERENCES`, on either side. */
export async function wrongDifferences(botocore: PythonWorker): Promise<string[]> {
  const wrong: string[] = [];
  for (const [id, difference] of Object.entries(DIFFERENCES)) {
    const theirs = await observed(botocore, difference.program);
    if (!isDeepStrictEqual(theirs, difference.botocore))
      wrong.push(`${id}: botocore gives ${JSON.stringify(theirs)}`);
    const own = await runProgram(difference.program, false);
    if (!isDeepStrictEqual(own, difference.tucuxi)) wrong.push(`${id}: here it gives ${JSON.stringify(own)}`);
  }
  return wrong;
}

/** Checks that the table of older service names has botocore's entries in botocore's order. */
export async function wrongServiceAliases(botocore: PythonWorker): Promise<string[]> {
  const theirs = await botocore.ask("service aliases");
  const own = Object.entries(SERVICE_ALIASES);
  if (isDeepStrictEqual(own, theirs)) return [];
  return [`SERVICE_ALIASES differs from botocore's: ${JSON.stringify(theirs)}`];
}

async function observed(botocore: PythonWorker, program: Program): Promise<Observation[]> {
  return (await botocore.ask(program)) as Observation[];
}
