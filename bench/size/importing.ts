import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Figure } from "../src/figure.js";
import { measuring } from "../src/program.js";
import { median } from "../src/statistics.js";

const CLIENT = "@aws-sdk/client-cloudwatch";
const IMPORTED = ["@tucuxi/events", "@tucuxi/plugin-gzip", "minimatch"];
const GROUP = "import, in a new process each time";

/** `node importing.js 15`: how long importing takes, each package and the client in turn, so many times. */
await measuring(async (rounds): Promise<Figure[]> => {
  const times = new Map<string, number[]>();
  const note = (what: string, time: number): void => {
    times.set(what, [...(times.get(what) ?? []), time]);
  };
  for (let round = 0; round <= Number(rounds); round++) {
    const [client = 0] = importing(CLIENT);
    const [, afterClient = 0] = importing(CLIENT, "@tucuxi/events");
    // The first round reads the files into the system's cache.
    if (round === 0) continue;
    note(CLIENT, client);
    note("@tucuxi/events after the client", afterClient);
    for (const name of IMPORTED) note(name, importing(name)[0] ?? 0);
  }
  const ofClient = times.get(CLIENT) ?? [];
  return [...times].map(([what, taken]) => ({
    group: GROUP,
    what,
    median: median(taken),
    unit: "ms",
    over: { what: CLIENT, median: median(ofClient) },
    ratio: median(taken.map((time, round) => time / (ofClient[round] as number))),
  }));
});

function importing(...packages: string[]): number[] {
  const program = fileURLToPath(new URL("./import-once.js", import.meta.url));
  return JSON.parse(
    execFileSync(process.execPath, ["--no-warnings", program, ...packages], { encoding: "utf8" }),
  );
}
