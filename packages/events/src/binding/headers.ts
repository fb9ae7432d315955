import { describe, HandlerError } from "../errors.js";
import type { Headers } from "../sdk-shapes.js";

/** The handler that is answerable for a change, for the message of an error. */
export interface Origin {
  readonly eventName: string;
  readonly handler: unknown;
}

/** RFC 9110, section 5.6.2: what a field name is made of. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Printable ASCII, space and tab: beyond it the SDK signs other bytes (UTF-8) than Node.js sends (Latin-1). */
const FIELD_VALUE = /^[\t\x20-\x7e]*$/;

/** A copy of headers with lower-case names. Of two spellings of a name the later one, in order of insertion, stays. */
export function lowerCaseHeaders(headers: Readonly<Headers>): Headers {
  const lower: Headers = {};
  for (const name in headers) lower[name.toLowerCase()] = headers[name] as string;
  return lower;
}

/**
 * Folds and checks the headers that a handler changed. Headers that it left alone are not looked at: what the
 * SDK made of a user's own input is the SDK's to judge.
 *
 * @returns the headers, with lower-case names.
 * @throws HandlerError `INVALID_HEADER`
 */
export function checkedHeaders(headers: unknown, before: Readonly<Headers>, origin: Origin): Headers {
  if (typeof headers !== "object" || headers === null) {
    throw new HandlerError(
      "INVALID_HEADER",
      origin,
      `replaced request.headers by ${describe(headers)}: it must be an object`,
    );
  }
  const given = headers as Headers;
  let isFolded = true;
  for (const name in given) {
    const value: unknown = given[name];
    if (value === before[name] && (value !== undefined || name in before)) continue;
    if (!TOKEN.test(name)) {
      throw new HandlerError(
        "INVALID_HEADER",
        origin,
        `set a header with the name ${describe(name)}: a name is letters, digits and hyphens`,
      );
    }
    if (typeof value !== "string") {
      throw new HandlerError(
        "INVALID_HEADER",
        origin,
        `set the header "${name}" to ${describe(value)}: give a text, or delete the header`,
      );
    }
    if (!FIELD_VALUE.test(value)) {
      throw new HandlerError(
        "INVALID_HEADER",
        origin,
        `set the header "${name}" to ${describe(value)}: a value is printable ASCII without line breaks (encode it, as with encodeURIComponent)`,
      );
    }
    isFolded &&= name === name.toLowerCase();
  }
  return isFolded ? given : lowerCaseHeaders(given);
}

/**
 * A trace id with the fields of another that it lacks: a handler's `Root=...` keeps the `Lineage` by which Lambda
 * finds recursive loops.
 */
export function mergedTraceId(traceId: string, other: string | undefined): string {
  if (other === undefined) return traceId;
  const keys = new Set(traceId.split(";").map(keyOf));
  const missing = other.split(";").filter((field) => field.trim() !== "" && !keys.has(keyOf(field)));
  return [traceId, ...missing].filter((part) => part !== "").join(";");
}

function keyOf(field: string): string {
  return (field.split("=")[0] ?? "").trim().toLowerCase();
}
