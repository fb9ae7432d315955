/**
 * The article's whole use case: a Lambda function takes batches from a Kinesis stream, groups their measurements, and
 * publishes them to CloudWatch with gzip and within the limits of PutMetricData. It sends 100,000 synthetic records, or
 * the number on the command line, to a local endpoint. Run it with `node --import tsx examples/src/kinesis-metrics.ts`.
 */
import { compare } from "./kinesis-metrics-comparison.js";

const records = Number(process.argv[2] ?? 100_000);
const count = new Intl.NumberFormat("en-US");

const outcomes = await compare(records);
const rows = [
  ["", "requests", "bytes", "largest", "measurements"],
  ...outcomes.map(({ way, requests, bytes, largest, samples }) => [
    way,
    ...[requests, bytes, largest, samples].map((number) => count.format(number)),
  ]),
];
const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of rows) {
  const cells = row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
  );
  console.log(cells.join("  "));
}

const problems = outcomes.flatMap(({ way, samples, problems }) => [
  ...problems.map((problem) => `${way}: ${problem}`),
  ...(samples === records ? [] : [`${way}: ${samples} measurements arrived`]),
]);
for (const problem of problems) console.error(`WRONG  ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
