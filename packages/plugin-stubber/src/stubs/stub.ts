import type { Answer } from "../answers/answer.js";
import { type ErrorDetails, errorAnswer, thrownAnswer } from "../answers/error-answer.js";
import { type AnswerFunction, functionAnswer } from "../answers/function-answer.js";
import type { GivenOutput } from "../answers/given-output.js";
import { dropAnswer, type GivenHttpResponse, httpAnswer, throttleAnswer } from "../answers/http-answers.js";
import { outputAnswer } from "../answers/output-answer.js";
import { type PageOptions, pageAnswer } from "../answers/page-answer.js";
import { streamAnswer } from "../answers/stream-answer.js";
import { inWords } from "../checks/in-words.js";
import type { CommandClass } from "../client/command-class.js";
import { isObject } from "../client/sdk.js";
import { StubError } from "../errors.js";
import { AnswerQueue } from "./answer-queue.js";
import type { EventOf, Expected, GivenOutputOf } from "./output-types.js";
import type { MatchOptions, Target } from "./target.js";

/** @internal What a stub belongs to. */
export interface StubOwner {
  /** Compares an answer with the model when it is given. */
  check(answer: Answer, target: Target): void;
  /** Adds another stub. */
  readonly on: OnCalls;
}

/** Says how calls are answered: see `Stubs.on`. */
export interface OnCalls {
  <Input extends object, Output extends object>(
    command: CommandClass<Input, Output>,
    params?: Expected<Partial<Input>>,
    options?: MatchOptions,
  ): Stub<Input, Output>;
  (pattern: string, params?: Expected<AnyMembers>, options?: MatchOptions): Stub<AnyMembers, AnyMembers>;
}

/** The members of parameters or of an output that are not known. */
export type AnyMembers = Readonly<Record<string, unknown>>;

/**
 * The answers to some calls of a client, made with `on`. Each attempt takes the next one, a retry of the SDK too, and the
 * last one repeats unless `times` or `once` says otherwise. Every method gives the stub again.
 */
export class Stub<Input extends object = object, Output extends object = object> {
  /** @internal */
  readonly target: Target;
  /** @internal */
  readonly queue: AnswerQueue = new AnswerQueue();
  /** @internal */
  isOptional = false;
  /** Another stub of the same client, to write several in one chain. */
  readonly on: OnCalls;
  readonly #owner: StubOwner;

  /** @internal Use `on`. */
  constructor(target: Target, owner: StubOwner) {
    this.target = target;
    this.#owner = owner;
    this.on = owner.on;
  }

  /**
   * Answers with an output, in the bytes that the service would send.
   *
   * @throws StubError `INVALID_OUTPUT` where the service's model has no such output.
   */
  returns(output: GivenOutputOf<Output> = {}): this {
    if (!isObject(output)) {
      throw new StubError(
        "INVALID_OUTPUT",
        `returns() takes an output, an object: the value ${inWords(output)}`,
      );
    }
    return this.#add(outputAnswer(output));
  }

  /**
   * Answers with an error of the service, by its name: `fails("NotFound")`. An exception of the SDK, such as
   * `new NotFound({...})`, does as well; any other error is what goes wrong on the way to the service.
   *
   * @param details The error's message, its status, and its other members.
   * @throws StubError `INVALID_ERROR` for an error that the service does not have.
   */
  fails(error: string | Error, details: ErrorDetails = {}): this {
    return this.#add(typeof error === "string" ? errorAnswer(error, details) : thrownAnswer(error));
  }

  /** Answers with a raw HTTP response, which the SDK reads as one of the service. */
  responds(response: GivenHttpResponse): this {
    return this.#add(httpAnswer(response));
  }

  /**
   * Answers as the service does when it throttles, so the SDK tries again: at once, it does not wait.
   *
   * @param times How many attempts; without it, as often as any answer.
   */
  throttles(times?: number): this {
    return this.#add(throttleAnswer(), times);
  }

  /**
   * Loses the connection, so the SDK tries again.
   *
   * @param times How many attempts; without it, as often as any answer.
   */
  drops(times?: number): this {
    return this.#add(dropAnswer(), times);
  }

  /** The answer that comes next takes a time, in milliseconds. A call that is aborted does not wait for it. */
  delays(milliseconds: number): this {
    this.queue.delayNext(milliseconds);
    return this;
  }

  /** Answers with what a function returns, or fails with what it throws. */
  calls(answer: AnswerFunction<Input, GivenOutputOf<Output>>): this {
    return this.#add(functionAnswer(answer as AnswerFunction<GivenOutput, unknown>));
  }

  /**
   * Answers with the pages of a list. Tokens are made for all but the last one, and a call gets the page that its token asks
   * for, so the SDK's paginators work.
   *
   * @throws StubError `INVALID_ANSWER` for an operation that does not paginate, or where its tokens have to be named.
   */
  pages(pages: readonly GivenOutputOf<Output>[], options: PageOptions = {}): this {
    return this.#add(pageAnswer(pages, options));
  }

  /**
   * Answers with a stream of events. An error among them ends the stream as the service would.
   *
   * @param output The members of the output beside the stream.
   */
  streams(events: readonly (EventOf<Output> | Error)[], output: GivenOutputOf<Output> = {}): this {
    return this.#add(streamAnswer(events, output));
  }

  /** The last answer is given this often, and no more; fewer is an error when the stub is taken off. */
  times(times: number): this {
    this.queue.limitLast(times);
    return this;
  }

  /** The last answer is given once. */
  once(): this {
    return this.times(1);
  }

  /** The stub may stay unused: for defaults that only some tests need. */
  optional(): this {
    this.isOptional = true;
    return this;
  }

  #add(answer: Answer, times?: number): this {
    this.#owner.check(answer, this.target);
    this.queue.add(answer, times);
    return this;
  }
}
