import { READS, WRITES, WRITING_VERBS } from "./operations.generated.js";

/** What the generated table says about an operation. `undefined` if it isn't there and its name doesn't tell. */
export type Listed = "read" | "write" | undefined;

/** The verbs that a group's letters stand for, and whether its nouns take the plural with them. */
const LETTERS: Readonly<Record<string, readonly [verb: string, isPlural: boolean]>> = {
  p: ["Get", true],
  g: ["Get", false],
  l: ["List", true],
  m: ["List", false],
  e: ["Describe", true],
  d: ["Describe", false],
  b: ["BatchGet", true],
  c: ["BatchGet", false],
  s: ["Search", true],
  _: ["", false],
};

const writingVerbs = new Set(WRITING_VERBS.split(" "));
const linesOfReads = linesByService(READS);
const linesOfWrites = linesByService(WRITES);
const decoded = new Map<string, ReadonlySet<string>>();

/**
 * Looks an operation up.
 *
 * @param service The service's part of event names: `cloudwatch-logs`.
 */
export function lookUp(service: string, operation: string): Listed {
  const line = linesOfReads.get(service);
  if (line === undefined) return undefined;
  let reads = decoded.get(service);
  if (reads === undefined) {
    reads = decode(line);
    decoded.set(service, reads);
  }
  if (reads.has(operation)) return "read";
  if (linesOfWrites.get(service)?.split(" ").includes(operation)) return "write";
  return writingVerbs.has(verbOf(operation)) ? "write" : undefined;
}

/** `Create` of `CreateTable`, `BatchWrite` of `BatchWriteItem`. */
function verbOf(operation: string): string {
  return /^(?:Admin|Batch)?(?:[A-Z]+(?![a-z])|[A-Z][a-z0-9]*)/.exec(operation)?.[0] ?? "";
}

function linesByService(table: string): ReadonlyMap<string, string> {
  return new Map(
    table
      .trim()
      .split("\n")
      .map((line): [string, string] => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon), line.slice(colon + 1)];
      }),
  );
}

/** `gl Table d Limit` is `GetTable`, `ListTables`, `DescribeLimit`. */
function decode(line: string): ReadonlySet<string> {
  const names = new Set<string>();
  let letters = "";
  for (const word of line.split(" ")) {
    if (/^[a-z_]/.test(word)) {
      letters = word;
      continue;
    }
    for (const letter of letters) {
      const [verb = "", isPlural = false] = LETTERS[letter] ?? [];
      names.add(verb + (isPlural ? plural(word) : word));
    }
  }
  return names;
}

function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}
