import type { Parsed } from "@tucuxi/events";
import { aFunction, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { SkippedCall } from "./skipped-call.js";

/** The operations that only read, by the beginnings of their names. */
export const READS: RegExp = /^(?:BatchGet|Describe|Get|Head|List|Query|Scan|Search|Select)/;

/** Gives the output of a call that is not sent. */
export type Answer = (call: SkippedCall) => Parsed | PromiseLike<Parsed>;

/** The options of `dryRun()`. */
export interface DryRunOptions {
  /**
   * Calls whose operation's name matches are sent.
   *
   * @default READS
   */
  readonly reads?: RegExp | undefined;
  /**
   * Gives the output of each other call, for programs that need something of it.
   *
   * @default an output without members
   */
  readonly answer?: Answer | undefined;
}

const CHECKS: Readonly<Record<keyof DryRunOptions, OptionCheck>> = {
  reads: ["a regular expression", (value) => value instanceof RegExp],
  answer: aFunction,
};

/**
 * Checks what `dryRun()` was given, and puts the defaults in place.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`
 */
export function checkedOptions(options: DryRunOptions): { readonly reads: RegExp; readonly answer: Answer } {
  checkOptions("dryRun()", options, CHECKS);
  const { reads = READS, answer = () => ({}) } = options;
  return { reads, answer };
}
