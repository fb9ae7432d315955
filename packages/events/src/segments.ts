import { describe, RegistrationError } from "./errors.js";

/**
 * Checks that a pattern is dotted text without empty segments.
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
}
