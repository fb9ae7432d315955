import { fileURLToPath } from "node:url";
import type { Figure } from "../src/figure.js";
import { timePaired } from "../src/paired.js";
import { pairedFigure } from "../src/paired-figure.js";
import { measuring } from "../src/program.js";
import { RemoteRun } from "../src/remote-run.js";

const BASELINE = "bare";
const PLAN = { turn: 5, warmUp: 300, rounds: 300 };

/**
 * `node program.js "S3 PutObject" "X-Ray's captureAWSv3Client"`: a client that is traced against one that is not, each
 * in a process of its own, since what follows a call through its promises slows down all promises of its process.
 */
await measuring(async (target = "", tracer = ""): Promise<Figure[]> => {
  const subject = sender(target, tracer);
  const baseline = sender(target, BASELINE);
  try {
    const times = await timePaired(subject.run, baseline.run, PLAN);
    const calls = PLAN.turn * (PLAN.warmUp + 2 * PLAN.rounds);
    if (tracer !== BASELINE && subject.done !== calls) {
      throw new Error(`${subject.done} of ${calls} calls were traced by ${tracer}`);
    }
    return [pairedFigure({ group: `${target}, traced`, what: tracer, over: BASELINE }, "µs", times)];
  } finally {
    subject.close();
    baseline.close();
  }
});

function sender(target: string, tracer: string): RemoteRun {
  const program = fileURLToPath(new URL("./traced-send.js", import.meta.url));
  return new RemoteRun(process.execPath, ["--no-warnings", program, target, tracer]);
}
