import type { Answer } from "../answers/answer.js";
import { StubError } from "../errors.js";
import { differences } from "../matchers/differences.js";
import { show } from "../matchers/show.js";
import type { CallRecord } from "./call-record.js";

/** A response of botocore's `Stubber`, for one call in order. */
export interface OrderedResponse {
  /** `GetObject` */
  readonly operation: string;
  readonly answer: Answer;
  /** All of the call's parameters, or `undefined` if they aren't compared. */
  readonly expectedParams: object | undefined;
}

/** The responses of botocore's `Stubber`, which calls take in order. */
export class OrderedResponses {
  #responses: OrderedResponse[] = [];
  #wasUsed = false;

  add(response: OrderedResponse): void {
    this.#responses.push(response);
    this.#wasUsed = true;
  }

  /** Whether calls are answered in order, which starts with the first response that is added. */
  get isUsed(): boolean {
    return this.#wasUsed;
  }

  clear(): void {
    this.#responses = [];
    this.#wasUsed = false;
  }

  /** Throws if a call isn't the next one. */
  check(call: CallRecord): void {
    const [next] = this.#responses;
    if (next === undefined) return;
    if (next.operation !== call.operation) {
      throw new StubError(
        "UNMATCHED_CALL",
        `${call.service}.${call.operation}(${show(call.params)}) was called, but the next response that was added is for ${next.operation}`,
      );
    }
    const found =
      next.expectedParams === undefined ? [] : differences(next.expectedParams, call.params, true);
    if (found.length === 0) return;
    throw new StubError(
      "UNMATCHED_CALL",
      `${call.service}.${call.operation}(${show(call.params)}) was called, but expected were the parameters ${show(next.expectedParams)}:\n${found.map((difference) => `  ${difference}`).join("\n")}`,
    );
  }

  /** Takes the response of a call, or `undefined` if none is left. Throws if the call isn't the next one. */
  take(call: CallRecord): Answer | undefined {
    this.check(call);
    return this.#responses.shift()?.answer;
  }

  /** The operations whose responses no call has taken. */
  pending(): string[] {
    return this.#responses.map(({ operation, answer }) => `${operation}: ${answer.text}`);
  }
}
