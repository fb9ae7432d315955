import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recorder } from "@tucuxi/plugin-recorder";
import { configFor, MotoServer } from "../moto/server.js";
import type { PartResult, Report } from "../report.js";
import { type Outcome, useServices } from "./scenario.js";

/** Records against moto twice, stops moto, and replays. The file must give the same outputs. */
export async function recorderPart(report: Report): Promise<PartResult> {
  report.heading("the recorder and moto");
  const failures: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), "tucuxi-recorder-"));
  let outputs = 0;
  try {
    const file = join(folder, "moto.cassette.json");
    const moto = await MotoServer.start();
    report.progress("recording");
    await record(file, moto);
    const first = await readFile(file, "utf8");
    await fetch(`${moto.url}/moto-api/reset`, { method: "POST" });
    report.progress("recording again");
    const recorded = await record(file, moto);
    const second = await readFile(file, "utf8");
    await moto[Symbol.asyncDispose]();
    report.progress("replaying, without moto");
    const replay = recorder({ file, mode: "replay" });
    const replayed = await useServices({ maxAttempts: 1 }, replay);
    replay.assertAllUsed();
    outputs = recorded.length;
    for (const [index, output] of recorded.entries()) {
      compare(failures, `output ${index}`, output, replayed[index]);
    }
    for (const line of newLines(first, second))
      failures.push(`recorder: a second recording has another line, ${line.trim()}`);
    await checkSecrets(folder, failures);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const failed = failures.length === 0 ? "" : `, ${failures.length} failures`;
  return {
    summary: [`outputs that replay as recorded from moto: ${outputs}${failed}`],
    checks: outputs,
    failures,
  };
}

async function record(file: string, moto: MotoServer): Promise<Outcome> {
  await using recording = recorder({ file, mode: "record" });
  return await useServices(configFor(moto), recording);
}

function compare(failures: string[], what: string, recorded: unknown, replayed: unknown): void {
  try {
    assert.deepEqual(comparable(withTimesOf(recorded, replayed)), comparable(recorded));
  } catch (error) {
    failures.push(`recorder: ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The `UserId` of moto's caller is an access key. */
const HIDDEN = /^(AccessKeyId|SecretAccessKey|SessionToken|SecretString|UserId)$/;

/** How far a replayed time may be from the recorded one, in milliseconds: a replay counts from its own start. */
const TIMES_DIFFER_BY = 120_000;

/** What was replayed, with each time that is near enough to the recorded one replaced by it. */
function withTimesOf(recorded: unknown, replayed: unknown): unknown {
  if (recorded instanceof Date && replayed instanceof Date) {
    return Math.abs(replayed.getTime() - recorded.getTime()) < TIMES_DIFFER_BY ? recorded : replayed;
  }
  if (Array.isArray(recorded) && Array.isArray(replayed)) {
    return replayed.map((item, index) => withTimesOf(recorded[index], item));
  }
  if (!isPlain(recorded) || !isPlain(replayed)) return replayed;
  return Object.fromEntries(
    Object.entries(replayed).map(([member, content]) => [member, withTimesOf(recorded[member], content)]),
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** An output without ids of the request, and with secrets reduced to their type. */
function comparable(value: unknown, name = ""): unknown {
  if (HIDDEN.test(name)) return typeof value;
  if (value instanceof Date) return value;
  if (value instanceof Uint8Array) return [...value];
  if (value instanceof Set) return new Set(value);
  if (Array.isArray(value)) return value.map((item: unknown) => comparable(item));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(
    ([member, content]) => member !== "$metadata" && content !== undefined,
  );
  return Object.fromEntries(members.map(([member, content]) => [member, comparable(content, member)]));
}

/** Members with random values of moto's, or values derived from them. */
const RANDOM =
  /"(?:ARN|AssumedRoleId|Arn|ETag|MessageId|ReceiptHandle|SubscriptionArn|TableId|TopicArn|UploadId|UserId|VersionId)":/;

/** The lines that differ in a second recording, apart from those with random values of moto's. */
function newLines(first: string, second: string): string[] {
  const [before, after] = [first.split("\n"), second.split("\n")];
  if (before.length !== after.length)
    return [`the second recording has ${after.length} lines, not ${before.length}`];
  return after.filter((line, index) => line !== before[index] && !RANDOM.test(line));
}

async function checkSecrets(folder: string, failures: string[]): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const text = await readFile(join(entry.parentPath, entry.name), "latin1");
    for (const secret of ["correct horse", "ada-lovelace", "ASIA", "FQoGZXIvYXdzE"]) {
      if (text.includes(secret)) failures.push(`recorder: ${entry.name} has ${secret} in it`);
    }
  }
}
