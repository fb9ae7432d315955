import { type EventOf, RegistrationError } from "@tucuxi/events";
import { aBoolean, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import { checkedHeaderName, HEADER_VALUE, isHeaderValue } from "./header-field.js";
import { random } from "./random.js";
import { type HeaderNames, isTraceSource, type TraceSource } from "./trace-source.js";
import { xray } from "./xray.js";

/** What a {@link ValueFunction} is given: the payload of the `before-sign` event of the call's first attempt. */
export type BeforeSignEvent = EventOf<unknown, "before-sign">;

/**
 * Gives the header's value for a call. Returns `undefined` or `null` to send no header with the call. Called once for
 * each call, before its first attempt is signed. Further attempts send the same value.
 */
export type ValueFunction = (
  event: BeforeSignEvent,
) => string | null | undefined | PromiseLike<string | null | undefined>;

interface CommonOptions {
  /**
   * Whether the header is covered by the request's signature, so that nobody on the way can change it. `false` adds
   * it after signing, for proxies and instrumented HTTP clients that rewrite it. AWS signatures never cover some
   * headers, `X-Amzn-Trace-Id` among them.
   *
   * @default true
   */
  readonly signed?: boolean | undefined;
  /**
   * Whether a value that the request has already is replaced. What the SDK set by itself, in Lambda, does not count
   * as one; the fields of an `X-Amzn-Trace-Id` are merged, not lost.
   *
   * @default false
   */
  readonly override?: boolean | undefined;
}

/** The options of `traceHeader()`. */
export type TraceHeaderOptions =
  | (CommonOptions & {
      /** The header's name, in any case. */
      readonly header: string;
      /** A fixed value, or a function that gives the value for a call. */
      readonly value: string | ValueFunction;
    })
  | (CommonOptions & {
      /**
       * Another name for the header of a source that sets only one.
       *
       * @default the names that the source gives
       */
      readonly header?: string | undefined;
      /** A ready source: `xray()`, `w3c()`. */
      readonly value: TraceSource;
    });

const A_VALUE = "a string, a function of the before-sign event, or a source such as xray()";

const CHECKS: Readonly<Record<keyof TraceHeaderOptions, OptionCheck>> = {
  header: ["the name of a header", (header) => typeof header === "string"],
  value: [
    A_VALUE,
    (value) => typeof value === "string" || typeof value === "function" || isTraceSource(value),
  ],
  signed: aBoolean,
  override: aBoolean,
};

/** Options after checking, with defaults in place. */
export interface CheckedOptions {
  /** What the headers are called on the wire, in lower case and in the order of the source's own names. */
  readonly names: HeaderNames;
  readonly value: string | ValueFunction | TraceSource;
  readonly signed: boolean;
  readonly override: boolean;
}

/**
 * Checks what `traceHeader()` was given.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`
 */
export function checkedOptions(options: TraceHeaderOptions): CheckedOptions {
  checkOptions("traceHeader()", options, CHECKS);
  const { header, value, signed = true, override = false } = options;
  if (value === undefined) {
    throw new RegistrationError("INVALID_OPTION", `traceHeader() needs a "value": ${A_VALUE}`);
  }
  const uncalled = uncalledFactory(value);
  if (uncalled !== undefined) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `traceHeader(): the option "value" is the function ${uncalled} itself. Call it: value: ${uncalled}()`,
    );
  }
  if (typeof value === "string" && !isHeaderValue(value)) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `traceHeader(): the option "value" must be ${HEADER_VALUE}, not ${JSON.stringify(value)}`,
    );
  }
  return { names: checkedNames(header, value), value, signed, override };
}

/** The name of a function of ours that makes a value, and was given instead of what it makes. */
function uncalledFactory(value: CheckedOptions["value"]): string | undefined {
  // By their types factories are no values. The entry point of w3c() is not loaded from here.
  const given: unknown = value;
  if (given === random) return "random";
  if (given === xray) return "xray";
  return typeof given === "function" && given.name === "w3c" ? "w3c" : undefined;
}

function checkedNames(header: string | undefined, value: CheckedOptions["value"]): HeaderNames {
  if (isTraceSource(value)) {
    const [first, ...others] = value.headers;
    if (header === undefined) return [checkedHeaderName(first), ...others.map(checkedHeaderName)];
    if (others.length > 0) {
      throw new RegistrationError(
        "INVALID_OPTION",
        `traceHeader(): ${value.name} sets ${value.headers.join(", ")} and names them itself: leave the option "header" out`,
      );
    }
  }
  if (header === undefined) {
    throw new RegistrationError(
      "INVALID_OPTION",
      'traceHeader() needs a "header", the name of the header that it adds, such as "x-trace-id"',
    );
  }
  return [checkedHeaderName(header)];
}
