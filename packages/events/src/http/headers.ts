import { describe, HandlerError } from "../errors.js";
import type { Headers } from "./sdk-shapes.js";

/** The handler that caused an error, for the message. */
export interface ErrorSource {
  readonly eventName: string;
  readonly handler: unknown;
}

/** The characters of a field name (RFC 9110, section 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Printable ASCII, space and tab. For anything else the SDK signs UTF-8 bytes, but Node.js sends Latin-1. */
const FIELD_VALUE = /^[\t\x20-\x7e]*$/;

/**
 * The values allowed in these headers. For others a service would refuse the request, or wait for bytes that never
 * come.
 */
const ALLOWED_VALUES: Readonly<Record<string, RegExp | undefined>> = {
  "content-length": /^\d+$/,
  host: /^[^\s/?#@\\]+$/,
  "transfer-encoding": /^chunked$/i,
  "x-amz-content-sha256": /^([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)$/,
};

/** Whether a value is an object literal, and not a `Headers`, a `Map` or an array. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/**
 * Headers that somebody will add others to. When a spread made them, V8 of Node.js 20 gives them a new shape with each
 * addition, which takes 2 microseconds.
 */
export function copyOfHeaders(headers: Readonly<Headers>): Headers {
  return Object.assign({}, headers);
}

/** Header names in lower case. Looking one up takes a fourth of the time that converting it takes. */
const LOWER_CASED = new Map<string, string>();
const MAX_NAMES = 1000;

function lowerCased(name: string): string {
  let lower = LOWER_CASED.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    if (LOWER_CASED.size >= MAX_NAMES) LOWER_CASED.clear();
    LOWER_CASED.set(name, lower);
  }
  return lower;
}

export function hasLowerCaseNames(headers: Readonly<Headers>): boolean {
  for (const name in headers) if (name !== lowerCased(name)) return false;
  return true;
}

/** Headers with lower-case names. If two spellings of one name are there, the later one stays. */
export function lowerCaseHeaders(headers: Readonly<Headers>): Headers {
  const lower: Headers = {};
  for (const name in headers) lower[lowerCased(name)] = headers[name] as string;
  return lower;
}

/**
 * Checks the headers that a handler changed and makes their names lower case. Leaves the others alone, since the SDK
 * decides about those.
 *
 * @param before The headers from before, with lower-case names.
 * @returns the lower-case names of the headers that the handler set or deleted.
 * @throws HandlerError `INVALID_HEADER`
 */
export function normalizeHeaders(
  request: { headers: Headers },
  { headers: before, headerCount }: { readonly headers: Readonly<Headers>; readonly headerCount: number },
  source: ErrorSource,
): readonly string[] {
  const { headers } = request;
  if (!isPlainObject(headers)) {
    throw new HandlerError(
      "INVALID_HEADER",
      source,
      `replaced request.headers with ${describe(headers)}. It must be a plain object (make one with Object.fromEntries(headers))`,
    );
  }
  const given: Readonly<Record<string, unknown>> = headers;
  let changed = UNCHANGED;
  let isFolded = true;
  let left = headerCount;
  for (const name in given) {
    const value = given[name];
    const was = before[name];
    const isKnown = was !== undefined || name in before;
    if (isKnown) left--;
    if (value === was && isKnown) continue;
    checkHeader(name, value, source);
    const lower = lowerCased(name);
    isFolded &&= name === lower;
    changed = changed.length === 0 ? [lower] : [...changed, lower];
  }
  if (!isFolded) request.headers = lowerCaseHeaders(headers);
  if (left === 0) return changed;
  return [...changed, ...Object.keys(before).filter((name) => !(name in request.headers))];
}

const UNCHANGED: readonly string[] = [];

function checkHeader(name: string, value: unknown, source: ErrorSource): void {
  // A header called `__proto__` would be lost where headers are copied by assignment.
  if (!TOKEN.test(name) || name === "__proto__") {
    throw new HandlerError(
      "INVALID_HEADER",
      source,
      `set a header with the name ${describe(name)}. A name is letters, digits and hyphens`,
    );
  }
  if (typeof value !== "string") {
    const instead = typeof value === "number" ? `use String(${value})` : "give a string";
    throw new HandlerError(
      "INVALID_HEADER",
      source,
      `set the header "${name}" to ${describe(value)}. Header values are strings: ${instead}, or delete the header`,
    );
  }
  if (name.toLowerCase() === "trailer") {
    throw new HandlerError(
      "INVALID_HEADER",
      source,
      `set the header "${name}". The SDK sends only its own trailers: leave it out`,
    );
  }
  const allowed = ALLOWED_VALUES[name.toLowerCase()];
  if (allowed !== undefined && !allowed.test(value)) {
    throw new HandlerError(
      "INVALID_HEADER",
      source,
      `set the header "${name}" to ${describe(value)}, which no service takes. Leave it out: the SDK sets it`,
    );
  }
  if (!FIELD_VALUE.test(value)) {
    throw new HandlerError(
      "INVALID_HEADER",
      source,
      `set the header "${name}" to ${describe(value)}. A value is printable ASCII without line breaks (use encodeURIComponent)`,
    );
  }
}

/**
 * Adds to a handler's trace id the SDK's fields that it lacks, such as the `Lineage` that Lambda uses to find recursive
 * loops. Adds `Parent` and `Sampled` only if the `Root` is the same, since they belong to one trace.
 */
export function mergedTraceId(traceId: string, sdks: string | undefined): string {
  if (sdks === undefined) return traceId;
  const own = fieldsOf(traceId);
  const others = fieldsOf(sdks);
  const isOther = own.has("root") && own.get("root") !== others.get("root");
  const missing = [...others].filter(
    ([key]) => !own.has(key) && !(isOther && (key === "parent" || key === "sampled")),
  );
  return [...own.values(), ...missing.map(([, field]) => field)].join(";");
}

/** The fields of `Root=1;Parent=2` by lower-case key. Each value is the whole field. */
function fieldsOf(traceId: string): Map<string, string> {
  const fields = traceId.split(";").map((field) => field.trim());
  return new Map(
    fields.filter(Boolean).map((field) => [(field.split("=")[0] ?? "").trim().toLowerCase(), field]),
  );
}
