export type { BeforeSignEvent, TraceHeaderOptions, ValueFunction } from "./options.js";
export { random } from "./random.js";
export { traceHeader } from "./trace-header.js";
export type { TraceHeaders, TraceSource } from "./trace-source.js";
export { xray } from "./xray.js";
