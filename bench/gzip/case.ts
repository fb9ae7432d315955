import type { Case, Unit } from "../src/case.js";

const SIZES = [1000, 10_000, 100_000, 1_000_000, 10_000_000];

export const gzipCase: Case = {
  name: "gzip",
  units: [
    ...SIZES.map(
      (size): Unit => ({
        name: `throughput/${size}`,
        program: "gzip/throughput",
        args: [String(size)],
        processes: 1,
      }),
    ),
    ...["zlib", "plugin"].map(
      (by): Unit => ({
        name: `stream/${by}`,
        program: "gzip/streaming",
        args: [by, "1000000000"],
        processes: 1,
      }),
    ),
  ],
};
