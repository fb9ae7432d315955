import { describe, RegistrationError } from "../errors.js";
import { compileGlob, isGlob } from "./glob.js";

/** One segment of a pattern: it matches one segment of an event's name. */
export interface Segment {
  readonly text: string;
  /** Whether it is a glob other than the plain wildcard `*`. */
  readonly isGlob: boolean;
  matches(segment: string): boolean;
}

/** A pattern, compiled: everything that asks whether it matches asks this one object. */
export interface Pattern {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** The first segment, which matches types of events. */
  readonly type: Segment;
  /** Whether it matches an event's name, given by its segments. */
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

/** Checks that a pattern is dotted text without empty segments, or blanks at a segment's ends: it would match nothing. */
function checkText(pattern: unknown): asserts pattern is string {
  if (typeof pattern !== "string" || pattern.trim() === "") {
    throw new RegistrationError(
      "EMPTY_PATTERN",
      `a pattern is dotted text such as "before-sign.s3.PutObject" or "*", not ${describe(pattern)}`,
    );
  }
  const segments = pattern.split(".");
  if (segments.includes("")) {
    throw new RegistrationError(
      "EMPTY_SEGMENT",
      `the pattern "${pattern}" has an empty segment: write "*" for any, or leave the last segments out`,
    );
  }
  const blank = segments.find((segment) => segment !== segment.trim());
  if (blank !== undefined) {
    throw new RegistrationError(
      "EMPTY_SEGMENT",
      `the segment ${describe(blank)} of the pattern ${describe(pattern)} has blanks at its ends: write "${blank.trim() || "*"}"`,
    );
  }
}

/**
 * Checks that the name of an event is a string. What no pattern matches is no mistake: it has no handlers.
 *
 * @throws RegistrationError `EMPTY_PATTERN`.
 */
export function checkEventName(name: unknown): asserts name is string {
  if (typeof name === "string") return;
  throw new RegistrationError(
    "EMPTY_PATTERN",
    `the name of an event is dotted text such as "before-sign.s3.PutObject", not ${describe(name)}`,
  );
}
