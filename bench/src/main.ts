/**
 * `pnpm bench [--update] [NAME…]` measures and prints a table. `--update` also writes it to the performance
 * page.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";
import { parseArgs } from "node:util";
import { type Figure, verdictOf } from "./figure.js";
import { measured, prepare } from "./run.js";
import { table } from "./table.js";

const CLIENTS = ["CloudWatch PutMetricData", "DynamoDB GetItem", "S3 PutObject"];

/** The program, its arguments, and the number of processes to run it in. */
const MEASUREMENTS: readonly (readonly [program: string, args: readonly string[], processes?: number])[] = [
  ...CLIENTS.flatMap((client) =>
    ["plain", "cacheMiddleware"].map((setting) => ["send", [client, setting], 3] as const),
  ),
  ...CLIENTS.map((client) => ["traced", [client], 3] as const),
  ...["error", "info", "trace"].flatMap((level) =>
    ["1 kB", "100 kB", "5 MB"].map((size) => ["logger", [level, size], 2] as const),
  ),
  ["logger", ["growth"], 2],
  ["emit", ["10000"], 3],
  ["memory", ["names", "100000", "10"]],
  ["memory", ["calls", "5000"]],
  ["memory", ["clients", "2000"]],
  ["memory", ["garbage", "10000"]],
  ["stream", ["1000000000"]],
  ["size", []],
  ["loading", ["15"]],
];

const PAGE = new URL("../../docs/performance.md", import.meta.url);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { update: { type: "boolean", default: false } },
});
const unknown = positionals.find((name) => !MEASUREMENTS.some(([program]) => program === name));
if (unknown !== undefined) {
  const names = new Set(MEASUREMENTS.map(([program]) => program));
  throw new Error(`"${unknown}" isn't a measurement. Pick from: ${[...names].join(", ")}.`);
}

const folder = await prepare("run");
const figures: Figure[] = [];
for (const [program, args, processes] of MEASUREMENTS) {
  if (positionals.length > 0 && !positionals.includes(program)) continue;
  console.error(program, ...args);
  figures.push(...(await measured(folder, program, args, processes)));
}
const machine = `${cpus()[0]?.model}, ${availableParallelism()} cores, ${platform()} ${arch()}`;
const load = loadavg()[0]?.toFixed(1);
const date = new Date().toISOString().slice(0, 10);
const text = `Measured on ${date}: ${machine}, Node.js ${process.version}, load ${load}.\n\n${table(figures)}`;
console.log(`\n${text}`);
if (values.update) {
  const marked = /(<!-- bench -->\n).*?(\n<!-- \/bench -->)/s;
  writeFileSync(
    PAGE,
    readFileSync(PAGE, "utf8").replace(marked, (_, start, end) => `${start}\n${text}\n${end}`),
  );
}
process.exitCode = figures.some((figure) => verdictOf(figure) === "MISSED") ? 1 : 0;
