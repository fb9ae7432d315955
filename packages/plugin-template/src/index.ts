export { dryRun } from "./dry-run.js";
export { type Answer, type DryRunOptions, READS } from "./options.js";
export type { SkippedCall } from "./skipped-call.js";
