import { createHash } from "node:crypto";
import timers from "node:timers";
import { didYouMean } from "@tucuxi/events/plugin";
import { SecretValues } from "@tucuxi/plugin-logger/redaction";
import { isObject } from "@tucuxi/plugin-stubber/wire";
import { RecorderError } from "../errors.js";
import type { Settings } from "../options.js";
import { nearest } from "./differences.js";
import { type Attempt, type Episode, isJsonObject, type Json, type JsonObject } from "./episode.js";
import { blockOf, CassetteFile } from "./file.js";
import { fitsRedacted } from "./fits-redacted.js";
import { fromJson } from "./from-json.js";
import { withoutLengths } from "./placeholder.js";
import { withEarlierTimes } from "./same-times.js";
import { toJson } from "./to-json.js";

/** A call to look for. */
export interface Wanted {
  /** `dynamodb.GetItem` */
  readonly call: string;
  /** A snapshot. */
  readonly params: unknown;
  /** The secrets that were found in its parameters. */
  readonly values: SecretValues;
}

/** A call that is being recorded, as snapshots. */
export interface Draft {
  readonly call: string;
  readonly params: unknown;
  readonly attempts: DraftAttempt[];
  /** The output's member that is a streamed body. */
  readonly streamed: string | undefined;
}

export interface DraftAttempt {
  output?: unknown;
  statusCode?: number;
  isNative?: true;
  events?: unknown[];
  failure?: object;
  error?: object;
}

/** After a write, waits this many times longer than the write took, so the cost of writing stays in proportion. */
const WAIT_FACTOR = 20;
const SHORTEST_WAIT = 50;

/** A test that replaces the global ones would keep a recording from being written. */
const { clearTimeout, setTimeout } = timers;

