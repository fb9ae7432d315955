import { EVENT_CATALOGUE, type EventType } from "@tucuxi/events";
import type { Answer } from "./answers.js";

/** The events of a call and of an attempt, in the catalogue's order. */
const typesPer = (per: string): EventType[] =>
  (Object.keys(EVENT_CATALOGUE) as EventType[]).filter((type) => EVENT_CATALOGUE[type].per === per);
const AFTER: readonly EventType[] = ["after-call", "after-call-error"];
const BEFORE = typesPer("call").filter((type) => !AFTER.includes(type));
const ATTEMPT = typesPer("attempt");

/** What the events of a call depend on. */
export interface Course {
  /** The answer to each attempt that was sent. */
  readonly answers: readonly Answer[];
  /** Whether the call ended in an error that isn't a service's: no response came, or none that could be read. */
  readonly withoutResponse: boolean;
}

/** The types of the events that a call with this course emits, by the catalogue. */
export function expectedEvents({ answers, withoutResponse }: Course): EventType[] {
  const attempts = answers.flatMap((answer) =>
    // What never came is not parsed.
    ATTEMPT.filter((type) => !("reset" in answer) || type !== "before-parse"),
  );
  return [...BEFORE, ...attempts, withoutResponse ? "after-call-error" : "after-call"];
}
