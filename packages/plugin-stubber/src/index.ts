/**
 * Tests code against the SDK's real stack without AWS. Start with {@link stub}.
 *
 * @packageDocumentation
 */

export type { ErrorDetails } from "./answers/error-answer.js";
export type { AnswerFunction, FunctionCall } from "./answers/function-answer.js";
export type { GivenHttpResponse } from "./answers/http-answers.js";
export type { PageOptions } from "./answers/page-answer.js";
export type { AnyCommandClass, CommandClass } from "./client/command-class.js";
export { StubError, type StubErrorCode } from "./errors.js";
export { type AsymmetricMatcher, any } from "./matchers/any.js";
export {
  assertNotSent,
  assertSent,
  assertSentInOrder,
  assertSentNth,
  assertSentTimes,
} from "./runners/assertions.js";
export {
  type ExpectedCall,
  type MatcherResult,
  type NthOptions,
  type SentMatchers,
  sentMatchers,
} from "./runners/sent-matchers.js";
export { type StubbableClass, type StubbableClient, stub } from "./stub.js";
export type { StubOptions } from "./stubs/options.js";
export type { EventOf, Expected, GivenBody, GivenOutputOf } from "./stubs/output-types.js";
export type { Attempt, ReceivedResponse, SentCall, SentRequest } from "./stubs/sent-call.js";
export type { AnyMembers, OnCalls, Stub } from "./stubs/stub.js";
export type { ClientErrorOptions, Stubs } from "./stubs/stubs.js";
export type { MatchOptions } from "./stubs/target.js";
