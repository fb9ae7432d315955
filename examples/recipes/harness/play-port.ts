import type { Scenario } from "./scenario.js";
import type { Play } from "./stage.js";

/** Plays a recipe's port in this process, whose environment it changes. */
export function playPort({ run }: Scenario): Play {
  return (elsewhere, environment) => {
    Object.assign(process.env, environment);
    return run(elsewhere);
  };
}
