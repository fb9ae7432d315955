/**
 * `node traced.js "S3 PutObject"`: compares handlers on all events with OpenTelemetry's instrumentation.
 *
 * Each runs in its own process, because tracing through promises slows down all promises of a process.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { registerInstrumentations } from "@opentelemetry/instrumentation";
import { AwsInstrumentation } from "@opentelemetry/instrumentation-aws-sdk";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { TARGETS, type TargetName } from "../src/clients.js";
import type { Figure } from "../src/figure.js";
import { type Run, timePaired } from "../src/paired.js";
import { measuring } from "../src/program.js";
import { VARIANTS } from "../src/variants.js";

const PLAN = { turn: 5, warmUp: 300, rounds: 300 };
const INSTRUMENTATION = "OpenTelemetry's instrumentation";

await measuring(async (name = "", kind): Promise<readonly Figure[]> => {
  if (kind !== undefined) return answerRuns(name as TargetName, kind);
  const bare = inProcess(name, "bare");
  const figures: Figure[] = [];
  for (const subject of ["bare", "all events", INSTRUMENTATION]) {
    const { run, end } = inProcess(name, subject);
    const { ratio } = await timePaired(run, bare.run, PLAN);
    end();
    figures.push({ what: `${name}, a process each: ${subject}`, over: "bare", value: ratio });
  }
  bare.end();
  const [noise, allEvents, instrumented] = figures.map(({ value }) => value);
  if (noise === undefined || allEvents === undefined || instrumented === undefined)
    throw new Error("too few");
  const over = INSTRUMENTATION;
  return [...figures, { what: `${name}: all events`, over, value: allEvents / instrumented, atMost: 1 }];
});

/** Sends in another process, which returns the nanoseconds taken. */
function inProcess(name: string, kind: string): { readonly run: Run; readonly end: () => void } {
  const child = fork(new URL(import.meta.url), [name, kind], { execArgv: ["--no-warnings"] });
  return {
    run: async (times) => {
      child.send(times);
      const [nanoseconds] = await once(child, "message");
      return BigInt(nanoseconds);
    },
    end: () => child.disconnect(),
  };
}

async function answerRuns(name: TargetName, kind: string): Promise<never[]> {
  let spans = 0;
  if (kind === INSTRUMENTATION) {
    const exporter = { export: (_: unknown, done: (result: { code: 0 }) => void) => done({ code: 0 }) };
    const counting = {
      onStart: () => {},
      onEnd: () => spans++,
      forceFlush: async () => {},
      shutdown: async () => {},
    };
    const batch = new BatchSpanProcessor({ ...exporter, shutdown: async () => {} });
    new NodeTracerProvider({ spanProcessors: [counting, batch] }).register();
    registerInstrumentations({ instrumentations: [new AwsInstrumentation()] });
  }
  const target = TARGETS[name](false);
  const isDone = kind === "all events" ? VARIANTS[kind](target) : () => spans === (kind === "bare" ? 0 : 1);
  await target.send();
  if (!isDone()) throw new Error(`"${kind}" didn't do what it is timed for`);
  process.on("message", async (times: number) => {
    const start = process.hrtime.bigint();
    for (let i = 0; i < times; i++) await target.send();
    process.send?.(String(process.hrtime.bigint() - start));
  });
  await once(process, "disconnect");
  process.exit();
}
