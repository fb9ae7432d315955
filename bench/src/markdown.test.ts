import { expect, it } from "vitest";
import { withTables } from "./markdown.js";
import { resultsOf } from "./results.js";

const over = { what: "bare", median: 100 };
const RUN = resultsOf([
  { caseName: "send", group: "S3", what: "bare", median: 100, unit: "µs", over, ratio: 1.002, isNoise: true },
  { caseName: "send", group: "SQS", what: "attached", median: 100.4, unit: "µs", over, ratio: 1.004 },
  {
    caseName: "send",
    group: "S3",
    what: "attached",
    median: 101,
    unit: "µs",
    over,
    ratio: 1.015,
    bar: { of: "ratio", atMost: 1.01 },
  },
  {
    caseName: "size",
    group: "bundles",
    what: "core",
    median: 5432,
    unit: "bytes",
    bar: { of: "median", atMost: 6000 },
  },
]);

it("replaces what stands between the marks, and nothing else", () => {
  const page = `Before.

<!-- bench: send, ratios -->

an old table

<!-- /bench -->

Between: <!-- bench -->

<!-- bench: size, figures -->
<!-- /bench -->
`;
  expect(withTables(page, RUN)).toBe(`Before.

<!-- bench: send, ratios -->

|     | bare           | attached              |
| --- | -------------- | --------------------- |
| S3  | 1.002 (100 µs) | 1.015 (101 µs) MISSED |
| SQS |                | 1.004 (100 µs)        |

<!-- /bench -->

Between: <!-- bench -->

<!-- bench: size, figures -->

|         |      | median      | over | its median | ratio | bar            |     |
| ------- | ---- | ----------- | ---- | ---------- | ----- | -------------- | --- |
| bundles | core | 5,432 bytes |      |            |       | <= 6,000 bytes | ok  |

<!-- /bench -->
`);
});

it("says where and when all was measured", () => {
  const { date, machine } = RUN;
  expect(withTables("<!-- bench: run -->\n<!-- /bench -->", RUN)).toBe(
    `<!-- bench: run -->\n\nMeasured on ${date}: ${machine}, Node.js ${process.version}.\n\n<!-- /bench -->`,
  );
});

it("made twice it is the same", () => {
  const page = withTables("<!-- bench: send, figures -->\n<!-- /bench -->\n", RUN);
  expect(withTables(page, RUN)).toBe(page);
});
