import type { PythonWorker } from "../python/worker.js";
import { compareTraces } from "./compare-traces.js";
import type { ScriptedEndpoint } from "./endpoint.js";
import { playScenario } from "./play-scenario.js";
import type { Scenario, Trace } from "./scenario.js";
import { SCENARIOS } from "./scenarios/index.js";

/** botocore's trace of a scenario. */
export interface RecordedCall {
  readonly scenario: string;
  readonly trace: Trace;
}

/** Runs every scenario with boto3. */
export async function recordCalls(
  boto3: PythonWorker,
  endpoint: ScriptedEndpoint,
  report: (scenario: string) => void,
): Promise<RecordedCall[]> {
  const recorded: RecordedCall[] = [];
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    report(name);
    const url = endpoint.prepare(scenario);
    // boto3 needs neither the endpoint's steps nor our exceptions.
    const { respond, except, ...question } = scenario;
    const played = (await boto3.ask({ endpoint: url, scenario: question })) as Omit<Trace, "requests">;
    recorded.push({ scenario: name, trace: { ...played, requests: endpoint.requests() } });
  }
  return recorded;
}

/** Runs a scenario here and lists the differences. */
export async function callDifferences(
  scenario: Scenario,
  botocore: Trace,
  endpoint: ScriptedEndpoint,
): Promise<string[]> {
  const played = await playScenario(scenario, endpoint.prepare(scenario));
  return compareTraces(scenario, botocore, { ...played, requests: endpoint.requests() });
}
