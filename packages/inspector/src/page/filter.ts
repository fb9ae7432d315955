import { wildcardMatch } from "../requests/wildcard.js";
import type { RequestRow } from "./page-data.js";

/** Whether to show a request. `found` has the ids of requests with a word in their headers or bodies. */
export type RowFilter = (row: RequestRow, found: ReadonlyMap<string, ReadonlySet<number>>) => boolean;

/** A parsed filter, or what is wrong with it. */
export interface ParsedFilter {
  readonly matches: RowFilter;
  /** Words to look for in headers and bodies too. */
  readonly words: readonly string[];
  readonly problem: string | undefined;
}

/** The words before a colon, with examples. */
export const FILTER_FIELDS = {
  op: "op:Put* or op:s3.Put*",
  service: "service:s3",
  status: "status:>=400 or status:4xx",
  retry: "retry:>0",
  signature: "signature:bad, ok, none or unchecked",
  method: "method:post",
  path: "path:/bucket/*",
  size: "size:>1000 (bytes on the wire)",
  time: "time:>100 (milliseconds)",
} as const;

type Field = keyof typeof FILTER_FIELDS;
type Test = (row: RequestRow) => boolean;

/**
 * Parses a filter: `op:Put* status:>=400 retry:>0 signature:bad text`. All terms must match. A `-` before a term
 * negates it.
 */
export function parseFilter(text: string): ParsedFilter {
  const tests: RowFilter[] = [];
  const words: string[] = [];
  let problem: string | undefined;
  for (const [term] of text.matchAll(/-?(?:[a-z]+:)?"[^"]*"?|\S+/g)) {
    const isNegative = term.length > 1 && term.startsWith("-");
    const positive = isNegative ? term.slice(1) : term;
    const [, field, quoted] = /^([a-z]+):(.*)$/s.exec(positive) ?? [];
    const value = (quoted ?? positive).replaceAll('"', "").toLowerCase();
    if (field !== undefined && isField(field)) {
      const test = fieldTest(field, value);
      if (test === undefined) problem ??= `${field}: is written as ${FILTER_FIELDS[field]}`;
      else tests.push((row) => test(row) !== isNegative);
      continue;
    }
    if (value === "") continue;
    const word = field === undefined ? value : positive.replaceAll('"', "").toLowerCase();
    words.push(word);
    tests.push((row, found) => (nameHas(row, word) || found.get(word)?.has(row.id) === true) !== isNegative);
  }
  return { matches: (row, found) => tests.every((test) => test(row, found)), words, problem };
}

function isField(name: string): name is Field {
  return Object.hasOwn(FILTER_FIELDS, name);
}

function fieldTest(field: Field, value: string): Test | undefined {
  switch (field) {
    case "op": {
      const whole = value.includes(".");
      return ({ service = "", operation = "" }) =>
        wildcardMatch(value, (whole ? `${service}.${operation}` : operation).toLowerCase());
    }
    case "service":
      return ({ service = "" }) => wildcardMatch(value, service);
    case "method":
      return ({ method }) => method.toLowerCase() === value;
    case "path":
      return ({ path }) => wildcardMatch(value, path.toLowerCase());
    case "status": {
      const [, hundreds] = /^([1-5])xx$/.exec(value) ?? [];
      if (hundreds !== undefined) return ({ status = 0 }) => Math.floor(status / 100) === Number(hundreds);
      return numberTest(value, ({ status = 0 }) => status);
    }
    case "retry":
      return numberTest(value, ({ attempt }) => attempt - 1);
    case "size":
      return numberTest(value, ({ wireBytes }) => wireBytes);
    case "time":
      return numberTest(value, ({ duration = 0 }) => duration);
    case "signature":
      return signatureTest(value);
  }
}

function signatureTest(value: string): Test | undefined {
  switch (value) {
    case "bad":
    case "invalid":
      return ({ signature }) => signature === "invalid";
    case "ok":
    case "valid":
      return ({ signature }) => signature === "valid";
    case "none":
    case "absent":
      return ({ signature }) => signature === "absent";
    case "unchecked":
      return ({ signature }) => signature === "unchecked";
  }
  return undefined;
}

function numberTest(text: string, numberOf: (row: RequestRow) => number): Test | undefined {
  const [, sign = "=", digits] = /^(>=|<=|>|<|=)?(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const wanted = Number(digits);
  switch (sign) {
    case ">":
      return (row) => numberOf(row) > wanted;
    case ">=":
      return (row) => numberOf(row) >= wanted;
    case "<":
      return (row) => numberOf(row) < wanted;
    case "<=":
      return (row) => numberOf(row) <= wanted;
    default:
      return (row) => numberOf(row) === wanted;
  }
}

function nameHas(
  { service = "", operation = "", method, path, status, problem = "" }: RequestRow,
  word: string,
): boolean {
  return `${service} ${operation} ${method} ${path} ${status ?? ""} ${problem}`.toLowerCase().includes(word);
}
