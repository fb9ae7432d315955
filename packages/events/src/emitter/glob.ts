import { Minimatch } from "minimatch";
import { RegistrationError } from "../errors.js";

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };

/** Whether a segment is a glob other than the plain wildcard `*`. */
export function isGlob(segment: string): boolean {
  return segment !== "*" && /[*?[\]{}()!\\]/.test(segment);
}

/**
 * Compiles a segment's glob, once, to a test for one segment of an event name. Globs are minimatch's, except
 * that a segment is never a path: `/` is a letter like any other, `**` is `*`, and there are no comments.
 *
 * @throws RegistrationError `INVALID_GLOB` for brackets that do not pair up (minimatch would take them literally).
 */
export function compileGlob(glob: string, pattern: string): (segment: string) => boolean {
  const unpaired = unpairedBracket(glob);
  if (unpaired !== undefined) {
    throw new RegistrationError(
      "INVALID_GLOB",
      `the glob "${glob}" in the pattern "${pattern}" has an unpaired "${unpaired}": close it, or write "\\${unpaired}" for the letter (a glob matches within one segment: it cannot contain a dot)`,
    );
  }
  if (/^!(?!\()/.test(glob)) {
    throw new RegistrationError(
      "INVALID_GLOB",
      `the glob "${glob}" in the pattern "${pattern}" begins with "!": write "!(${glob.slice(1)})" for all but those that match`,
    );
  }
  const matcher = new Minimatch(withoutSlashes(glob), {
    // Without it minimatch takes the "!" of an extglob for the negation of the whole pattern.
    nonegate: true,
    dot: true,
    nocomment: true,
    noglobstar: true,
  });
  return (segment) => matcher.match(withoutSlashes(segment));
}

function withoutSlashes(text: string): string {
  return text.includes("/") ? text.replaceAll("/", "\u0001") : text;
}

function unpairedBracket(glob: string): string | undefined {
  const open: string[] = [];
  for (let i = 0; i < glob.length; i++) {
    const letter = glob[i] ?? "";
    // Inside a character class the other brackets are plain letters.
    if (open.at(-1) === "[" && letter !== "]" && letter !== "\\") continue;
    if (letter === "\\") i++;
    else if (letter in CLOSING) open.push(letter);
    else if (letter === "}" || letter === "]" || letter === ")") {
      const opening = open.pop();
      if (opening === undefined || CLOSING[opening] !== letter) return letter;
    }
  }
  return open.at(-1);
}
