import { TARGETS } from "../send/targets.js";
import { named } from "../src/named.js";
import type { Run } from "../src/paired.js";
import { serveRuns } from "../src/remote-run.js";
import { TRACERS, type Tracer } from "./tracers.js";

/** `node traced-send.js "S3 PutObject" bare`: sends as often as it is told, and answers how many calls were traced. */
const [, , targetName, tracerName] = process.argv;
const tracer: Tracer = TRACERS[named(TRACERS, tracerName)]();
tracer.setUp?.();
const target = TARGETS[named(TARGETS, targetName)]({ cacheMiddleware: false });
tracer.trace?.(target);

const run: Run = (times) =>
  tracer.run(async () => {
    for (let i = 0; i < times; i++) await target.send();
  });
await serveRuns(run, () => tracer.traced());
process.exit();
