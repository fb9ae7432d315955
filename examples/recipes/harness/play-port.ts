import type { Scenario } from "./scenario.js";
import type { Play } from "./stage.js";

/** Plays a recipe's port in this process, whose environment is another one meanwhile. */
export function playPort({ run }: Scenario): Play {
  return async (elsewhere, environment) => {
    const before = { ...process.env };
    Object.assign(process.env, environment);
    try {
      return await run(elsewhere);
    } finally {
      for (const name of Object.keys(environment)) delete process.env[name];
      Object.assign(process.env, before);
    }
  };
}
