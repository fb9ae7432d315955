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

export const loggerCase: Case = {
  name: "logger",
  units: SETTINGS.map(
    (setting): Unit => ({
      name: setting,
      program: "logger/program",
      args: setting.split(" "),
      processes: 2,
    }),
  ),
};
