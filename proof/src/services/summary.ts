import type { ServiceResult } from "./result.js";

/** A service's result, or the error that prevented one. */
export type Line = ServiceResult | { readonly name: string; readonly error: string };

/** The committed summary of a whole run. */
export interface Summary {
  readonly clients: number;
  /** All clients of the run. More than `clients` if the run isn't finished or some couldn't be tried. */
  readonly of: number;
  readonly operations: number;
  readonly comparisons: number;
  readonly calls: number;
  readonly requests: number;
  /** Operations for which nothing was sent, because the SDK rejected the generated input. */
  readonly unsent: number;
  /** Operations whose full output came back without some of its members. */
  readonly partial: number;
  readonly differences: Readonly<Record<string, { readonly count: number; readonly example: string }>>;
  /** Clients that couldn't be installed or have no schemas, and why. */
  readonly failed: Readonly<Record<string, string>>;
  /** Clients of services that botocore doesn't have. */
  readonly notInBotocore: readonly string[];
  readonly protocols: Readonly<Record<string, number>>;
}

/** Sums up results. `failed` counts the clients with a difference or an error. */
export function summaryOf(
  lines: readonly Line[],
  of: number,
): { data: Summary; text: string; failed: number } {
  const results = lines.filter((line): line is ServiceResult => !("error" in line));
  const sum = (count: (result: ServiceResult) => number): number =>
    results.reduce((total, result) => total + count(result), 0);
  const differences: Record<string, { count: number; example: string }> = {};
  const protocols: Record<string, number> = {};
  for (const { name, protocol, differences: found } of results) {
    protocols[protocol] = (protocols[protocol] ?? 0) + 1;
    for (const [cause, { count, example }] of Object.entries(found)) {
      const known = differences[cause];
      if (known === undefined) differences[cause] = { count, example: `${name} ${example}` };
      else known.count += count;
    }
  }
  const errors = lines.flatMap((line) => ("error" in line ? [[line.name, line.error] as const] : []));
  const data: Summary = {
    clients: results.length,
    of,
    operations: sum(({ operations }) => operations),
    comparisons: sum(({ comparisons }) => comparisons),
    calls: sum(({ calls }) => calls),
    requests: sum(({ requests }) => requests),
    unsent: sum(({ unsent }) => unsent.length),
    partial: sum(({ partial }) => partial.length),
    differences,
    failed: Object.fromEntries(errors),
    notInBotocore: results.filter(({ isInBotocore }) => !isInBotocore).map(({ name }) => name),
    protocols,
  };
  const shown = (count: number): string => count.toLocaleString("en-US");
  const causes = Object.entries(differences).map(
    ([cause, { count, example }]) => `  ${count} × ${cause}\n    ${example}`,
  );
  const text = [
    `${shown(data.clients)} clients, ${shown(data.operations)} operations, ${shown(data.comparisons)} comparisons of ${shown(data.requests)} requests`,
    `${data.unsent} operations for which the SDK rejects the generated input, ${data.partial} with a partial full output`,
    causes.length === 0 ? "no differences" : `differences:\n${causes.join("\n")}`,
    ...errors.map(([name, error]) => `${name}: ${error}`),
  ].join("\n");
  const failed =
    errors.length + results.filter(({ differences }) => Object.keys(differences).length > 0).length;
  return { data, text, failed };
}
