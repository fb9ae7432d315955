import { RegistrationError, SERVICE_ALIASES, Session } from "@tucuxi/events";
import { aBoolean, aFunction, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { Compression } from "./on-compress.js";

/** The options of `gzip()`. */
export interface GzipOptions {
  /**
   * The operations whose requests are compressed, as `service.operation`. Like event patterns they can contain
   * services' older names, `*` and globs: `"logs.PutLogEvents"`, `"s3.Put*"`.
   *
   * @default COMPRESSED_OPERATIONS
   */
  readonly operations?: readonly string[] | undefined;
  /**
   * The smallest body to compress, in bytes.
   *
   * @default the client's `requestMinCompressionSizeBytes` if it's set, or else 0
   */
  readonly minSize?: number | undefined;
  /**
   * zlib's level, from 1 (fastest) to 9 (smallest). `CompressionStream`, which browsers use, doesn't have levels.
   *
   * @default 6
   */
  readonly level?: number | undefined;
  /**
   * Called for each compressed body. For a body that is compressed while it's sent, it's called at the end. If it
   * throws or rejects, that becomes a warning and doesn't fail the call.
   *
   * @default none
   */
  readonly onCompress?: ((compression: Compression) => void) | undefined;
  /**
   * Compresses even if `disableRequestCompression` is set, and ignores `requestMinCompressionSizeBytes`, whether they
   * come from the client's configuration, the environment or the profile.
   *
   * @default false
   */
  readonly ignoreSdkSettings?: boolean | undefined;
}

/**
 * The operations that are compressed by default. AWS documents that they accept a compressed body: its service models
 * mark them with `requestCompression` (Smithy's trait; botocore's `requestcompression`).
 */
export const COMPRESSED_OPERATIONS: readonly string[] = ["cloudwatch.PutMetricData"];

const CHECKS: Readonly<Record<keyof GzipOptions, OptionCheck>> = {
  operations: [
    'a list of strings such as "cloudwatch.PutMetricData"',
    (value) => Array.isArray(value) && value.every((operation) => typeof operation === "string"),
  ],
  minSize: ["a whole number of bytes, from 0", (value) => isWhole(value, 0, Number.MAX_SAFE_INTEGER)],
  level: ["a whole number from 1 to 9", (value) => isWhole(value, 1, 9)],
  onCompress: aFunction,
  ignoreSdkSettings: aBoolean,
};

function isWhole(value: unknown, from: number, to: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
}

/**
 * Checks the options, including patterns.
 *
 * @returns the operations' patterns.
 * @throws RegistrationError
 */
export function checkedOperations(options: GzipOptions): readonly string[] {
  checkOptions("gzip()", options, CHECKS);
  const { operations = COMPRESSED_OPERATIONS } = options;
  // A client's events accept every pattern that a session's events accept.
  const { events } = new Session();
  for (const operation of operations) {
    if (!operation.includes(".")) {
      throw new RegistrationError("INVALID_OPTION", `gzip(): ${withoutService(operation)}`);
    }
    events.register(`before-call.${operation}`, () => undefined);
  }
  return operations;
}

/** The operations in the README's table, which are the most likely meaning of their names without a service. */
const FULL_NAMES: readonly string[] = [...COMPRESSED_OPERATIONS, "logs.PutLogEvents", "s3.PutObject"];

/** What to write instead of a pattern with one segment. Suggests only patterns that can match. */
function withoutService(pattern: string): string {
  const name = pattern.toLowerCase();
  const full = FULL_NAMES.find((known) => known.toLowerCase().endsWith(`.${name}`));
  if (full !== undefined) return `"${pattern}" is an operation without its service. Write "${full}"`;
  const isService =
    Object.hasOwn(SERVICE_ALIASES, name) || FULL_NAMES.some((known) => known.startsWith(`${name}.`));
  if (isService) return `"${pattern}" is a service. Write "${name}.*" for all of its operations`;
  return `"${pattern}" has one segment. Write the service and the operation with a dot between them, such as "cloudwatch.PutMetricData"`;
}
