import type { AnyCommandClass, CommandClass } from "../client/command-class.js";
import { StubError } from "../errors.js";
import { show } from "../matchers/show.js";
import type { CallRecord } from "../stubs/call-record.js";
import type { Expected } from "../stubs/output-types.js";
import type { SentCall } from "../stubs/sent-call.js";
import { Stubs } from "../stubs/stubs.js";
import { Target } from "../stubs/target.js";

/** The result of a matcher, as Vitest and Jest expect it. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** An expected call: its command or a pattern, and its expected parameters. */
export type ExpectedCall = readonly [command: AnyCommandClass | string, params?: unknown];

/** The matchers for what was sent, to use on the result of `stub`. */
export interface SentMatchers<R = unknown> {
  /** A call was sent at least once. */
  toHaveSent<Input extends object>(
    command: CommandClass<Input> | string,
    params?: Expected<Partial<Input>>,
  ): R;
  /** A call was sent that many times. */
  toHaveSentTimes<Input extends object>(
    command: CommandClass<Input> | string,
    times: number,
    params?: Expected<Partial<Input>>,
  ): R;
  /** The nth call of a command, from 1, has the expected parameters. */
  toHaveSentNth<Input extends object>(
    place: number,
    command: CommandClass<Input> | string,
    params?: Expected<Partial<Input>>,
    options?: NthOptions,
  ): R;
  /** Calls were sent in this order. Others may come between them. */
  toHaveSentInOrder(calls: readonly ExpectedCall[]): R;
}

/** Whether a call was sent at least once. */
export function toHaveSent(
  stubs: unknown,
  command: AnyCommandClass | string,
  params?: unknown,
): MatcherResult {
  const { calls, target } = asked(stubs, "toHaveSent", command, params);
  const found = calls.filter((call) => matches(target, call));
  return {
    pass: found.length > 0,
    message: () =>
      found.length > 0
        ? `${titled(target)} was sent ${times(found.length)}, and shouldn't have been`
        : `${titled(target)} wasn't sent${nearest(target, calls)}${sent(calls)}`,
  };
}

/** Whether a call was sent that many times. */
export function toHaveSentTimes(
  stubs: unknown,
  command: AnyCommandClass | string,
  count: number,
  params?: unknown,
): MatcherResult {
  const { calls, target } = asked(stubs, "toHaveSentTimes", command, params);
  if (!Number.isInteger(count) || count < 0) {
    throw new StubError(
      "INVALID_STUB",
      `toHaveSentTimes takes a command and how often it was sent, not ${show(count)}`,
    );
  }
  const found = calls.filter((call) => matches(target, call));
  const pass = found.length === count;
  return {
    pass,
    message: () =>
      pass
        ? `${titled(target)} was sent ${times(count)}, and shouldn't have been`
        : `${titled(target)} was sent ${times(found.length)} instead of ${times(count)}${sent(calls)}`,
  };
}

/** How calls are counted. */
export interface NthOptions {
  /** Counts all calls, not only those of the command. @default false */
  readonly ofAll?: boolean;
}

/** Whether the nth call of a command, from 1, has the expected parameters. */
export function toHaveSentNth(
  stubs: unknown,
  place: number,
  command: AnyCommandClass | string,
  params?: unknown,
  { ofAll = false }: NthOptions = {},
): MatcherResult {
  const { calls, target } = asked(stubs, "toHaveSentNth", command, params);
  if (!Number.isInteger(place) || place < 1) {
    throw new StubError(
      "INVALID_STUB",
      `toHaveSentNth takes the place of the call, from 1, not ${show(place)}`,
    );
  }
  const counted = ofAll ? calls : calls.filter((call) => target.isFor(call));
  const call = counted[place - 1];
  const found = call === undefined ? [] : differencesOf(target, call);
  const pass = call !== undefined && found.length === 0;
  const what = ofAll
    ? `call ${place} is expected to be ${titled(target)}`
    : `call ${place} of ${titled(target)} is expected`;
  const but =
    call !== undefined
      ? `it is another one:\n${listed(found)}`
      : `${ofAll ? "there were" : "it was sent"} ${ofAll ? `${counted.length} calls` : times(counted.length)}`;
  return {
    pass,
    message: () => (pass ? `${what}, and shouldn't be` : `${what}, but ${but}${sent(calls)}`),
  };
}

/** Whether calls were sent in this order. Others may come between them. */
export function toHaveSentInOrder(stubs: unknown, expected: readonly ExpectedCall[]): MatcherResult {
  const calls = recordsOf(stubs, "toHaveSentInOrder");
  const targets = expected.map(([command, params]) => new Target(command, params, {}));
  let place = 0;
  for (const call of calls) {
    const target = targets[place];
    if (target !== undefined && matches(target, call)) place += 1;
  }
  const missing = targets[place];
  return {
    pass: missing === undefined,
    message: () =>
      missing === undefined
        ? `the calls were sent in this order, and shouldn't have been`
        : `${titled(missing)} wasn't sent ${place === 0 ? "at all" : `after ${targets.slice(0, place).map(titled).join(", ")}`}${sent(calls)}`,
  };
}

function asked(
  stubs: unknown,
  matcher: string,
  command: AnyCommandClass | string,
  params: unknown,
): { readonly calls: readonly CallRecord[]; readonly target: Target } {
  return { calls: recordsOf(stubs, matcher), target: new Target(command, params, {}) };
}

function recordsOf(stubs: unknown, matcher: string): readonly CallRecord[] {
  if (stubs instanceof Stubs) return (stubs.calls as readonly CallRecord[]).filter(isSent);
  throw new StubError(
    "INVALID_STUB",
    `${matcher} takes what stub() gave, as expect(s3).${matcher}(...), not ${show(stubs)}`,
  );
}

/** Not if the call ended without an attempt: a handler refused or answered it, or sent it in parts. */
function isSent({ attempts, output, error }: SentCall): boolean {
  return attempts.length > 0 || (output === undefined && error === undefined);
}

function differencesOf(target: Target, call: CallRecord): string[] {
  return target.isFor(call) ? target.differences(call) : [`${call.service}.${call.operation}`];
}

function matches(target: Target, call: CallRecord): boolean {
  return target.isFor(call) && target.differences(call).length === 0;
}

/** `GetObject({ Bucket: "b" })` */
function titled({ operation, pattern, expected }: Target): string {
  return `${operation ?? pattern}${expected === undefined ? "" : `(${show(expected)})`}`;
}

function nearest(target: Target, calls: readonly CallRecord[]): string {
  const [first] = calls
    .filter((call) => target.isFor(call))
    .map((call) => target.differences(call))
    .sort((a, b) => a.length - b.length);
  return first === undefined ? "" : `. The nearest call has other parameters:\n${listed(first)}`;
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}

function sent(calls: readonly SentCall[]): string {
  if (calls.length === 0) return "\nNothing was sent";
  const lines = calls.map(
    ({ service, operation, params }, place) => `${place + 1}. ${service}.${operation}(${show(params)})`,
  );
  return `\nSent were:\n${listed(lines)}`;
}

function times(count: number): string {
  return count === 0 ? "never" : count === 1 ? "once" : `${count} times`;
}

/** For `expect.extend` of Vitest and Jest. */
export const sentMatchers = { toHaveSent, toHaveSentInOrder, toHaveSentNth, toHaveSentTimes };
