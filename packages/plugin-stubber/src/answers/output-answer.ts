import { type CheckOptions, faultsOf } from "../checks/check-value.js";
import { StubError } from "../errors.js";
import { show } from "../matchers/show.js";
import type { Operation } from "../model/operation.js";
import { streamedMember, writeOutput } from "../protocols/write-output.js";
import type { Answer, Answered, AnsweredAttempt } from "./answer.js";
import { collectBody } from "./collect-body.js";
import type { GivenOutput } from "./given-output.js";
import { prepared } from "./prepare-output.js";
import { withMetadata } from "./response-metadata.js";
import { withDigests } from "./sqs-digests.js";

/** Answers with an output. */
export function outputAnswer(output: GivenOutput): Answer {
  return {
    text: `returns(${show(output)})`,
    check({ operation, isNative }) {
      if (operation !== undefined) checkedOutput(operation, output, isNative);
    },
    answer: (attempt) => answerOutput(attempt, output),
  };
}

/** Answers with the output in the form that the attempt needs. */
export async function answerOutput(attempt: AnsweredAttempt, output: GivenOutput): Promise<Answered> {
  const { operation, writer, isNative } = attempt;
  if (operation === undefined || writer === undefined) return { output };
  const value = await withDigests(attempt, checkedOutput(operation, output, isNative));
  const streamed = streamedMember(operation);
  const body = streamed === undefined ? undefined : await collectBody(value[streamed]);
  const response = writeOutput(writer, operation, value, body);
  return { response: withMetadata(response, output["$metadata"]) };
}

/** An output in the form that is written, compared with the model. */
export function checkedOutput(
  { name, output: shape }: Operation,
  output: unknown,
  isNative: boolean,
  options: CheckOptions = {},
): GivenOutput {
  const value = prepared(shape, output, isNative);
  const faults = faultsOf(shape, value, options);
  if (faults.length > 0) {
    throw new StubError(
      "INVALID_OUTPUT",
      `${name} can't return this, by the service's model:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
    );
  }
  const { $metadata: _, ...members } = value as Record<string, unknown>;
  return members;
}
