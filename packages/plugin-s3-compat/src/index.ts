export { S3_NEEDS, type S3Need, type S3Preset } from "./needs.js";
export { S3_PRESETS, switchesFor } from "./presets.js";
export { s3Compat } from "./s3-compat.js";
export type { S3Switches } from "./switches.js";
