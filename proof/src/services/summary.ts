import type { ServiceResult } from "./result.js";

/** A service's result, or why there is none. */
export type Line = ServiceResult | { readonly name: string; readonly error: string };

/** What is committed of a whole run. */
export interface Summary {
  readonly clients: number;
  /** The clients of the run: more than `clients` while it goes on, and where some could not be tried. */
  readonly of: number;
  readonly operations: number;
  readonly comparisons: number;
  readonly calls: number;
  readonly requests: number;
  /** Operations of which nothing was sent: the SDK refused the generated input. */
  readonly unsent: number;
  /** Operations whose full output came back without some of its members. */
  readonly partial: number;
  readonly differences: Readonly<Record<string, { readonly count: number; readonly example: string }>>;
  /** Clients that could not be installed, or have no schemas, and why. */
  readonly failed: Readonly<Record<string, string>>;
  /** Clients of services that botocore doesn't have. */
  readonly notInBotocore: readonly string[];
  readonly protocols: Readonly<Record<string, number>>;
}

/** Sums up results; `failed` counts the clients with a difference or an error. */
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
    `${data.unsent} operations of which the SDK sends nothing for the generated input, ${data.partial} whose full output came back in part`,
    causes.length === 0 ? "no difference" : `differences:\n${causes.join("\n")}`,
    ...errors.map(([name, error]) => `${name}: ${error}`),
  ].join("\n");
  const failed =
    errors.length + results.filter(({ differences }) => Object.keys(differences).length > 0).length;
  return { data, text, failed };
}
