import type { NamedValue, RequestDetail } from "../src/page/page-data.js";

/** One thing that isn't the same in two requests. */
export interface Difference {
  readonly name: string;
  readonly one: string | undefined;
  readonly two: string | undefined;
}

/** What isn't the same in two requests, in the order of a request. */
export function differences(one: RequestDetail, two: RequestDetail): Difference[] {
  const [before, after] = [facts(one), facts(two)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => ({ name, one: before.get(name), two: after.get(name) }));
}

function facts(detail: RequestDetail): Map<string, string> {
  const { row, signature, parameters, response } = detail;
  const all = new Map<string, string>([
    ["service", row.service ?? "unknown"],
    ["operation", row.operation ?? "unknown"],
    ["attempt", String(row.attempt)],
    ["method", row.method],
    ["path", row.path],
    ["status", String(row.status ?? "none")],
    ["bytes on the wire", String(row.wireBytes)],
    ["bytes decoded", String(row.bodyBytes)],
    ["signature", `${signature.state}: ${signature.words}`],
  ]);
  addNamed(all, "query", detail.query);
  if (parameters.problem === undefined) flatten(all, "parameter", parameters.value);
  addNamed(all, "header", detail.headers);
  if (response !== undefined) {
    addNamed(all, "answer's header", response.headers);
    if (response.document !== undefined) flatten(all, "answer", response.document.value);
  }
  return all;
}

function addNamed(facts: Map<string, string>, kind: string, values: readonly NamedValue[]): void {
  for (const { name, value } of values) {
    const key = `${kind} ${name}`;
    const before = facts.get(key);
    facts.set(key, before === undefined ? value : `${before}, ${value}`);
  }
}

function flatten(facts: Map<string, string>, name: string, value: unknown): void {
  if (typeof value !== "object" || value === null) {
    facts.set(name, JSON.stringify(value));
    return;
  }
  const separator = Array.isArray(value) ? (key: string) => `[${key}]` : (key: string) => `.${key}`;
  for (const [key, inner] of Object.entries(value))
    flatten(
      facts,
      name === "parameter" || name === "answer" ? `${name} ${key}` : name + separator(key),
      inner,
    );
}
