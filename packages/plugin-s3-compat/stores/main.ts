/**
 * Runs the operations of `test/operations.ts` against stores that package registries have, without the plugin and with it:
 *
 *     pnpm test:stores             all of them; `pnpm test:stores s3rver ceph` some
 *
 * A store is installed into `.stores/`, and run on a free port with its data in a temporary folder.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { type S3Preset, s3Compat } from "../src/index.js";
import { failures, OPERATIONS } from "../test/operations.js";
import { ceph } from "./ceph.js";
import { moto } from "./moto.js";
import { freePort, isInstalled } from "./processes.js";
import type { RealStore } from "./real-store.js";
import { s3proxy } from "./s3proxy.js";
import { s3rver } from "./s3rver.js";
import { seaweedfs } from "./seaweedfs.js";
import { versitygw } from "./versitygw.js";

const STORES: readonly RealStore[] = [s3rver, moto, versitygw, seaweedfs, s3proxy, ceph];
const INSTALLED = fileURLToPath(new URL("../.stores/", import.meta.url));

const named = process.argv.slice(2).map((name) => name.toLowerCase());
const unknown = named.find((name) => !STORES.some((store) => store.name.toLowerCase() === name));
if (unknown !== undefined) {
  console.error(`There is no store "${unknown}": ${STORES.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

let passed = 0;
let failed = 0;
for (const store of STORES) {
  if (named.length > 0 && !named.includes(store.name.toLowerCase())) continue;
  console.log(`\n${store.name} ${store.version}`);
  const missing = await missingTool(store);
  if (missing === undefined) await check(store);
  else console.log(`  not run: there is no ${missing} on this machine`);
}
console.log(`\n${passed} passed, ${failed} failed`);
const report = process.env["REPORT"];
if (report !== undefined) await writeFile(report, JSON.stringify({ passed, failed }));
process.exitCode = failed === 0 ? 0 : 1;

async function missingTool({ tools }: RealStore): Promise<string | undefined> {
  for (const tool of tools) if (!(await isInstalled(tool))) return tool;
  return undefined;
}

async function check(store: RealStore): Promise<void> {
  const folder = join(INSTALLED, `${store.name}-${store.version}`.toLowerCase().replaceAll(" ", "-"));
  const data = await mkdtemp(join(tmpdir(), "store-"));
  try {
    await install(store, folder);
    const port = await freePort();
    const failedBefore = failed;
    const server = await store.start({ folder, data, port, freePort });
    try {
      compare("without the plugin", await play(store, port), store.failing);
      for (const preset of ["auto", ...(store.preset === undefined ? [] : [store.preset])] as const) {
        compare(`with s3Compat("${preset}")`, await play(store, port, preset), store.missing);
      }
      if (failed > failedBefore) console.error(server.output());
    } finally {
      await server.stop();
    }
  } catch (error) {
    failed++;
    console.error(`  FAILED: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

/** A marker tells an installation that was interrupted. */
async function install(store: RealStore, folder: string): Promise<void> {
  const marker = join(folder, ".installed");
  if (existsSync(marker)) return;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  console.log("  installing");
  await store.install(folder);
  await writeFile(marker, "");
}

async function play(
  store: RealStore,
  port: number,
  preset?: S3Preset | "auto",
): Promise<Record<string, string>> {
  const s3 = new S3({
    endpoint: `http://localhost:${port}`,
    region: "us-east-1",
    credentials: store.credentials,
    // "auto" has to see to it itself, for a host without a domain.
    forcePathStyle: preset !== "auto",
    maxAttempts: 1,
    requestHandler: { requestTimeout: 5000, throwOnRequestTimeout: true },
  });
  if (preset !== undefined) eventsOf(s3).use(s3Compat(preset));
  const bucket = `with-${preset ?? "no"}-preset`;
  try {
    await s3.createBucket({ Bucket: bucket });
    return await failures({ s3, bucket });
  } finally {
    s3.destroy();
  }
}

async function compare(
  how: string,
  seen: Record<string, string>,
  expected: readonly string[],
): Promise<void> {
  console.log(`  ${how}`);
  for (const name of Object.keys(OPERATIONS)) {
    const error = seen[name];
    const isAsKnown = (error !== undefined) === expected.includes(name);
    if (isAsKnown) passed++;
    else failed++;
    const surprise = error === undefined ? "FAILED: works, though it is known not to" : `FAILED: ${error}`;
    console.log(`    ${name}: ${isAsKnown ? (error ?? "ok") : surprise}`);
  }
}
