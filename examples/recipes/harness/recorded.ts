import { readFile, writeFile } from "node:fs/promises";
import type { Observation } from "./observe.js";
import type { Versions } from "./python-recipes.js";

/** What the boto3 originals did, and by which versions. */
export interface Recording {
  readonly versions: Versions;
  readonly recipes: Readonly<Record<string, Observation>>;
}

const FILE = new URL("../observed.recorded.json", import.meta.url);

/** Reads the recording of the boto3 originals. */
export async function readRecording(): Promise<Recording> {
  return JSON.parse(await readFile(FILE, "utf8"));
}

/** Replaces the recording. */
export async function writeRecording(recording: Recording): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(recording, null, 2)}\n`);
}
