import { describe, RegistrationError } from "../errors.js";

/**
 * Checks that a pattern is dotted text without empty segments, or blanks at a segment's ends: it would match nothing.
 *
 * @throws RegistrationError `EMPTY_PATTERN` or `EMPTY_SEGMENT`.
 */
export function checkPattern(pattern: unknown): asserts pattern is string {
  if (typeof pattern !== "string" || pattern.trim() === "") {
    throw new RegistrationError(
      "EMPTY_PATTERN",
      `a pattern is dotted text such as "before-sign.s3.PutObject" or "*", not ${describe(pattern)}`,
    );
  }
  if (pattern.split(".").includes("")) {
    throw new RegistrationError(
      "EMPTY_SEGMENT",
      `the pattern "${pattern}" has an empty segment: write "*" for any, or leave the last segments out`,
    );
  }
  const blank = pattern.split(".").find((segment) => segment !== segment.trim());
  if (blank !== undefined) {
    throw new RegistrationError(
      "EMPTY_SEGMENT",
      `the segment ${describe(blank)} of the pattern ${describe(pattern)} has blanks at its ends: write "${blank.trim() || "*"}"`,
    );
  }
}

/**
 * Checks that the name of an event is a text. What no pattern matches is no mistake: it has no handlers.
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
