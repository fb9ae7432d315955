import type { CommandClass } from "../client/command-class.js";
import type { Expected } from "../stubs/output-types.js";
import type { Stubs } from "../stubs/stubs.js";
import {
  type ExpectedCall,
  type MatcherResult,
  type NthOptions,
  toHaveSent,
  toHaveSentInOrder,
  toHaveSentNth,
  toHaveSentTimes,
} from "./sent-matchers.js";

/** What an assertion throws. It has the name and code of `node:assert`, which browsers don't have. */
class SentAssertionError extends Error {
  override name = "AssertionError";
  readonly code = "ERR_ASSERTION";
}

/**
 * Throws unless a call was sent at least once. Use it with `node:test` or any other runner.
 *
 * @throws an `AssertionError` that shows what was sent instead.
 *
 * @example
 * assertSent(s3, PutObjectCommand, { Bucket: "b" });
 */
export function assertSent<Input extends object>(
  stubs: Stubs,
  command: CommandClass<Input> | string,
  params?: Expected<Partial<Input>>,
): void {
  assertResult(toHaveSent(stubs, command, params));
}

/** Throws if a call was sent. */
export function assertNotSent<Input extends object>(
  stubs: Stubs,
  command: CommandClass<Input> | string,
  params?: Expected<Partial<Input>>,
): void {
  const { pass, message } = toHaveSent(stubs, command, params);
  assertResult({ pass: !pass, message });
}

/** Throws unless a call was sent that many times. */
export function assertSentTimes<Input extends object>(
  stubs: Stubs,
  command: CommandClass<Input> | string,
  times: number,
  params?: Expected<Partial<Input>>,
): void {
  assertResult(toHaveSentTimes(stubs, command, times, params));
}

/** Throws unless the nth call of a command, from 1, has the expected parameters. */
export function assertSentNth<Input extends object>(
  stubs: Stubs,
  place: number,
  command: CommandClass<Input> | string,
  params?: Expected<Partial<Input>>,
  options?: NthOptions,
): void {
  assertResult(toHaveSentNth(stubs, place, command, params, options));
}

/** Throws unless calls were sent in this order. Others may come between them. */
export function assertSentInOrder(stubs: Stubs, calls: readonly ExpectedCall[]): void {
  assertResult(toHaveSentInOrder(stubs, calls));
}

function assertResult({ pass, message }: MatcherResult): void {
  if (!pass) throw new SentAssertionError(message());
}
