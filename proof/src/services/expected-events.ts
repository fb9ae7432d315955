import { EVENT_CATALOGUE, type EventType } from "@tucuxi/events";
import type { Answer } from "./answers.js";

const typesPer = (per: string): EventType[] =>
  (Object.keys(EVENT_CATALOGUE) as EventType[]).filter((type) => EVENT_CATALOGUE[type].per === per);
const AFTER: readonly EventType[] = ["after-call", "after-call-error"];
const BEFORE = typesPer("call").filter((type) => !AFTER.includes(type));
const ATTEMPT = typesPer("attempt");

/**
 * The types of the events that a call should emit, according to the catalogue.
 *
 * @param answers The answer to each attempt.
 * @param outcome The described outcome.
 */
export function expectedEvents(answers: readonly Answer[], outcome: unknown): EventType[] {
  const error = Object.fromEntries(Object(outcome).error ?? []) as { class?: string; $response?: unknown };
  const last = answers.at(-1);
  const isFailed = "error" in Object(outcome);
  const isReset = isFailed && last !== undefined && "reset" in last;
  // As in botocore, a success that can't be parsed isn't a response. JSON is an exception, since its parser
  // accepts it.
  const isUnanswered =
    isFailed &&
    !isReset &&
    last !== undefined &&
    !("reset" in last) &&
    last.status === 200 &&
    error.class !== "SyntaxError";
  // A middleware may also reject the parsed output. That error has no response.
  const isUnread = isUnanswered && error.$response !== undefined;
  const attempts = answers.flatMap((answer, at) => {
    if ("reset" in answer) return ATTEMPT.filter((type) => type !== "before-parse");
    const isCut = isUnread && at === answers.length - 1;
    return isCut ? ATTEMPT.slice(0, ATTEMPT.indexOf("before-parse") + 1) : ATTEMPT;
  });
  return [...BEFORE, ...attempts, isReset || isUnanswered ? "after-call-error" : "after-call"];
}
