import { Minimatch } from "minimatch";
import { describe, RegistrationError } from "../errors.js";

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };

/** Far more than anybody writes by hand, and still quick to compile. */
const MAX_LENGTH = 1000;
const MAX_ALTERNATIVES = 1000;
const MAX_DEPTH = 20;

/** Whether a segment is a glob other than the plain wildcard `*`. */
export function isGlob(segment: string): boolean {
  return segment !== "*" && /[*?[\]{}()!\\]/.test(segment);
}

/**
 * Compiles a glob to a test for one segment of an event name. The syntax is minimatch's, but a segment is never a path:
 * `/` is an ordinary character, `**` means `*`, and there are no comments.
 *
 * @throws RegistrationError `INVALID_GLOB` for unpaired brackets, which minimatch would match literally.
 */
export function compileGlob(glob: string, pattern: string): (segment: string) => boolean {
  if (glob.length > MAX_LENGTH || alternatives(glob) > MAX_ALTERNATIVES) {
    throw new RegistrationError(
      "INVALID_GLOB",
      `a glob in a pattern has ${glob.length > MAX_LENGTH ? `${glob.length} characters` : `more than ${MAX_ALTERNATIVES} alternatives`} (${describe(glob)}). Register several shorter patterns, or "*" and check eventName in the handler`,
    );
  }
  const unpaired = unpairedBracket(glob);
  if (unpaired !== undefined) {
    throw new RegistrationError(
      "INVALID_GLOB",
      `the glob "${glob}" in the pattern "${pattern}" has an unpaired "${unpaired}". Close it, or write "\\${unpaired}" for the character itself (a glob matches one segment, so it can't contain a dot)`,
    );
  }
  if (/^!(?!\()/.test(glob)) {
    throw new RegistrationError(
      "INVALID_GLOB",
      `the glob "${glob}" in the pattern "${pattern}" starts with "!". Write "!(${glob.slice(1)})" to match everything else`,
    );
  }
  const matcher = new Minimatch(withoutSlashes(glob), {
    // Otherwise minimatch reads the "!" of an extglob as a negation of the whole pattern.
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
    // Inside a character class the other brackets are ordinary characters.
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

/** How many globs minimatch makes of one: it expands `{a,b}{c,d}` and `{1..9}`. */
function alternatives(glob: string): number {
  // For each depth, the alternatives counted so far and those of the current one.
  const levels: { done: number; current: number }[] = [{ done: 0, current: 1 }];
  for (let i = 0; i < glob.length; i++) {
    const letter = glob[i];
    const level = levels.at(-1) as { done: number; current: number };
    if (letter === "\\") i++;
    else if (letter === "{") {
      levels.push({ done: 0, current: 1 });
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
