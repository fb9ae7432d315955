import { type EventOf, RegistrationError } from "@tucuxi/events";
import { aBoolean, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import { checkedHeaderName, HEADER_VALUE, isHeaderValue } from "./header-field.js";
import { random } from "./random.js";
import { type HeaderNames, isTraceSource, type TraceSource } from "./trace-source.js";
import { xray } from "./xray.js";

/** What a {@link ValueFunction} gets: the payload of the `before-sign` event of the call's first attempt. */
export type BeforeSignEvent = EventOf<unknown, "before-sign">;

/**
 * Returns the header's value for a call, or `undefined` or `null` to send no header. It's called once per call, before
 * the first attempt is signed. Further attempts send the same value.
 */
export type ValueFunction = (
  event: BeforeSignEvent,
) => string | null | undefined | PromiseLike<string | null | undefined>;

interface CommonOptions {
  /**
   * Whether the request's signature covers the header, so that nobody can change it on the way. `false` adds it after
   * signing, for proxies and instrumented HTTP clients that rewrite it. AWS signatures never cover some headers, such
   * as `X-Amzn-Trace-Id`.
   *
   * @default true
   */
  readonly signed?: boolean | undefined;
  /**
   * Whether to replace a value that the request already has. A value that the SDK set by itself, in Lambda, doesn't
   * count. The fields of an `X-Amzn-Trace-Id` are merged, not lost.
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
      /** A fixed value, or a function that returns the value for a call. */
      readonly value: string | ValueFunction;
    })
  | (CommonOptions & {
      /**
       * Another name for the header, if the source sets only one.
       *
       * @default the source's own names
       */
      readonly header?: string | undefined;
      /** A predefined source: `xray()`, `w3c()`. */
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

/** The checked options, with the defaults filled in. */
export interface CheckedOptions {
  /** The names of the headers on the wire, in lower case and in the order of the source's own names. */
  readonly names: HeaderNames;
  readonly value: string | ValueFunction | TraceSource;
  readonly signed: boolean;
  readonly override: boolean;
}

/**
 * Checks the options of `traceHeader()`.
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
      `traceHeader(): the option "value" is the function ${uncalled} itself. Call it: ${uncalled}()`,
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

/** The name of one of this package's factories, if it was given uncalled. */
function uncalledFactory(value: CheckedOptions["value"]): string | undefined {
  // The types don't allow factories as values. The entry point of w3c() isn't loaded from here.
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
        `traceHeader(): ${value.name} sets ${value.headers.join(", ")} itself. Leave the option "header" out`,
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
