import { definePlugin, type Plugin } from "@tucuxi/events/plugin";
import type { Change } from "./change.js";
import { contentMd5 } from "./content-md5.js";
import { urlEncodedLists } from "./list-encoding.js";
import type { S3Preset } from "./needs.js";
import { checkedSwitches } from "./options.js";
import { S3_PRESETS, switchesOfHost } from "./presets.js";
import {
  addressing,
  unsignedAcceptEncoding,
  withoutExpect,
  withoutXId,
  xmlContentType,
} from "./request-form.js";
import { uncheckedResponses } from "./response-checksums.js";
import { standIns } from "./stand-in.js";
import type { S3Switches } from "./switches.js";
import { completedWithoutChecksums, headerChecksums, omittedChecksums } from "./upload-checksums.js";

const CHANGES: readonly Change[] = [
  addressing,
  withoutXId,
  xmlContentType,
  completedWithoutChecksums,
  headerChecksums,
  omittedChecksums,
  uncheckedResponses,
  standIns,
  urlEncodedLists,
  withoutExpect,
  contentMd5,
  unsignedAcceptEncoding,
];

/**
 * Makes S3's client send what an S3-compatible store accepts: checksums, framing, query parameters, addressing. The
 * rest of each request stays as the SDK makes it, and the signature is valid.
 *
 * @param store The store's name, or the single switches, or `"auto"` (the default) to recognize it by the host name of
 * each request. `S3_PRESETS` has the switches of each store, for `s3Compat({ ...S3_PRESETS.r2, listEncoding: "url" })`.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`
 *
 * @example
 * ```ts
 * eventsOf(s3).use(s3Compat("r2"));
 * ```
 */
export function s3Compat(store: S3Preset | "auto" | S3Switches = "auto"): Plugin {
  const switches = checkedSwitches(store);
  const anyHost = switchesOfHost("localhost");
  const possible = switches === undefined ? [anyHost, ...Object.values(S3_PRESETS)] : [switches];
  return definePlugin({
    name: "s3-compat",
    register(events) {
      for (const change of CHANGES) {
        if (!possible.some(change.isAsked)) continue;
        change.register(events, ({ hostname }) => switches ?? switchesOfHost(hostname));
      }
    },
  });
}
