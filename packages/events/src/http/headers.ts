import { describe, HandlerError } from "../errors.js";
import type { Headers } from "./sdk-shapes.js";

/** The handler that caused an error, for its message. */
export interface ErrorSource {
  readonly eventName: string;
  readonly handler: unknown;
}

/** RFC 9110, section 5.6.2: what a field name is made of. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Printable ASCII, space and tab: beyond it the SDK signs other bytes (UTF-8) than Node.js sends (Latin-1). */
const FIELD_VALUE = /^[\t\x20-\x7e]*$/;

/** What these headers may be: a service would refuse the request, or wait for bytes that never come. */
const ALLOWED_VALUES: Readonly<Record<string, RegExp | undefined>> = {
  "content-length": /^\d+$/,
  host: /\S/,
  "transfer-encoding": /^chunked$/i,
  "x-amz-content-sha256": /^([0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-[A-Z0-9-]+)$/,
};

/** Whether a value is an object literal: `Headers`, a `Map` or a list keep their fields elsewhere. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** Names of headers in lower case. There are few of them; to find one here takes a fourth of making it. */
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

/**
 * Gives a request's headers lower-case names, in a new object where one of them has another. Of two spellings of a name
 * the later one, in order of insertion, stays. Says how many headers there are.
 */
export function lowerCaseNames(request: { headers: Headers }): number {
  const { headers } = request;
  let count = 0;
  for (const name in headers) {
    if (name !== lowerCased(name)) {
      request.headers = lowerCaseHeaders(headers);
      return Object.keys(request.headers).length;
    }
    count++;
  }
  return count;
}

function lowerCaseHeaders(headers: Readonly<Headers>): Headers {
  const lower: Headers = {};
  for (const name in headers) lower[lowerCased(name)] = headers[name] as string;
  return lower;
}

/**
 * Folds and checks the headers that a handler changed. Headers that it left alone are not looked at: what the
 * SDK made of a user's own input is the SDK's to judge.
 *
 * @param before What there was, with lower-case names.
 * @returns the names, in lower case, of those that it set or deleted.
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
      `replaced request.headers by ${describe(headers)}. It must be a plain object (make one with Object.fromEntries(headers))`,
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
      `set the header "${name}". The SDK sends no trailers but its own: leave it out`,
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
      `set the header "${name}" to ${describe(value)}. A value is printable ASCII without line breaks (encode it, as with encodeURIComponent)`,
    );
  }
}

/**
 * A handler's trace id with what it lacks of the SDK's: the `Lineage` by which Lambda finds recursive loops, and
 * fields to come. `Parent` and `Sampled` belong to a trace: they are taken over only where the `Root` is the same.
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

/** `Root=1;Parent=2` by lower-case key; each value is the whole field. */
function fieldsOf(traceId: string): Map<string, string> {
  const fields = traceId.split(";").map((field) => field.trim());
  return new Map(
    fields.filter(Boolean).map((field) => [(field.split("=")[0] ?? "").trim().toLowerCase(), field]),
  );
}
