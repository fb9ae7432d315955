import { inWords } from "../checks/in-words.js";
import { isObject } from "../client/sdk.js";
import { StubError } from "../errors.js";
import { show } from "../matchers/show.js";
import type { Answer } from "./answer.js";
import { answerThrown } from "./error-answer.js";
import type { GivenOutput } from "./given-output.js";
import { answerOutput } from "./output-answer.js";

/** The attempt that a test's function answers. */
export interface FunctionCall {
  /** `GetObject` */
  readonly operation: string;
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
  /** The client that the call was made with. */
  readonly client: object;
}

/** Returns the output of an attempt, or throws its error. */
export type AnswerFunction<Params, Output> = (
  params: Params,
  call: FunctionCall,
) => Output | undefined | PromiseLike<Output | undefined>;

/** Answers with what a function returns, or fails with what it throws. */
export function functionAnswer(answerer: AnswerFunction<GivenOutput, unknown>): Answer {
  return {
    text: `calls(${show(answerer)})`,
    async answer(attempt) {
      const { params, operationName: operation, client } = attempt;
      let output: unknown;
      try {
        output = (await answerer(params, { operation, attempt: attempt.attempt, client })) ?? {};
      } catch (error) {
        return answerThrown(attempt, error);
      }
      if (isObject(output)) return answerOutput(attempt, output);
      throw new StubError(
        "INVALID_OUTPUT",
        `the function that answers ${operation} must return the output, an object: the value ${inWords(output)}`,
      );
    },
  };
}
