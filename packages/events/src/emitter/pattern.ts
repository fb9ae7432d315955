import { describe, RegistrationError } from "../errors.js";
import { compileGlob, isGlob } from "./glob.js";

/** One segment of a pattern. It matches one segment of an event's name. */
export interface Segment {
  readonly text: string;
  /** Whether it is a glob other than the plain wildcard `*`. */
  readonly isGlob: boolean;
  matches(segment: string): boolean;
}

/** A compiled pattern. Only this object decides what the pattern matches. */
export interface Pattern {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** The first segment, which matches event types. */
  readonly type: Segment;
  /** Whether it matches an event's name, given as segments. */
  matches(name: readonly string[]): boolean;
}

/**
 * Compiles a pattern.
 *
 * @throws RegistrationError `EMPTY_PATTERN`, `EMPTY_SEGMENT` or `INVALID_GLOB`.
 */
export function compilePattern(text: unknown): Pattern {
  checkText(text);
  const segments = text.split(".").map((segment) => compileSegment(segment, text));
  return {
    text,
    segments,
    type: segments[0] as Segment,
    matches: (name) =>
      segments.length <= name.length &&
      segments.every((segment, index) => segment.matches(name[index] as string)),
  };
}

function compileSegment(text: string, pattern: string): Segment {
  if (text === "*") return { text, isGlob: false, matches: () => true };
  if (!isGlob(text)) return { text, isGlob: false, matches: (segment) => segment === text };
  return { text, isGlob: true, matches: compileGlob(text, pattern) };
}

/** Refuses patterns that could never match: not a string, or with an empty segment or whitespace around one. */
function checkText(pattern: unknown): asserts pattern is string {
  if (typeof pattern !== "string" || pattern.trim() === "") {
    throw new RegistrationError(
      "EMPTY_PATTERN",
      `a pattern is a string such as "before-sign.s3.PutObject" or "*", not ${describe(pattern)}`,
    );
  }
  const segments = pattern.split(".");
  if (segments.includes("")) {
    throw new RegistrationError(
      "EMPTY_SEGMENT",
      `the pattern "${pattern}" has an empty segment. Write "*" to match any segment, or leave the last segments out`,
    );
  }
  const blank = segments.find((segment) => segment !== segment.trim());
  if (blank !== undefined) {
    throw new RegistrationError(
      "EMPTY_SEGMENT",
      `the segment ${describe(blank)} of the pattern ${describe(pattern)} has whitespace around it: write "${blank.trim() || "*"}"`,
    );
  }
}

/**
 * Checks that an event's name is a string. A name that no pattern matches is fine: the event has no handlers.
 *
 * @throws RegistrationError `EMPTY_PATTERN`.
 */
export function checkEventName(name: unknown): asserts name is string {
  if (typeof name === "string") return;
  throw new RegistrationError(
    "EMPTY_PATTERN",
    `an event's name is a string such as "before-sign.s3.PutObject", not ${describe(name)}`,
  );
}
