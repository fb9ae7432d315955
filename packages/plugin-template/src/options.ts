import type { Parsed } from "@tucuxi/events";
import { aFunction, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { SkippedCall } from "./skipped-call.js";

/** The operations that only read, by the beginnings of their names. */
export const READS: RegExp = /^(?:BatchGet|Describe|Get|Head|List|Query|Scan|Search|Select)/;

/** Returns the output of a call that isn't sent. */
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
   * Returns the output of each other call, for programs that need one.
   *
   * @default an empty output
   */
  readonly answer?: Answer | undefined;
}

const CHECKS: Readonly<Record<keyof DryRunOptions, OptionCheck>> = {
  reads: ["a regular expression", (value) => value instanceof RegExp],
  answer: aFunction,
};

/**
 * Checks the options of `dryRun()` and fills in the defaults.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`
 */
export function checkedOptions(options: DryRunOptions): { readonly reads: RegExp; readonly answer: Answer } {
  checkOptions("dryRun()", options, CHECKS);
  const { reads = READS, answer = () => ({}) } = options;
  return { reads, answer };
}
