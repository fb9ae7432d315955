import type { Case } from "../src/case.js";

export const stackCase: Case = {
  name: "stack",
  units: [{ name: "entries", program: "stack/program", args: [], processes: 1 }],
};
