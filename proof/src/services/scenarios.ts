import { type Shape, shapeOf } from "../schema/shape.js";
import { fullValue, unionMembers, type ValueSettings } from "../schema/values.js";
import type { Answer, Answers } from "./answers.js";
import type { Operation, Service } from "./sdk.js";

/** A call of an operation, and the service's answers. */
export interface Scenario {
  /** The kind, such as "success" or "error". */
  readonly name: string;
  /** Makes a new input each time. */
  readonly input: () => unknown;
  readonly answers: readonly Answer[];
  /** Whether to try every attachment, or only two of them in turn. */
  readonly everyAttachment: boolean;
}

/** Modelled errors to try per operation. They take turns, so that each error of a service occurs. */
const ERRORS_EACH = 3;
/** More members than any union has, so that all of them are tried. */
const MAX_UNION_MEMBERS = 100;

/** All scenarios of the operation with this number. */
export async function scenariosOf(
  service: Service,
  operation: Operation,
  index: number,
  answers: Answers,
): Promise<Scenario[]> {
  const shape = shapeOf(operation.input);
  const make = (settings: Partial<ValueSettings> = {}) => {
    const omits = (member: string, inner: Shape): boolean =>
      // Only multi-region endpoints have it, and they need a signer that clients don't include.
      (service.name === "@aws-sdk/client-eventbridge" && member === "EndpointId") ||
      settings.omits?.(member, inner) === true;
    return () => fullValue(shape, { unionMember: 0, streams: "bytes", ...settings, omits });
  };
  const input = make();
  const success = await answers.empty(operation);
  const scenarios: Scenario[] = [
    { name: "success", input: make({ streams: "stream" }), answers: [success], everyAttachment: true },
    { name: "full output", input, answers: [await answers.full(operation)], everyAttachment: true },
    {
      name: "unknown 400",
      input,
      answers: [await answers.unmodelled(400, "NobodyKnows")],
      everyAttachment: false,
    },
    {
      name: "500 then 200",
      input,
      answers: [await answers.unmodelled(500, "InternalFailure"), success],
      everyAttachment: false,
    },
    {
      name: "throttle then 200",
      input,
      answers: [await answers.unmodelled(400, "ThrottlingException"), success],
      everyAttachment: false,
    },
    { name: "reset then 200", input, answers: [{ reset: "ECONNRESET" }, success], everyAttachment: false },
    { name: "resets", input, answers: [{ reset: "EPIPE" }], everyAttachment: false },
    { name: "unparsable 200", input, answers: [answers.unparsable], everyAttachment: false },
  ];
  const count = Math.min(ERRORS_EACH, service.errors.length);
  for (let at = 0; at < count; at++) {
    const error = service.errors[(index * ERRORS_EACH + at) % service.errors.length];
    scenarios.push({
      name: "modelled error",
      input,
      answers: [await answers.error(error)],
      everyAttachment: false,
    });
  }
  const unions = Math.min(unionMembers(shape), MAX_UNION_MEMBERS);
  for (let member = 1; member < unions; member++) {
    const omits = (_: string, { traits }: Shape): boolean => traits["idempotencyToken"] !== undefined;
    scenarios.push({
      name: "union member",
      input: make({ unionMember: member, omits }),
      answers: [success],
      everyAttachment: false,
    });
  }
  const outputs = Math.min(unionMembers(shapeOf(operation.output)), MAX_UNION_MEMBERS);
  for (let member = 1; member < outputs; member++) {
    const answer = await answers.full(operation, member);
    scenarios.push({ name: "union member", input, answers: [answer], everyAttachment: false });
  }
  return scenarios;
}
