import { TARGETS } from "../send/targets.js";
import { named } from "../src/named.js";
import { serveRuns } from "../src/remote-run.js";
import { TRACERS, type Tracer } from "./tracers.js";

/** `node traced-send.js "S3 PutObject" bare`: sends as often as it is told, and answers how many calls were traced. */
const [, , targetName, tracerName] = process.argv;
const tracer: Tracer = TRACERS[named(TRACERS, tracerName)]();
tracer.setUp?.();
const target = TARGETS[named(TARGETS, targetName)]({ cacheMiddleware: false });
tracer.trace?.(target);

await serveRuns(async (times) => {
  await tracer.run(async () => {
    for (let i = 0; i < times; i++) await target.send();
  });
  return String(tracer.traced());
});
process.exit();