/** The episodes of one recorder. */
export class Cassette {
  readonly #settings: Settings;
  readonly #file: CassetteFile;
  /** What relative times refer to. */
  readonly base = Date.now();
  /** All secrets that were found so far. */
  readonly values = new SecretValues();
  readonly #episodes: readonly Episode[];
  readonly #byKey = new Map<string, Episode[]>();
  /** How many episodes of a key were used. */
  readonly #used = new Map<string, number>();
  /** The keys of episodes with something hidden in their parameters, by call. */
  readonly #redactedKeys = new Map<string, Set<string>>();
  readonly #drafts: Draft[] = [];
  readonly #stamp: string | undefined;
  /** The blocks in the file that this cassette wrote. */
  #written: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> | undefined;
  #lastSave = 0;
  #failure: unknown;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#file = new CassetteFile(settings.file);
    if (settings.mode === "replay" && !this.#file.exists()) {
      throw new RecorderError(
        "INVALID_CASSETTE",
        `recorder(): there is no file ${settings.file} to replay. Record it first, with mode: "once" or "record"`,
      );
    }
    this.#stamp = this.#file.stamp();
    this.#episodes = this.#file.read();
    for (const episode of this.#episodes) {
      const key = this.#keyOf(episode.call, episode.params);
      const same = this.#byKey.get(key);
      if (same === undefined) this.#byKey.set(key, [episode]);
      else same.push(episode);
      if (settings.match !== undefined || !key.includes("[redacted")) continue;
      const keys = this.#redactedKeys.get(episode.call);
      if (keys === undefined) this.#redactedKeys.set(episode.call, new Set([key]));
      else keys.add(key);
    }
  }

  readBody(name: string): Uint8Array {
    return this.#file.readBody(name);
  }

  /** The next episode of a call, or `undefined` if the file has no more. */
  take({ call, params, values }: Wanted): Episode | undefined {
    const json = this.#params(params, values);
    const key = this.#keyOf(call, json);
    const episode = this.#next(key);
    if (episode !== undefined) return episode;
    for (const redacted of this.#redactedKeys.get(call) ?? []) {
      if (!fitsRedacted(json, this.#byKey.get(redacted)?.[0]?.params)) continue;
      const fitting = this.#next(redacted);
      if (fitting !== undefined) return fitting;
    }
    return undefined;
  }

  #next(key: string): Episode | undefined {
    const used = this.#used.get(key) ?? 0;
    const episode = this.#byKey.get(key)?.[used];
    if (episode !== undefined) this.#used.set(key, used + 1);
    return episode;
  }

  /** Why a call can't be replayed. */
  unknownCall({ call, params, values }: Wanted): RecorderError {
    const { file } = this.#settings;
    const json = this.#params(params, values);
    const count = this.#byKey.get(this.#keyOf(call, json))?.length;
    const again = 'Record again with mode: "record", or only what is missing with mode: "once".';
    if (count !== undefined) {
      return new RecorderError(
        "UNKNOWN_CALL",
        `${call} with these parameters was recorded ${count === 1 ? "once" : `${count} times`} in ${file}, and this is one call more. ${again}`,
      );
    }
    const same = this.#episodes.filter((episode) => episode.call === call);
    const found = nearest(json, same);
    if (found === undefined) {
      const names = new Set(this.#episodes.map((episode) => episode.call));
      return new RecorderError(
        "UNKNOWN_CALL",
        `${file} has no ${call}${didYouMean(call, names)}: it has ${[...names].sort().join(", ") || "no calls"}. ${again}`,
      );
    }
    return new RecorderError(
      "UNKNOWN_CALL",
      `${call} with these parameters isn't in ${file}. The nearest of ${same.length} differs in:\n${found.text}\n${again} What changes with each run, such as a time, you can leave out with the option "ignore".`,
    );
  }

  /** Begins to record a call. Its place in the file is where it began. */
  begin({ call, params }: Wanted, streamed: string | undefined): Draft {
    const draft: Draft = { call, params, attempts: [], streamed };
    this.#drafts.push(draft);
    return draft;
  }

  /** A recording has changed and has to be written soon. */
  changed(): void {
    if (this.#timer !== undefined) return;
    const delay = Math.max(SHORTEST_WAIT, WAIT_FACTOR * this.#lastSave);
    this.#timer = setTimeout(() => {
      this.save().catch((error: unknown) => {
        // Thrown to the caller of save(), or by the next call.
        this.#failure = error;
      });
    }, delay);
  }

  /** @throws why the file couldn't be written. */
  throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure;
  }

  /** Writes what was recorded. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.throwFailure();
    // One after another.
    while (this.#saving !== undefined) await this.#saving;
    const { mode } = this.#settings;
    const hasNothing = this.#drafts.every(({ attempts }) => attempts.length === 0);
    if (mode === "replay" || mode === "off" || (mode === "once" && hasNothing)) return;
    this.#saving = this.#file
      .locked(() => this.#write())
      .finally(() => {
        this.#saving = undefined;
      });
    await this.#saving;
  }

  /** The episodes that no call has used. */
  unused(): readonly Episode[] {
    return [...this.#byKey].flatMap(([key, episodes]) => episodes.slice(this.#used.get(key) ?? 0));
  }

  #write(): void {
    const start = performance.now();
    const bodies = new Map<string, Uint8Array>();
    const mine = this.#recorded(bodies).map(blockOf);
    const blocks = [...this.#others(), ...mine];
    this.#file.write(blocks, bodies);
    this.#written = mine;
    this.#lastSave = performance.now() - start;
  }

  /** What stays in the file: the episodes that this cassette didn't record. */
  #others(): string[] {
    const isOurs = this.#file.stamp() === this.#stamp;
    // Nobody else has written the file, so recording again discards its old contents.
    if (isOurs && this.#settings.mode === "record" && this.#written.length === 0) return [];
    const left = new Map<string, number>();
    for (const block of this.#written) left.set(block, (left.get(block) ?? 0) + 1);
    return this.#file
      .read()
      .map(blockOf)
      .filter((block) => {
        const count = left.get(block) ?? 0;
        left.set(block, count - 1);
        return count <= 0;
      });
  }

  #recorded(bodies: Map<string, Uint8Array>): Episode[] {
    const seen = new Map<string, number>();
    return this.#drafts
      .filter(({ attempts }) => attempts.length > 0)
      .map(({ call, params, attempts, streamed }) => {
        const recorded: Episode = {
          call,
          params: this.#params(params, this.values, bodies),
          attempts: attempts.map((attempt) => this.#attempt(attempt, streamed, bodies)),
        };
        const key = this.#keyOf(call, recorded.params);
        const count = seen.get(key) ?? 0;
        seen.set(key, count + 1);
        const earlier = this.#settings.mode === "record" ? this.#byKey.get(key)?.[count] : undefined;
        if (earlier === undefined) return recorded;
        const json = recorded.attempts as readonly unknown[] as readonly Json[];
        const before = earlier.attempts as readonly unknown[] as readonly Json[];
        return {
          ...recorded,
          attempts: withEarlierTimes(json, before) as readonly unknown[] as readonly Attempt[],
        };
      });
  }

  #attempt(attempt: DraftAttempt, streamed: string | undefined, bodies: Map<string, Uint8Array>): Attempt {
    const { hideAccountIds, maxInline } = this.#settings;
    const options = { values: this.values, hideAccountIds, maxInline, base: this.base, keep: keeper(bodies) };
    const json = toJson(attempt, options) as unknown as Attempt;
    if (streamed === undefined || !("output" in json) || json.output[streamed] === undefined) return json;
    const original = isObject(attempt.output) ? attempt.output[streamed] : undefined;
    const written = fromJson(json.output[streamed], {
      base: 0,
      read: (name) => bodies.get(name) ?? new Uint8Array(),
    });
    return { ...json, output: fittedToBody(json.output, original, written) };
  }

  #params(params: unknown, values: SecretValues, bodies = new Map<string, Uint8Array>()): Json {
    const { hideAccountIds, maxInline } = this.#settings;
    const keepBody = keeper(bodies);
    // The name of a file must not tell the lengths of placeholders, since it's compared.
    const keep = (content: Uint8Array, isText: boolean): string =>
      keepBody(isText ? Buffer.from(withoutLengths(Buffer.from(content).toString())) : content, isText);
    return toJson(params, { values, hideAccountIds, maxInline, base: undefined, keep });
  }

  #keyOf(call: string, params: Json): string {
    const { match } = this.#settings;
    const [service = "", operation = ""] = call.split(".");
    const identity = match === undefined ? params : match({ service, operation, params });
    return withoutLengths(`${call} ${JSON.stringify(sorted(identity))}`);
  }
}

/**
 * Adapts the length of a streamed body if something of it was hidden. The digests are left out: the SDK would compare
 * them with the body, and they would help to guess what is hidden.
 */
function fittedToBody(output: JsonObject, original: unknown, written: unknown): JsonObject {
  if (!(written instanceof Uint8Array)) return output;
  if (original instanceof Uint8Array && Buffer.compare(original, written) === 0) return output;
  const kept = Object.entries(output).filter(([name]) => !/^(?:ETag$|Checksum(?:CRC|SHA|XX|MD))/.test(name));
  const length = "ContentLength" in output ? { ContentLength: written.length } : {};
  return { ...Object.fromEntries(kept), ...length };
}

/** Stores contents under names that only tell them apart. */
function keeper(bodies: Map<string, Uint8Array>): (content: Uint8Array, isText: boolean) => string {
  return (content, isText) => {
    const digest = createHash("sha256").update(content).digest("hex").slice(0, 16);
    const name = `${digest}.${isText ? "txt" : "bin"}`;
    bodies.set(name, content);
    return name;
  };
}

/** The same with sorted keys, since somebody may have edited the file. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, member]) => [name, sorted(member)]),
  );
}
