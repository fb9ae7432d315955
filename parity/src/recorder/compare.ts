/**
 * Records a scenario with six secrets by Tucuxi's recorder, Polly.js and nock, each with its defaults. Reports the
 * secrets that each left on disk, and whether it replays: pnpm compare:recorders
 */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { SECRETS, startService } from "./others/scenario.js";

const run = promisify(execFile);

interface Row {
  readonly name: string;
  readonly recorded: string;
  readonly onDisk: readonly string[];
  readonly replayed: string;
}

const rows: Row[] = [];
for (const name of ["tucuxi", "polly", "nock"]) rows.push(await measure(name));
for (const { name, recorded, onDisk, replayed } of rows) {
  console.log(
    `${name.padEnd(8)} recorded: ${recorded}; replayed: ${replayed}; on disk: ${onDisk.length} of 6`,
  );
  for (const secret of onDisk) console.log(`${" ".repeat(9)} ${secret}`);
}
const own = rows[0];
process.exitCode = own?.recorded === "yes" && own.replayed === "yes" && own.onDisk.length === 0 ? 0 : 1;

async function measure(name: string): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), "tucuxi-compare-"));
  const service = await startService();
  try {
    const recorded = await outcome(name, "record", folder, service.endpoint);
    const content = await contentOf(folder);
    const onDisk = Object.entries(SECRETS).flatMap(([what, secret]) => (isIn(content, secret) ? [what] : []));
    await service.stop();
    // This run signs at another time.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    return { name, recorded, onDisk, replayed: await outcome(name, "replay", folder, service.endpoint) };
  } finally {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function outcome(name: string, mode: string, folder: string, endpoint: string): Promise<string> {
  const program = fileURLToPath(new URL(`./others/${name}.ts`, import.meta.url));
  try {
    await run(process.execPath, ["--import", "tsx", program, mode, folder, endpoint], { timeout: 60_000 });
    return "yes";
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    return `no, ${/^(?:\w*Error|.*Error): .*$/m.exec(stderr ?? "")?.[0].slice(0, 100) ?? String(error).slice(0, 100)}`;
  }
}

async function contentOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")));
  return texts.join("\n");
}

/** The value itself, or one of the encodings of its bytes. */
function isIn(content: string, secret: string): boolean {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString("hex")].some((text) => content.includes(text));
}
