import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { RecorderError } from "../errors.js";
import { type Episode, isJsonObject, type Json } from "./episode.js";

/** The version of the format. */
const FORMAT = 1;
/** A lock older than this is taken to belong to a process that died. */
const STALE_AFTER = 10_000;
const LONGEST_WAIT = 30_000;

/** The real time, also if a test replaces `Date` later. */
const { now } = Date;

/** A cassette on disk: its episodes, and the folder with its larger bodies. */
export class CassetteFile {
  readonly path: string;
  readonly #bodies: string;

  constructor(path: string) {
    this.path = path;
    this.#bodies = bodiesOf(path);
  }

  /** @throws RecorderError `INVALID_CASSETTE` for a file that isn't a cassette. */
  read(): readonly Episode[] {
    let text: string;
    try {
      text = readFileSync(this.path, "utf8");
    } catch (error) {
      if (isMissing(error)) return [];
      if (!hasCode(error, "EISDIR")) throw error;
      throw new RecorderError("INVALID_CASSETTE", `${this.path} is a folder. Name a file in it`, {
        cause: error,
      });
    }
    return episodesIn(text, this.path);
  }

  /** Changes when somebody writes the file. */
  stamp(): string | undefined {
    try {
      const { ino, mtimeMs, size } = statSync(this.path);
      return `${ino} ${mtimeMs} ${size}`;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  exists(): boolean {
    return this.stamp() !== undefined;
  }

  readBody(name: string): Uint8Array {
    try {
      return readFileSync(join(this.#bodies, basename(name)));
    } catch (error) {
      throw new RecorderError(
        "INVALID_CASSETTE",
        `${this.path} has a body in ${join(this.#bodies, name)}, which can't be read: commit that folder with the file, or record again`,
        { cause: error },
      );
    }
  }

  /** Runs `act` while no other process writes the file. */
  async locked(act: () => void): Promise<void> {
    mkdirSync(dirname(this.path), { recursive: true });
    const lock = `${this.path}.lock`;
    const deadline = now() + LONGEST_WAIT;
    while (!took(lock)) {
      if (now() > deadline) {
        throw new RecorderError(
          "LOCKED",
          `${this.path} is being written by another process: if there is none, delete ${lock}`,
        );
      }
      await wait(5 + Math.random() * 20);
    }
    try {
      act();
    } finally {
      rmSync(lock, { force: true });
    }
  }

  /** Writes atomically: readers see the old file or the new one. Needs the lock. */
  write(blocks: readonly string[], bodies: ReadonlyMap<string, Uint8Array>): void {
    if (bodies.size > 0) mkdirSync(this.#bodies, { recursive: true });
    for (const [name, content] of bodies) replace(join(this.#bodies, name), content);
    const text = `{\n  "tucuxi-recorder": ${FORMAT},\n  "episodes": [${blocks.length === 0 ? "" : `\n${blocks.join(",\n")}\n  `}]\n}\n`;
    replace(this.path, text);
    this.#removeUnusedBodies(text);
  }

  #removeUnusedBodies(text: string): void {
    let names: string[];
    try {
      names = readdirSync(this.#bodies);
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
    const used = new Set([...text.matchAll(/"\$(?:file|textFile)": "([^"]+)"/g)].map(([, name]) => name));
    const unused = names.filter((name) => !used.has(name));
    for (const name of unused) rmSync(join(this.#bodies, name), { force: true });
    if (unused.length === names.length) rmSync(this.#bodies, { recursive: true, force: true });
  }
}

/** The folder with the larger bodies of a cassette. */
function bodiesOf(path: string): string {
  return join(dirname(path), `${basename(path).replace(/\.json$/, "")}.bodies`);
}

/** The file with a body of a cassette. */
export function bodyFile(path: string, name: string): string {
  return join(bodiesOf(path), basename(name));
}

function took(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
  try {
    if (now() - statSync(lock).mtimeMs > STALE_AFTER) rmSync(lock, { force: true });
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  return false;
}

function replace(path: string, content: Uint8Array | string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT");
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

/** @throws RecorderError `INVALID_CASSETTE` for a string that isn't a cassette. */
export function episodesIn(text: string, path: string): readonly Episode[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new RecorderError("INVALID_CASSETTE", `${path} isn't JSON. Record it again, or fix it`, {
      cause: error,
    });
  }
  const { "tucuxi-recorder": format, episodes } = isJsonObject(parsed) ? parsed : {};
  if (format !== FORMAT || !Array.isArray(episodes)) {
    throw new RecorderError(
      "INVALID_CASSETTE",
      `${path} isn't a cassette of this version. It has "tucuxi-recorder": ${JSON.stringify(format)}, not ${FORMAT}. Record it again`,
    );
  }
  const broken = episodes.findIndex((episode) => !isEpisode(episode));
  if (broken >= 0) {
    throw new RecorderError(
      "INVALID_CASSETTE",
      `${path}: episode ${broken} is broken. It needs "call" such as "s3.GetObject", "params" and a list of "attempts", each with an "output", a "failure", or an "error" with "code" and "statusCode"`,
    );
  }
  return episodes as readonly unknown[] as readonly Episode[];
}

function isEpisode(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { call, attempts } = value;
  return typeof call === "string" && Array.isArray(attempts) && attempts.every(isAttempt);
}

function isAttempt(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { output, error, failure } = value;
  if (!isJsonObject(error)) return isJsonObject(output) || isJsonObject(failure);
  return typeof error["code"] === "string" && Number.isInteger(error["statusCode"]);
}

/** An episode as it's written in the file. */
export function blockOf({ call, params, attempts }: Episode): string {
  // Not by /^/gm, which also finds the line separators of Unicode inside strings.
  return `    ${JSON.stringify({ call, params, attempts }, undefined, 2).replaceAll("\n", "\n    ")}`;
}
