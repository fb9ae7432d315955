import { StubError } from "../errors.js";
import { show } from "../matchers/show.js";
import type { CallRecord } from "./call-record.js";
import type { Stub } from "./stub.js";

/** The error for a call that no stub answers, with the closest stub and the differences. */
export function unmatched(call: CallRecord, stubs: readonly Stub[]): StubError {
  const { service, operation, params } = call;
  const lines = [`no stub answers ${service}.${operation}(${show(params)})`];
  const sameOperation = stubs.filter(({ target }) => target.isFor(call));
  const exhausted = sameOperation.find(
    ({ target, queue }) => target.differences(call).length === 0 && !queue.hasNext,
  );
  if (exhausted?.queue.isEmpty === true) {
    lines.push(`${exhausted.target.text} has no answer: add one, such as .returns({ ... })`);
  } else if (exhausted !== undefined) {
    lines.push(
      `${exhausted.target.text} has given all of its answers (${answersOf(exhausted)}). Add another, or remove once() or times()`,
    );
    if (call.attempts.length > 1) {
      lines.push(`This is attempt ${call.attempts.length}: the SDK tries again after an error that may pass`);
    }
  } else if (sameOperation.length > 0) {
    const [nearest] = sameOperation
      .map(({ target }) => ({ target, found: target.differences(call) }))
      .sort((a, b) => a.found.length - b.found.length);
    if (nearest !== undefined) {
      lines.push(`The nearest stub is ${nearest.target.text}, but of the call's parameters`);
      lines.push(...nearest.found.map((difference) => `  ${difference}`));
    }
  } else if (stubs.length === 0) lines.push("There are no stubs: add one with on()");
  else lines.push(`There are stubs for other calls: ${stubs.map(({ target }) => target.text).join(", ")}`);
  return new StubError("UNMATCHED_CALL", lines.join("\n"));
}

function answersOf({ queue }: Stub): string {
  return queue
    .answers()
    .map(({ text }) => text)
    .join(", ");
}

/** The error for stubs that weren't used, or `undefined` if all were. */
export function unused(stubs: readonly Stub[]): StubError | undefined {
  const lines = stubs.flatMap(({ target, queue, isOptional }) => {
    if (isOptional) return [];
    if (queue.isEmpty) return [`  ${target.text} has no answer`];
    const pending = queue.pending();
    if (pending.length === 0) return [];
    if (!queue.isUsed) return [`  ${target.text} was never called`];
    return [`  ${target.text} didn't give ${pending.join(", ")}`];
  });
  if (lines.length === 0) return undefined;
  return new StubError(
    "UNUSED_STUBS",
    `these stubs weren't used:\n${lines.join("\n")}\nTake them out, or say optional() of those that only some tests need`,
  );
}
