import { readFile } from "node:fs/promises";
import type { LoggerComparison } from "../../proof/src/secrets/comparison.js";
import type { Summary } from "../../proof/src/services/summary.js";
import { markdownTable } from "./markdown-table.js";

/** The parts of the proof page that have recorded figures. */
export async function proofFigures(): Promise<Record<string, string>> {
  const [services, secrets, preSchemaServices, preSchemaSecrets, soak, fuzz] = await Promise.all(
    ["services", "secrets", "pre-schema-services", "pre-schema-secrets", "soak", "fuzz"].map(recorded),
  );
  return {
    services: summary(services as Summary | undefined, "comparisons"),
    "pre-schema services": summary(preSchemaServices as Summary | undefined, "comparisons"),
    secrets: summary(secrets as Summary | undefined, "secrets looked for"),
    "pre-schema secrets": summary(preSchemaSecrets as Summary | undefined, "secrets looked for"),
    loggers: loggers(JSON.parse(await readFile(recording("loggers"), "utf8"))),
    figures: [soakLine(soak), fuzzLine(fuzz)].join("\n"),
  };
}

const recording = (name: string): URL => new URL(`../../proof/${name}.recorded.json`, import.meta.url);

async function recorded(name: string): Promise<Record<string, number> | Summary | undefined> {
  return readFile(recording(name), "utf8").then(JSON.parse, () => undefined);
}

const shown = (count: unknown): string => Number(count).toLocaleString("en-US");

function summary(run: Summary | undefined, what: string): string {
  if (run === undefined) return "No whole run has been recorded yet.";
  const { clients, of, operations, comparisons, requests, differences, failed } = run;
  const left = Object.keys(failed).length;
  const reach = clients + left < of ? ` (the recorded run went as far as this, of ${of} clients)` : "";
  const causes = Object.entries(differences).map(([cause, { count }]) => `- ${cause}: ${shown(count)}`);
  return [
    `**${shown(clients)} clients, ${shown(operations)} operations, ${shown(comparisons)} ${what}, ${shown(requests)} requests**${reach}.`,
    causes.length === 0 ? "No difference." : `Differences by cause:\n\n${causes.join("\n")}`,
    ...(left === 0 ? [] : [`${left} clients could not be tried: ${Object.keys(failed).join(", ")}.`]),
  ].join("\n\n");
}

/** What each logger writes about the calls, and which secrets some of them leak. */
function loggers(comparisons: readonly LoggerComparison[]): string {
  const [first] = comparisons;
  if (first === undefined) throw new Error("no loggers were compared");
  const cells = (isWritten: (comparison: LoggerComparison) => boolean | undefined): string[] =>
    comparisons.map((comparison) => (isWritten(comparison) === true ? "yes" : ""));
  const secrets = first.secrets.flatMap(({ call, secret }, row) => {
    const shown = cells((comparison) => comparison.secrets[row]?.isShown);
    return shown.includes("yes") ? [[`${call}: ${secret}`, ...shown]] : [];
  });
  const counts = comparisons.map(
    (comparison) =>
      `${comparison.secrets.filter(({ isShown }) => isShown).length} of ${comparison.secrets.length}`,
  );
  const names = comparisons.map(({ name }) => name);
  return [
    markdownTable(
      ["logger", "package", "set up as"],
      comparisons.map(({ name, package: of, setUp }) => [name, of, setUp]),
    ),
    markdownTable(
      ["written of a call", ...names],
      Object.keys(first.writes).map((field) => [field, ...cells(({ writes }) => writes[field])]),
    ),
    markdownTable(["secrets written", ...names], [...secrets, ["all that were looked for", ...counts]]),
  ].join("\n\n");
}

function soakLine(run: object | undefined): string {
  if (run === undefined) return "- Soak: not recorded yet.";
  const { calls, inFlight, answered, thrown, aborted, heldMore } = run as Record<string, number>;
  return `- Soak: of ${shown(calls)} calls, ${inFlight} at once, ${shown(answered)} were answered, ${shown(thrown)} thrown, ${shown(aborted)} aborted. The heap grew by ${Math.max(0, Math.round(Number(heldMore) / 2 ** 20))} MB between the first fifth and the end.`;
}

function fuzzLine(run: object | undefined): string {
  if (run === undefined) return "- Fuzz: not recorded yet.";
  const { requests, arrived, refused, faults, slowestPattern } = run as Record<string, number>;
  return `- Fuzz: of ${shown(requests)} calls, ${shown(arrived)} arrived and ${shown(refused)} were refused, with ${shown(faults)} faults. The slowest of as many patterns took ${slowestPattern} ms.`;
}
