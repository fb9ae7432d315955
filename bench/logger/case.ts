import type { Case, Unit } from "../src/case.js";

/** At `error` nothing is logged of a call that goes well, in whatever format. */
const SETTINGS = [
  "error object",
  "info object",
  "info json",
  "debug object",
  "debug json",
  "trace object",
  "trace json",
];

/** Calls that fail, by level and size of their payload. */
const FAILED = [
  ...["error", "info", "trace"].flatMap((level) => ["1 kB", "100 kB", "5 MB"].map((size) => [level, size])),
  ["growth"],
];

export const loggerCase: Case = {
  name: "logger",
  units: [
    ...SETTINGS.map(
      (setting): Unit => ({
        name: setting,
        program: "logger/program",
        args: setting.split(" "),
        processes: 2,
      }),
    ),
    ...FAILED.map(
      (args): Unit => ({
        name: `failed ${args.join(" ")}`,
        program: "logger/failed-calls",
        args,
        processes: 2,
      }),
    ),
  ],
};
