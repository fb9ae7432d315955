export { gzip } from "./gzip.js";
export type { GzipOptions } from "./options.js";
