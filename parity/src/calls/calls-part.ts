import { PythonWorker } from "../python/worker.js";
import { isCommitted, type Recording, writeRecording } from "../recording.js";
import type { PartResult, Report } from "../report.js";
import { ScriptedEndpoint } from "./endpoint.js";
import { callDifferences, type RecordedCall, recordCalls } from "./live-calls.js";
import { SCENARIOS } from "./scenarios/index.js";

/** Records botocore's trace of every scenario. */
export async function recordCallTraces(report: Report, recordedFrom: string): Promise<void> {
  await using endpoint = await ScriptedEndpoint.start();
  await writeRecording("call-traces", await recording(report, endpoint, recordedFrom));
}

/** Compares the life of a call, scenario by scenario. */
export async function callsPart(report: Report, recordedFrom: string): Promise<PartResult> {
  report.heading("The life of a call: scenarios");
  const failures: string[] = [];
  /** Scenarios, grouped by the reason for their exception. */
  const exceptions = new Map<string, string[]>();
  let same = 0;
  await using endpoint = await ScriptedEndpoint.start();
  const fresh = await recording(report, endpoint, recordedFrom);
  if (!(await isCommitted("call-traces", fresh))) {
    failures.push(
      "the committed traces differ from a new recording. Run pnpm parity:record and look at the diff.",
    );
  }
  for (const { scenario: name, trace } of fresh.entries) {
    const scenario = SCENARIOS[name];
    if (scenario === undefined) continue;
    report.progress(`SDK v3: ${name}`);
    const differences = await callDifferences(scenario, trace, endpoint);
    if (differences.length > 0) failures.push(`scenario "${name}" differs: ${differences.join("\n")}`);
    else if (scenario.except === undefined) same++;
    else {
      const { because } = scenario.except;
      exceptions.set(because, [...(exceptions.get(because) ?? []), name]);
    }
  }
  const excepted = [...exceptions.values()].flat().length;
  return {
    summary: [
      `scenarios the same: ${same} of ${fresh.entries.length}, ${excepted} with a named exception`,
      ...[...exceptions].map(([because, names]) => `  exception: ${because} (${names.join("; ")})`),
    ],
    checks: fresh.entries.length,
    failures,
  };
}

async function recording(
  report: Report,
  endpoint: ScriptedEndpoint,
  recordedFrom: string,
): Promise<Recording<RecordedCall>> {
  const boto3 = new PythonWorker("calls.py");
  try {
    return {
      recordedFrom,
      entries: await recordCalls(boto3, endpoint, (name) => report.progress(`boto3: ${name}`)),
    };
  } finally {
    boto3.close();
  }
}
