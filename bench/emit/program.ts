import { BARS } from "../src/bars.js";
import type { Figure } from "../src/figure.js";
import { named } from "../src/named.js";
import { timePaired } from "../src/paired.js";
import { type PairNames, pairedFigure } from "../src/paired-figure.js";
import { measuring } from "../src/program.js";
import { botocore, findPython } from "./botocore.js";
import { CONTENDERS, checkedRun } from "./contenders.js";
import { EVENT_NAMES, PLAN, SCENARIOS, type Scenario } from "./scenarios.js";

/** An emission takes a hundred times as long there. */
const BOTOCORE_PLAN = { ...PLAN, warmUp: 10, rounds: 50 };

const BASELINE = "Map of arrays";

/** `node program.js "1 handler, exact" eventemitter3`; `botocore` is a contender too, where Python has it. */
await measuring(async (scenarioName, contender = ""): Promise<Figure[]> => {
  const name = named(SCENARIOS, scenarioName);
  const scenario: Scenario = SCENARIOS[name];
  const names = { group: `emit, ${name}`, what: contender, over: BASELINE };
  if (contender === "botocore") return againstBotocore(scenario, names);
  const subject = await checkedRun(named(CONTENDERS, contender), scenario);
  const baseline = await checkedRun(BASELINE, scenario);
  const figure = pairedFigure(names, "ns", await timePaired(subject, baseline, PLAN));
  return [contender === "Tucuxi" && name === "1 handler, *" ? { ...figure, bar: BARS.emitWildcard } : figure];
});

async function againstBotocore(scenario: Scenario, names: PairNames): Promise<Figure[]> {
  const python = findPython();
  if (python === undefined) {
    console.error("left out: there is no python3 with botocore on the PATH");
    return [];
  }
  const emitter = botocore(python, scenario);
  try {
    await emitter.run(EVENT_NAMES.length);
    if (emitter.done !== EVENT_NAMES.length * scenario.handlers) {
      throw new Error(`botocore ran ${emitter.done} handlers in ${EVENT_NAMES.length} emissions`);
    }
    const baseline = await checkedRun(BASELINE, scenario);
    return [pairedFigure(names, "ns", await timePaired(emitter.run, baseline, BOTOCORE_PLAN))];
  } finally {
    emitter.close();
  }
}
