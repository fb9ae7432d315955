import { RegistrationError, SERVICE_ALIASES, Session } from "@tucuxi/events";
import { aBoolean, aFunction, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { Compression } from "./on-compress.js";

/** The options of `gzip()`. */
export interface GzipOptions {
  /**
   * The operations whose requests are compressed: `service.operation`, as in the patterns of events, with the older
   * names of services, `*` and globs: `"logs.PutLogEvents"`, `"s3.Put*"`.
   *
   * @default COMPRESSED_OPERATIONS
   */
  readonly operations?: readonly string[] | undefined;
  /**
   * The least length of a body to compress, in bytes.
   *
   * @default the client's `requestMinCompressionSizeBytes` where it is set, else 0: whatever gets smaller
   */
  readonly minSize?: number | undefined;
  /**
   * zlib's level: from 1, the fastest, to 9, the smallest result. `CompressionStream`, in browsers, has none.
   *
   * @default 6
   */
  readonly level?: number | undefined;
  /**
   * Called for each body that was compressed; for one that is compressed while it is sent, when it ends. What it
   * throws, or a promise of it is rejected with, becomes a warning and does not fail the call.
   *
   * @default none
   */
  readonly onCompress?: ((compression: Compression) => void) | undefined;
  /**
   * Compress also where `disableRequestCompression` is set, and whatever `requestMinCompressionSizeBytes` says: in
   * the client's configuration, the environment or the profile.
   *
   * @default false
   */
  readonly ignoreSdkSettings?: boolean | undefined;
}

/**
 * The operations that AWS documents to take a compressed body, and that are compressed by default: those that its
 * service models mark with `requestCompression` (Smithy's trait; botocore's `requestcompression`).
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
 * Checks the options, patterns included.
 *
 * @returns the operations' patterns.
 * @throws RegistrationError
 */
export function checkedOperations(options: GzipOptions): readonly string[] {
  checkOptions("gzip()", options, CHECKS);
  const { operations = COMPRESSED_OPERATIONS } = options;
  // What the events of a session take, the events of a client take too.
  const { events } = new Session();
  for (const operation of operations) {
    if (!operation.includes(".")) {
      throw new RegistrationError("INVALID_OPTION", `gzip(): ${withoutService(operation)}`);
    }
    events.register(`before-call.${operation}`, () => undefined);
  }
  return operations;
}

/** The operations of the README's table: what their names without a service most likely mean. */
const FULL_NAMES: readonly string[] = [...COMPRESSED_OPERATIONS, "logs.PutLogEvents", "s3.PutObject"];

/** What to write instead of a pattern of one segment: only patterns that can match. */
function withoutService(pattern: string): string {
  const name = pattern.toLowerCase();
  const full = FULL_NAMES.find((known) => known.toLowerCase().endsWith(`.${name}`));
  if (full !== undefined) return `"${pattern}" is an operation without its service. Write "${full}"`;
  const isService =
    Object.hasOwn(SERVICE_ALIASES, name) || FULL_NAMES.some((known) => known.startsWith(`${name}.`));
  if (isService) return `"${pattern}" is a service. Write "${name}.*" for all of its operations`;
  return `"${pattern}" has one segment. Write the service and the operation with a dot between them, such as "cloudwatch.PutMetricData"`;
}
