import { faultsOf } from "../checks/check-value.js";
import { inWords } from "../checks/in-words.js";
import { isObject } from "../client/sdk.js";
import { StubError } from "../errors.js";
import { show } from "../matchers/show.js";
import { eventStreamOf, type Operation } from "../model/operation.js";
import type { Shape } from "../model/shape.js";
import { type WireEvent, writeEvents } from "../protocols/write-events.js";
import type { Answer } from "./answer.js";
import type { GivenOutput } from "./given-output.js";
import { checkedOutput } from "./output-answer.js";
import { prepared } from "./prepare-output.js";

/** Answers with events, and with the output's other members. */
export function streamAnswer(events: readonly unknown[], output: GivenOutput): Answer {
  return {
    text: `streams(${show(events)})`,
    check({ operation }) {
      if (operation === undefined) return;
      const { stream } = checkedEvents(operation, events);
      checkedOutput(operation, output, false, { without: stream[0] });
    },
    async answer({ operation, writer }) {
      if (operation === undefined || writer === undefined) {
        throw new StubError(
          "INVALID_ANSWER",
          "streams() needs a client with schemas, and this one is too old. Use returns() with an async iterable",
        );
      }
      const { stream, wire } = checkedEvents(operation, events);
      const value = checkedOutput(operation, output, false, { without: stream[0] });
      return {
        response: writeEvents(writer, operation, stream, value, wire),
      };
    },
  };
}

function checkedEvents(
  operation: Operation,
  events: readonly unknown[],
): { readonly stream: readonly [string, Shape]; readonly wire: readonly WireEvent[] } {
  const stream = eventStreamOf(operation.output);
  if (stream === undefined) {
    throw new StubError(
      "INVALID_ANSWER",
      `${operation.name} doesn't answer with events: use returns() instead of streams()`,
    );
  }
  const [, union] = stream;
  return { stream, wire: events.map((event, index) => checkedEvent(operation, union, event, index)) };
}

function checkedEvent({ name }: Operation, union: Shape, event: unknown, index: number): WireEvent {
  if (event instanceof Error) return exception(union, event);
  const value = prepared(union, event, false);
  const faults = faultsOf(union, value);
  const [entry] = isObject(value) ? Object.entries(value) : [];
  if (faults.length > 0 || entry === undefined) {
    const reasons = faults.length > 0 ? faults : [inWords(event)];
    throw new StubError(
      "INVALID_OUTPUT",
      `event ${index} of ${name} can't be, by the service's model:\n${reasons.map((fault) => `  ${fault}`).join("\n")}`,
    );
  }
  const [member, content] = entry;
  return { name: member, value: isObject(content) ? content : {} };
}

/** An exception that the model has among the events, or an error that ends the stream. */
function exception(union: Shape, { name, message, ...members }: Error): WireEvent {
  for (const [member, shape] of union.members) {
    if (shape.name !== name || shape.traits.error === undefined) continue;
    const own = Object.entries(members).filter(([key]) => shape.members.has(key));
    return { name: member, value: { message, ...Object.fromEntries(own) } };
  }
  return { code: name, message };
}
