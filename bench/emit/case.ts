import type { Case, Unit } from "../src/case.js";
import { SCENARIOS } from "./scenarios.js";

const WITHOUT_PATTERNS = ["eventemitter3", "hookable", "emittery"];
const WITH_WILDCARDS = ["Map of arrays", "Tucuxi", "EventEmitter2, wildcards", "botocore"];

function contendersOf(scenario: string): readonly string[] {
  if (scenario.endsWith("glob")) return ["Tucuxi"];
  return scenario.endsWith("*") ? WITH_WILDCARDS : [...WITH_WILDCARDS, ...WITHOUT_PATTERNS];
}

export const emitCase: Case = {
  name: "emit",
  units: Object.keys(SCENARIOS).flatMap((scenario) =>
    contendersOf(scenario).map(
      (contender): Unit => ({
        name: `${scenario}/${contender}`,
        program: "emit/program",
        args: [scenario, contender],
        processes: contender === "Tucuxi" || contender === "Map of arrays" ? 3 : 1,
      }),
    ),
  ),
};
