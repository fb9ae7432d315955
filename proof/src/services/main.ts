/**
 * Compares every operation of every service with and without Tucuxi.
 *
 *     pnpm test:services              20 clients of all protocols
 *     pnpm test:services sqs s3       these clients
 *     pnpm test:services --all        all of clients.json; resumes where it stopped, and writes the summary
 *     pnpm test:services --all --new  all, from the start
 *     pnpm test:services --pre-schema [sqs s3]  all or some of pre-schema-clients.json
 *     pnpm test:secrets …             the same options, to look for secrets in the logger's output
 */
import { spawn } from "node:child_process";
import { appendFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ensureEnvironment } from "../../../parity/src/python/environment.js";
import { PythonWorker } from "../../../parity/src/python/worker.js";
import { buildWorker, installClients } from "./install.js";
import type { ServiceResult } from "./result.js";
import { SAMPLE } from "./sample.js";
import { type Line, summaryOf } from "./summary.js";

const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
/** Clients to install together. */
const GROUP = 12;

const [given, ...args] = process.argv.slice(2);
if (given !== "services" && given !== "secrets")
  throw new Error("The first argument must be services or secrets");
/** Usable in functions too, where TypeScript doesn't see the check. */
const what: "services" | "secrets" = given;
const named = args.filter((arg) => !arg.startsWith("--"));
const isPreSchema = args.includes("--pre-schema");
const all = args.includes("--all") || (isPreSchema && named.length === 0);
/**
 * The clients to pick from, with their versions. Those without schemas also have botocore's name of their
 * service.
 */
const known: Readonly<Record<string, string | { readonly version: string; readonly model: string }>> =
  JSON.parse(await readFile(here(isPreSchema ? "pre-schema-clients.json" : "clients.json"), "utf8"));
const wanted = all ? Object.keys(known) : (named.length > 0 ? named : SAMPLE).map(clientNamed);

/** A whole run takes long, so it gets its own folder. Other runs can go on meanwhile. */
const RUN = isPreSchema ? `pre-schema-${what}` : what;
const WORK = here(`.proof/${RUN}-${all ? "all" : "some"}`);
const WORKER = `${WORK}/worker.mjs`;
const DONE = `${WORK}/done.jsonl`;
const CLIENTS = `${WORK}/clients`;
const SUMMARY = here(`${RUN}.recorded.json`);

await mkdir(`${WORK}/models/@aws-sdk`, { recursive: true });
await buildWorker(here("src/services/worker.ts"), WORKER);
await writeFile(`${WORK}/service-events.recorded.json`, await readFile(here("service-events.recorded.json")));
const lines = all && !args.includes("--new") ? await resumed() : [];
if (all && lines.length === 0) await rm(DONE, { force: true });
const left = wanted.filter((name) => !lines.some((line) => line.name === name));
if (lines.length > 0) console.log(`${lines.length} already done, ${left.length} left`);

if (isPreSchema) await writeModels();

const started = Date.now();
for (let at = 0; at < left.length; at += GROUP) {
  const group = left.slice(at, at + GROUP).map((name) => [name, versionOf(name)] as const);
  try {
    await installClients(CLIENTS, group);
  } catch (error) {
    for (const [name] of group) await add({ name, error: `npm couldn't install its group: ${error}` });
    continue;
  }
  await proveGroup(group.map(([name]) => name));
  if (all) await writeSummary();
}
await rm(CLIENTS, { recursive: true, force: true });
const summary = summaryOf(lines, wanted.length);
console.log(`\n${summary.text}`);
if (all) await writeSummary();
const counts = { passed: summary.data.clients - summary.failed, failed: summary.failed };
const report = process.env["REPORT"];
if (report !== undefined) await writeFile(report, JSON.stringify(counts));
process.exitCode = counts.failed === 0 ? 0 : 1;

/** Written after each group, so that a stopped run leaves a result. */
async function writeSummary(): Promise<void> {
  await writeFile(SUMMARY, `${JSON.stringify(summaryOf(lines, wanted.length).data, undefined, 2)}\n`);
}

function versionOf(name: string): string {
  const entry = known[name];
  return typeof entry === "object" ? entry.version : (entry ?? "latest");
}

/** If the worker finds a model, it treats the client as one without schemas. */
async function writeModels(): Promise<void> {
  await ensureEnvironment(console.log);
  const python = new PythonWorker("service_models.py");
  for (const name of left) {
    const model = await python.ask(Object(known[name]).model);
    await writeFile(`${WORK}/models/${name}.json`, JSON.stringify(model));
  }
  python.close();
}

function clientNamed(name: string): string {
  const client = name.startsWith("@") ? name : `@aws-sdk/client-${name}`;
  if (known[client] !== undefined) return client;
  console.error(
    `${isPreSchema ? "pre-schema-clients.json" : "clients.json"} doesn't have ${client}. Add it with its version, or name a client from the file, such as sqs, s3 or ec2.`,
  );
  process.exit(2);
}

async function resumed(): Promise<Line[]> {
  const text = await readFile(DONE, "utf8").catch(() => "");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
}

/** Runs the worker and collects its lines. If it dies, the current service fails and the others go on. */
async function proveGroup(names: readonly string[]): Promise<void> {
  let rest = names;
  while (rest.length > 0) {
    const child = spawn(process.execPath, ["--max-old-space-size=4096", WORKER, what, CLIENTS, ...rest], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => child.on("close", resolve));
    for await (const line of createInterface({ input: child.stdout })) {
      await add(JSON.parse(line) as Line);
    }
    const code = await ended;
    rest = names.filter((name) => !lines.some((line) => line.name === name));
    if (rest[0] !== undefined) await add({ name: rest[0], error: `the process ended with ${code}` });
    rest = rest.slice(1);
  }
}

async function add(line: Line): Promise<void> {
  lines.push(line);
  if (all) await appendFile(DONE, `${JSON.stringify(line)}\n`);
  const { name } = line;
  const now = lines.length - (wanted.length - left.length);
  const minutes = ((Date.now() - started) / 60_000 / now) * (left.length - now);
  const about = minutes < 1 ? "" : `, about ${Math.ceil(minutes)} min left`;
  const what =
    "error" in line
      ? `FAILED: ${line.error}`
      : `${line.operations} operations, ${line.comparisons} comparisons, ${countOf(line)} differences`;
  console.log(`${lines.length}/${wanted.length} ${name.replace("@aws-sdk/client-", "")}: ${what}${about}`);
}

function countOf({ differences }: ServiceResult): number {
  return Object.values(differences).reduce((sum, { count }) => sum + count, 0);
}
