import { describe, RegistrationError } from "../errors.js";
import { didYouMean } from "./nearest-name.js";

/** What an option accepts: in words, for the error message, and as a test. */
export type OptionCheck = readonly [expected: string, accepts: (value: unknown) => boolean];

export const aBoolean: OptionCheck = ["true or false", (value) => typeof value === "boolean"];
export const aFunction: OptionCheck = ["a function", (value) => typeof value === "function"];
export const anObject: OptionCheck = ["an object", (value) => typeof value === "object" && value !== null];

/**
 * Checks an options object: each key must be known, and each value must pass its check. `undefined` counts as left out.
 *
 * @param where The call that takes the options, for the error message: `gzip()`.
 * @throws RegistrationError `UNKNOWN_OPTION` with the closest known name, or `INVALID_OPTION` with what is accepted.
 */
export function checkOptions(
  where: string,
  options: unknown,
  checks: Readonly<Record<string, OptionCheck>>,
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `${where} takes an options object, not ${describe(options)}`,
    );
  }
  for (const [name, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) {
      const known = Object.keys(checks);
      throw new RegistrationError(
        "UNKNOWN_OPTION",
        `${where} has no option "${name}"${didYouMean(name, known)}: it takes ${known.join(", ")}`,
      );
    }
    const [expected, accepts] = check;
    if (value !== undefined && !accepts(value)) {
      throw new RegistrationError(
        "INVALID_OPTION",
        `${where}: the option "${name}" must be ${expected}, not ${describe(value)}`,
      );
    }
  }
}
