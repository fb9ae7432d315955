import { checkOptions, type OptionCheck, RegistrationError, Session } from "@tucuxi/events";

/** The options of `gzip()`. */
export interface GzipOptions {
  /**
   * The operations whose requests are compressed: `service.operation`, as in the patterns of events, with the older
   * names of services, `*` and globs: `"logs.PutLogEvents"`, `"s3.Put*"`.
   *
   * @default ["cloudwatch.PutMetricData"], the operation that AWS's models mark as taking a compressed body
   */
  readonly operations?: readonly string[];
  /**
   * The least length, in bytes, that a body must have to be compressed.
   *
   * @default 0: whatever gets smaller
   */
  readonly minSize?: number;
  /**
   * zlib's level: from 1, the fastest, to 9, the smallest result. Browsers have no levels.
   *
   * @default 6
   */
  readonly level?: number;
}

/** AWS's models mark this one operation with `requestCompression`, and no other. */
const DEFAULT_OPERATIONS: readonly string[] = ["cloudwatch.PutMetricData"];

const CHECKS: Readonly<Record<keyof GzipOptions, OptionCheck>> = {
  operations: [
    'a list of "service.operation" texts',
    (value) => Array.isArray(value) && value.every((pattern) => typeof pattern === "string"),
  ],
  minSize: ["a number of bytes from 0 up", (value) => isInteger(value, 0, Number.MAX_SAFE_INTEGER)],
  level: ["a whole number from 1 to 9", (value) => isInteger(value, 1, 9)],
};

function isInteger(value: unknown, from: number, to: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
}

/** The patterns of `before-call` events for the operations that the options name, after checking the options. */
export function checkedPatterns(options: GzipOptions): `before-call.${string}`[] {
  checkOptions("gzip()", options, CHECKS);
  const { operations = DEFAULT_OPERATIONS } = options;
  // A session takes the patterns of every service: what it refuses, no client would take.
  const { events } = new Session();
  return operations.map((operation) => {
    if (!operation.includes(".")) {
      throw new RegistrationError(
        "INVALID_OPTION",
        `gzip(): "${operation}" names no operation of a service: write "${operation}.*" for all of a service, or "cloudwatch.${operation}" with the service's name`,
      );
    }
    const pattern = `before-call.${operation}` as const;
    events.register(pattern, () => undefined);
    return pattern;
  });
}
