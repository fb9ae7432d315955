/** `node loading.js 15`: times loading each package against the CloudWatch client, in 15 new processes. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { BARS } from "../src/bars.js";
import { type Figure, median } from "../src/figure.js";
import { measuring } from "../src/program.js";

const CLIENT = "@aws-sdk/client-cloudwatch";

await measuring(async (rounds = "", ...specifiers): Promise<readonly Figure[]> => {
  if (rounds === "load") return loadOneAfterAnother(specifiers);
  const ratios = new Map<string, number[]>([
    ["@tucuxi/events", []],
    ["minimatch", []],
  ]);
  for (let round = 0; round < Number(rounds); round++) {
    for (const [name, found] of ratios) {
      const [ofClient = 0, after = 0] = await loading(CLIENT, name);
      found.push(after / ofClient);
    }
  }
  return [...ratios].map(([name, found]) => ({
    what: `loading ${name} after the client`,
    over: "loading the client",
    value: median(found),
    ...(name === "@tucuxi/events" && { atMost: BARS.loading }),
  }));
});

/** The milliseconds to load each, in a new process. */
async function loading(...specifiers: string[]): Promise<number[]> {
  const child = fork(new URL(import.meta.url), ["load", ...specifiers], { execArgv: ["--no-warnings"] });
  const [milliseconds] = await once(child, "message");
  await once(child, "close");
  return milliseconds;
}

async function loadOneAfterAnother(specifiers: readonly string[]): Promise<never[]> {
  const milliseconds: number[] = [];
  for (const specifier of specifiers) {
    const start = performance.now();
    await import(specifier);
    milliseconds.push(performance.now() - start);
  }
  process.send?.(milliseconds, () => process.exit());
  return new Promise(() => {});
}
