import type { Plugin } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { rateLimit } from "@tucuxi/plugin-rate-limit";
import { S3_PRESETS, s3Compat } from "@tucuxi/plugin-s3-compat";
import { random, traceHeader } from "@tucuxi/plugin-trace-header";

/** A logger that accepts everything. */
export const EVERYTHING = {
  error: ignored,
  warn: ignored,
  info: ignored,
  debug: ignored,
  trace: ignored,
};
function ignored(): void {}

/** The plugins, set to do as much as they can. Add a line for each new plugin. */
export const SHELF: readonly (() => Plugin)[] = [
  () => gzip({ operations: ["*.*"], minSize: 0 }),
  () => logger({ logger: EVERYTHING, level: "trace", format: "object" }),
  () => payloadLimit(),
  () => guard({ mode: "read-write", secrets: "allow", allow: ["*.*"] }),
  () => rateLimit({ "*.*": "1000000/s" }),
  () => s3Compat(S3_PRESETS.r2),
  () => traceHeader({ header: "x-proof-trace", value: random() }),
];

/** Headers that these plugins change by design. The inspector undoes their changes to bodies. */
export const CHANGED_BY_DESIGN =
  /^(x-proof-trace|authorization|content-encoding|content-length|transfer-encoding|content-md5|content-type|x-amz-(content-sha256|sha256-tree-hash|decoded-content-length|trailer|sdk-checksum-algorithm|checksum-.*)|accept-encoding|expect)$/;
