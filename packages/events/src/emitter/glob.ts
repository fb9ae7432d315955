import { Minimatch } from "minimatch";
import { describe, RegistrationError } from "../errors.js";

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };

/** Far more than anybody writes by hand, and little enough to be compiled in no time. */
const MAX_LENGTH = 1000;
const MAX_ALTERNATIVES = 1000;
const MAX_DEPTH = 20;

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
  if (glob.length > MAX_LENGTH || alternatives(glob) > MAX_ALTERNATIVES) {
    throw new RegistrationError(
      "INVALID_GLOB",
      `a glob in a pattern has ${glob.length > MAX_LENGTH ? `${glob.length} letters` : `more than ${MAX_ALTERNATIVES} alternatives`} (${describe(glob)}): register several shorter patterns, or "*" and look at eventName in the handler`,
    );
  }
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

/** How many globs without braces a glob stands for: minimatch writes out each of `{a,b}{c,d}` and `{1..9}`. */
function alternatives(glob: string): number {
  // By depth: the alternatives that are complete, and those of the one that is being read.
  const levels: { done: number; current: number }[] = [{ done: 0, current: 1 }];
  for (let i = 0; i < glob.length; i++) {
    const letter = glob[i];
    const level = levels.at(-1) as { done: number; current: number };
    if (letter === "\\") i++;
    else if (letter === "{") {
      const range = /^\{(-?\d+)\.\.(-?\d+)/.exec(glob.slice(i, i + 40));
      levels.push({ done: 0, current: range ? Math.abs(Number(range[1]) - Number(range[2])) + 1 : 1 });
    } else if (letter === "," && levels.length > 1) {
      level.done += level.current;
      level.current = 1;
    } else if (letter === "}" && levels.length > 1) {
      levels.pop();
      (levels.at(-1) as { current: number }).current *= level.done + level.current;
    }
    if (levels.length > MAX_DEPTH) return Number.POSITIVE_INFINITY;
  }
  return levels.reduce((product, { done, current }) => product * (done + current), 1);
}
