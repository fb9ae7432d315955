export { gzip } from "./gzip.js";
export type { Compression } from "./on-compress.js";
export { COMPRESSED_OPERATIONS, type GzipOptions } from "./options.js";
