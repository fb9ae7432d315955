/**
 * Runs Changesets with your arguments. It needs Node.js 22.11 or later. On an older version, it runs on the newest
 * Node.js of the tests, which npm downloads.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { NODE_VERSIONS, runtimeBinary } from "../runtimes/src/runtime-binary.js";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const isNewEnough = major > 22 || (major === 22 && minor >= 11);
const node = isNewEnough ? process.execPath : await runtimeBinary("node", NODE_VERSIONS.at(-1) ?? "");
const program = join(import.meta.dirname, "..", "node_modules", "@changesets", "cli", "bin.js");
const { status } = spawnSync(node, [program, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = status ?? 1;
