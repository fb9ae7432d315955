import type { Case } from "../src/case.js";

export const sizeCase: Case = {
  name: "size",
  units: [
    { name: "bundles", program: "size/bundling", args: [], processes: 1 },
    { name: "import", program: "size/importing", args: ["15"], alsoRuns: ["size/import-once"], processes: 1 },
  ],
};
