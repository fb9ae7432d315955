import { readFile, writeFile } from "node:fs/promises";

/** The folder of the committed recordings. */
export type RecordingName = "emitter-programs" | "call-traces";

/** What botocore did, and its version. */
export interface Recording<Entry> {
  readonly recordedFrom: string;
  readonly entries: readonly Entry[];
}

function fileOf(name: RecordingName): URL {
  return new URL(`../recorded/${name}.recorded.json`, import.meta.url);
}

/** Reads a committed recording. */
export async function readRecording<Entry>(name: RecordingName): Promise<Recording<Entry>> {
  return JSON.parse(await readFile(fileOf(name), "utf8"));
}

/** Replaces a recording. */
export async function writeRecording(name: RecordingName, recording: Recording<unknown>): Promise<void> {
  await writeFile(fileOf(name), textOf(recording));
}

/** Whether a fresh recording equals the committed one, byte for byte. */
export async function isCommitted(name: RecordingName, recording: Recording<unknown>): Promise<boolean> {
  const committed = await readFile(fileOf(name), "utf8").catch(() => "");
  return committed === textOf(recording);
}

/** One entry per line, so that a change of one entry changes one line. */
function textOf({ recordedFrom, entries }: Recording<unknown>): string {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  return `{"recordedFrom":${JSON.stringify(recordedFrom)},"entries":[\n${lines}\n]}\n`;
}
