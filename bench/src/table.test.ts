import { expect, it } from "vitest";
import { resultsOf } from "./results.js";
import { table } from "./table.js";

it("shows groups, medians, ratios to the baseline, bars and the noise", () => {
  const over = { what: "bare", median: 123.456 };
  const { results } = resultsOf([
    {
      caseName: "send",
      group: "send",
      what: "bare",
      median: 123.456,
      unit: "µs",
      over,
      ratio: 0.9987,
      isNoise: true,
    },
    {
      caseName: "send",
      group: "send",
      what: "attached",
      median: 125,
      unit: "µs",
      over,
      ratio: 1.0125,
      bar: { of: "ratio", atMost: 1.01 },
    },
    {
      caseName: "size",
      group: "bundles",
      what: "core",
      median: 5999,
      unit: "bytes",
      bar: { of: "median", atMost: 6000 },
    },
    { caseName: "emit", group: "emit", what: "emittery", median: 1691.4, unit: "ns", over, ratio: 111.54 },
  ]);
  expect(`\n${table(results)}`).toBe(`
                 median  over  median  ratio             bar

send
  bare           123 µs  bare  123 µs  0.999                  noise 0.1 %
  attached       125 µs  bare  123 µs  1.012         <= 1.01  MISSED

bundles
  core      5,999 bytes                       <= 6,000 bytes  ok

emit
  emittery     1,691 ns  bare  123 ns  111.5`);
});
