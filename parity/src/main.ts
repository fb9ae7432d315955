/**
 * Compares Tucuxi with boto3 (`test`), or records boto3 again (`record`).
 *
 *     pnpm test:parity     PARITY_SEED=N repeats the random programs of a run,
 *                          PARITY_REPORT=FILE writes { passed, failed } as JSON
 *     pnpm parity:record
 */
import { writeFile } from "node:fs/promises";
import { callsPart, recordCallTraces } from "./calls/calls-part.js";
import { emitterPart, recordEmitter } from "./emitter/emitter-part.js";
import { motoPart } from "./moto/moto-part.js";
import { botocoreVersion, ensureEnvironment } from "./python/environment.js";
import { recipesPart } from "./recipes-part.js";
import { recorderPart } from "./recorder/recorder-part.js";
import { type PartResult, Report } from "./report.js";
import { botocoreTestsPart } from "./stubber/botocore-tests-part.js";
import { responsesPart } from "./stubber/responses-part.js";

const report = new Report();
const [command, ...rest] = process.argv.slice(2);
if ((command !== "test" && command !== "record") || rest.length > 0) {
  console.error("Usage: main.ts test or main.ts record");
  process.exit(2);
}

report.heading("Python with boto3 and moto");
await ensureEnvironment((progress) => report.progress(progress));
const version = `botocore ${await botocoreVersion()}`;
report.line(version);

if (command === "record") await record();
else await test();

async function record(): Promise<void> {
  report.heading("Recording");
  await recordEmitter(version);
  report.line("programs");
  await recordCallTraces(report, version);
  report.line("scenarios");
}

async function test(): Promise<void> {
  const started = Date.now();
  const results: PartResult[] = [
    await emitterPart(report, version, seedOfThisRun()),
    await callsPart(report, version),
    await recipesPart(report),
    await motoPart(report),
    await recorderPart(report),
    await responsesPart(report),
    await botocoreTestsPart(report),
  ];
  const failures = results.flatMap((result) => result.failures);
  report.heading(`Parity with ${version}, ${Math.round((Date.now() - started) / 1000)} s`);
  for (const line of results.flatMap((result) => result.summary)) report.line(line);
  for (const failure of failures) console.error(`\nFAILED: ${failure}`);
  report.line(failures.length === 0 ? "parity: no differences" : `parity: ${failures.length} failed`);
  const checks = results.reduce((sum, result) => sum + result.checks, 0);
  const counts = { passed: Math.max(0, checks - failures.length), failed: failures.length };
  const file = process.env["PARITY_REPORT"];
  if (file !== undefined) await writeFile(file, JSON.stringify(counts));
  process.exitCode = failures.length === 0 ? 0 : 1;
}

function seedOfThisRun(): number {
  const given = process.env["PARITY_SEED"];
  if (given === undefined) return Math.floor(Math.random() * 2 ** 31);
  const seed = Number(given);
  if (Number.isInteger(seed)) return seed;
  console.error(`PARITY_SEED is "${given}". Give a whole number.`);
  process.exit(2);
}
