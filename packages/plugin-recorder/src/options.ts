import { RegistrationError } from "@tucuxi/events";
import { aBoolean, aFunction, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import { type RedactFunction, RedactRules } from "@tucuxi/plugin-logger/redaction";
import type { Json } from "./cassette/episode.js";

/**
 * - `record`: sends every call, and writes the file anew.
 * - `replay`: sends nothing. A call that the file doesn't have is an error.
 * - `once`: answers the calls that the file has, and sends and records the others.
 * - `off`: does nothing.
 */
export type RecorderMode = "off" | "once" | "record" | "replay";

/** A call to look for in the file. */
export interface MatchedCall {
  /** The service's name in events: `dynamodb`. */
  readonly service: string;
  /** `GetItem` */
  readonly operation: string;
  /** The parameters as the file has them. */
  readonly params: Json;
}

export interface RecorderOptions {
  /** The file to record to and replay from. Missing folders are created. */
  readonly file: string;
  /** @default "once" */
  readonly mode?: RecorderMode;
  /**
   * Parameters to ignore when a call is looked for, such as the current time. They are paths as in `redact` that begin
   * with `input`.
   *
   * @default none
   */
  readonly ignore?: readonly string[];
  /**
   * What identifies a call instead of its parameters: any value that JSON can represent.
   *
   * @default the parameters
   */
  readonly match?: (call: MatchedCall) => unknown;
  /**
   * What else must not be in the file: paths such as `"output.Item.ssn"` or `"**.Email"`, or functions that get a path
   * and a value and return `true` to hide it.
   *
   * @default none
   */
  readonly redact?: readonly (string | RedactFunction)[];
  /**
   * Replaces account ids (12 digits on their own) with `000000000000`.
   *
   * @default false
   */
  readonly hideAccountIds?: boolean;
  /**
   * Bodies and strings with more bytes than this go into separate files, in a folder beside the file.
   *
   * @default 16384
   */
  readonly maxInline?: number;
}

const MODES: readonly string[] = ["off", "once", "record", "replay"] satisfies RecorderMode[];

const CHECKS: Readonly<Record<keyof RecorderOptions, OptionCheck>> = {
  file: ["the path of a file", (value) => typeof value === "string" && value !== ""],
  mode: [`one of ${MODES.join(", ")}`, (value) => MODES.includes(value as string)],
  ignore: [
    "an array of paths",
    (value) => Array.isArray(value) && value.every((path) => typeof path === "string"),
  ],
  match: aFunction,
  redact: [
    "an array of paths and functions",
    (value) =>
      Array.isArray(value) && value.every((rule) => typeof rule === "string" || typeof rule === "function"),
  ],
  hideAccountIds: aBoolean,
  maxInline: ["a number of bytes, 0 or more", (value) => typeof value === "number" && value >= 0],
};

/** The options with their defaults. */
export interface Settings {
  readonly file: string;
  readonly mode: RecorderMode;
  readonly ignore: RedactRules;
  readonly match: ((call: MatchedCall) => unknown) | undefined;
  readonly redact: RedactRules;
  readonly hideAccountIds: boolean;
  readonly maxInline: number;
}

/** @throws RegistrationError for an unknown option, or a value that an option doesn't accept. */
export function settingsOf(options: RecorderOptions): Settings {
  checkOptions("recorder()", options, CHECKS);
  if (options.file === undefined) {
    throw new RegistrationError(
      "INVALID_OPTION",
      'recorder() needs a file: recorder({ file: "test/orders.cassette.json" })',
    );
  }
  const { file, mode = "once", match, hideAccountIds = false, maxInline = 16_384 } = options;
  return {
    file,
    mode,
    match,
    hideAccountIds,
    maxInline,
    ignore: new RedactRules(options.ignore ?? [], ["recorder()", "ignore"]),
    redact: new RedactRules(options.redact ?? [], ["recorder()", "redact"]),
  };
}
