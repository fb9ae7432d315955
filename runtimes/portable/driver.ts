/**
 * Runs scenarios in Bun and Deno: `driver.ts SCENARIOS ENDPOINT`. It reads one call per line and answers each with a
 * line. The scenarios' file is an argument because Deno and the compiler need different endings in an import.
 */

import process from "node:process";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { Scenarios } from "./scenarios.js";

const [file = "", endpoint = ""] = process.argv.slice(2);
const { scenariosAt }: typeof import("./scenarios.js") = await import(pathToFileURL(file).href);
const scenarios = scenariosAt(endpoint);

for await (const line of createInterface({ input: process.stdin })) {
  const { name, args } = JSON.parse(line) as { name: keyof Scenarios; args: readonly unknown[] };
  try {
    const result: unknown = await Reflect.apply(scenarios[name], undefined, args);
    console.log(JSON.stringify({ result }));
  } catch (error) {
    console.log(JSON.stringify({ error: error instanceof Error ? error.stack : String(error) }));
  }
}
