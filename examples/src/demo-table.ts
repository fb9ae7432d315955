import type { Step } from "./demo-checks.js";

/** Prints a row for each request: what it was, who handled it, its size decoded and on the wire, encoding, signature. */
export function printTable(steps: readonly Step[]): void {
  const rows = steps.flatMap(({ handler, requests }) =>
    requests.map((request) => [
      request.operation ?? "?",
      handler,
      String(request.status),
      String(request.bodyBytes),
      String(request.wireBytes),
      request.contentEncoding ?? "-",
      request.signature.state,
    ]),
  );
  const table = [
    ["operation", "handler", "status", "bytes", "on the wire", "encoding", "signature"],
    ...rows,
  ];
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  const isNumber = (column: number): boolean => column >= 2 && column <= 4;
  for (const row of table) {
    const cells = row.map((cell, column) =>
      isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    console.log(cells.join("  ").trimEnd());
  }
}
