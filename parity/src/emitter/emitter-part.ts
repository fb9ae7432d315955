import { PythonWorker } from "../python/worker.js";
import { isCommitted, type Recording, writeRecording } from "../recording.js";
import type { PartResult, Report } from "../report.js";
import { DIFFERENCES } from "./differences.js";
import {
  compareRandomPrograms,
  programDifference,
  type RecordedProgram,
  recordPrograms,
  wrongDifferences,
  wrongServiceAliases,
} from "./live-programs.js";

/** The number of random programs in a live comparison. Each run has new ones. */
const LIVE_PROGRAMS = 5000;

/** Records botocore's results for the programs that the repository keeps. */
export async function recordEmitter(recordedFrom: string): Promise<void> {
  const botocore = new PythonWorker("emitter_programs.py");
  try {
    await writeRecording("emitter-programs", await recording(botocore, recordedFrom));
  } finally {
    botocore.close();
  }
}

/**
 * Compares `Emitter` with botocore's.
 *
 * @param seed The seed of the random programs. It's printed, so that you can pass it again as `PARITY_SEED`.
 */
export async function emitterPart(report: Report, recordedFrom: string, seed: number): Promise<PartResult> {
  report.heading(`The emitter: random programs, seed ${seed}`);
  const failures: string[] = [];
  const botocore = new PythonWorker("emitter_programs.py");
  try {
    failures.push(...(await wrongDifferences(botocore)).map((wrong) => `wanted difference ${wrong}`));
    failures.push(...(await wrongServiceAliases(botocore)));
    const fresh = await recording(botocore, recordedFrom);
    if (!(await isCommitted("emitter-programs", fresh))) {
      failures.push(
        "the committed programs differ from a new recording. Run pnpm parity:record and look at the diff.",
      );
    }
    for (const recorded of fresh.entries) {
      const difference = await programDifference(recorded);
      if (difference === undefined) continue;
      failures.push(`a recorded program differs at ${difference}`);
      // One fault makes many programs differ. The smallest is found below.
      break;
    }
    const difference = await compareRandomPrograms(botocore, {
      seed,
      programs: LIVE_PROGRAMS,
      report: (compared) => report.progress(`${compared} of ${LIVE_PROGRAMS} programs`),
    });
    if (difference !== undefined) {
      failures.push(
        `with PARITY_SEED=${seed}, the smallest program that differs is different at ${difference}`,
      );
    }
    return {
      summary: [
        `programs compared: ${LIVE_PROGRAMS} random (seed ${seed}), ${fresh.entries.length} recorded`,
        `wanted differences of the emitter, each shown by a program: ${Object.keys(DIFFERENCES).join(", ")}`,
      ],
      // One check for all random programs, and one for all recorded ones.
      checks: 2 + Object.keys(DIFFERENCES).length,
      failures,
    };
  } finally {
    botocore.close();
  }
}

async function recording(botocore: PythonWorker, recordedFrom: string): Promise<Recording<RecordedProgram>> {
  return { recordedFrom, entries: await recordPrograms(botocore) };
}
