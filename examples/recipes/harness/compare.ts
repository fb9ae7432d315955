/**
 * Runs each boto3 original and its port against the same servers, and compares what they did.
 *
 *     tsx examples/recipes/harness/compare.ts --live PYTHON      compares both, live
 *     tsx examples/recipes/harness/compare.ts --record PYTHON    the same, and keeps what the originals did
 *
 * PYTHON is an interpreter with `examples/recipes/python/requirements.txt` installed. Names of recipes may follow.
 * Exits with 1 when a recipe differs or fails, with 2 for a wrong command line or interpreter.
 */
import { isDeepStrictEqual, parseArgs } from "node:util";
import type { Observation } from "./observe.js";
import { playPort } from "./play-port.js";
import { PythonRecipes } from "./python-recipes.js";
import { writeRecording } from "./recorded.js";
import { SCENARIOS } from "./scenarios.js";
import { openStage } from "./stage.js";

const { values, positionals } = parseArgs({
  options: { live: { type: "string" }, record: { type: "string" } },
  allowPositionals: true,
});
const python = values.live ?? values.record;
const unknown = positionals.filter((name) => !SCENARIOS.has(name));
if (python === undefined || unknown.length > 0 || (values.record !== undefined && positionals.length > 0)) {
  if (unknown.length > 0) console.error(`There is no recipe ${unknown.join(", ")}.`);
  console.error("Usage: compare.ts --live PYTHON [RECIPE...] or compare.ts --record PYTHON");
  process.exit(2);
}

await using stage = await openStage();
await using originals = await PythonRecipes.start(python).catch((error: Error) => {
  console.error(`${python} cannot run the originals: ${error.message}`);
  process.exit(2);
});

const recorded: Record<string, Observation> = {};
let differences = 0;
let same = 0;
for (const [name, scenario] of SCENARIOS) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  try {
    const original = await stage.observe(scenario, (...given) => originals.run(name, ...given));
    recorded[name] = original;
    const port = await stage.observe(scenario, playPort(scenario));
    if (isDeepStrictEqual(port, original)) {
      same++;
      continue;
    }
    console.log(
      `${name} differs\nboto3:  ${JSON.stringify(original, null, 2)}\nTucuxi: ${JSON.stringify(port, null, 2)}`,
    );
  } catch (error) {
    console.log(`${name} failed:`, error);
  }
  differences++;
}
console.log(`recipes the same: ${same}${differences > 0 ? `, different: ${differences}` : ""}`);
if (differences > 0) process.exitCode = 1;
else if (values.record !== undefined)
  await writeRecording({ versions: originals.versions, recipes: recorded });
