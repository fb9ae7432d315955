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
  /** Compares an answer with the model as soon as it's given. */
  check(answer: Answer, target: Target): void;
  /** Adds another stub. */
  readonly on: OnCalls;
}

/** Sets how calls are answered. See `Stubs.on`. */
export interface OnCalls {
  <Input extends object, Output extends object>(
    command: CommandClass<Input, Output>,
    params?: Expected<Partial<Input>>,
    options?: MatchOptions,
  ): Stub<Input, Output>;
  (pattern: string, params?: Expected<AnyMembers>, options?: MatchOptions): Stub<AnyMembers, AnyMembers>;
}

/** Members of parameters or of an output whose type isn't known. */
export type AnyMembers = Readonly<Record<string, unknown>>;

/**
 * The answers to some calls of a client, made with `on`. Each attempt takes the next one, including the SDK's retries.
 * The last one repeats, unless `times` or `once` limits it. Every method returns the stub.
 */
export class Stub<Input extends object = object, Output extends object = object> {
  /** @internal */
  readonly target: Target;
  /** @internal */
  readonly queue: AnswerQueue = new AnswerQueue();
  /** @internal */
  isOptional = false;
  /** Adds another stub of the same client, so that you can chain several. */
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
   * @throws StubError `INVALID_OUTPUT` if the service's model doesn't allow the output.
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
   * Answers with an error of the service, by its name: `fails("NotFound")`. You can also pass an exception of the SDK,
   * such as `new NotFound({...})`. Any other error is an error on the way to the service.
   *
   * @param details The error's message, its status, and its other members.
   * @throws StubError `INVALID_ERROR` for an error that the service doesn't have.
   */
  fails(error: string | Error, details: ErrorDetails = {}): this {
    return this.#add(typeof error === "string" ? errorAnswer(error, details) : thrownAnswer(error));
  }

  /** Answers with a raw HTTP response, which the SDK parses like one of the service. */
  responds(response: GivenHttpResponse): this {
    return this.#add(httpAnswer(response));
  }

  /**
   * Answers as the service does when it throttles, so the SDK retries. It doesn't wait before the retry.
   *
   * @param times How many attempts it answers. Without it, the answer counts like any other.
   */
  throttles(times?: number): this {
    return this.#add(throttleAnswer(), times);
  }

  /**
   * Loses the connection, so the SDK retries.
   *
   * @param times How many attempts it answers. Without it, the answer counts like any other.
   */
  drops(times?: number): this {
    return this.#add(dropAnswer(), times);
  }

  /** Delays the next answer, by milliseconds. A call that is aborted doesn't wait for it. */
  delays(milliseconds: number): this {
    this.queue.delayNext(milliseconds);
    return this;
  }

  /** Answers with what a function returns, or fails with what it throws. */
  calls(answer: AnswerFunction<Input, GivenOutputOf<Output>>): this {
    return this.#add(functionAnswer(answer as AnswerFunction<GivenOutput, unknown>));
  }

  /**
   * Answers with the pages of a list. All but the last get a token, and a call gets the page that its token asks for.
   * So the SDK's paginators work.
   *
   * @throws StubError `INVALID_ANSWER` for an operation that doesn't paginate, or whose tokens you have to name.
   */
  pages(pages: readonly GivenOutputOf<Output>[], options: PageOptions = {}): this {
    return this.#add(pageAnswer(pages, options));
  }

  /**
   * Answers with an event stream. An error among the events ends the stream as the service would.
   *
   * @param output The output's members besides the stream.
   */
  streams(events: readonly (EventOf<Output> | Error)[], output: GivenOutputOf<Output> = {}): this {
    return this.#add(streamAnswer(events, output));
  }

  /** Gives the last answer exactly this often. If it's given less often, removing the stub throws. */
  times(times: number): this {
    this.queue.limitLast(times);
    return this;
  }

  /** Gives the last answer once. */
  once(): this {
    return this.times(1);
  }

  /** The stub can stay unused. Use it for defaults that only some tests need. */
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
