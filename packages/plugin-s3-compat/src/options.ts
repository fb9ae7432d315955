import { RegistrationError } from "@tucuxi/events";
import { aBoolean, checkOptions, type OptionCheck } from "@tucuxi/events/plugin";
import type { S3Preset } from "./needs.js";
import { isPreset, S3_PRESETS } from "./presets.js";
import type { S3Switches } from "./switches.js";

const CHECKS: Readonly<Record<keyof S3Switches, OptionCheck>> = {
  checksums: oneOf("sdk", "header", "never"),
  trailers: aBoolean,
  contentMd5: aBoolean,
  presignChecksums: aBoolean,
  responseChecksums: aBoolean,
  completeChecksums: aBoolean,
  xId: aBoolean,
  expect: aBoolean,
  signAcceptEncoding: aBoolean,
  listEncoding: oneOf("sdk", "url"),
  xmlContentType: [
    'a media type such as "text/xml"',
    (value) => typeof value === "string" && /^[\w.+-]+\/[\w.+-]+(;.*)?$/.test(value),
  ],
  addressing: oneOf("sdk", "path", "virtual"),
};

function oneOf(...values: readonly string[]): OptionCheck {
  return [
    values.map((value) => `"${value}"`).join(" or "),
    (value) => values.some((known) => known === value),
  ];
}

/**
 * Checks the argument of `s3Compat()`.
 *
 * @returns the switches, or `undefined` for `"auto"`.
 * @throws RegistrationError `INVALID_OPTION` or `UNKNOWN_OPTION`
 */
export function checkedSwitches(given: S3Preset | "auto" | S3Switches): S3Switches | undefined {
  if (given === "auto") return undefined;
  if (typeof given !== "string") {
    checkOptions("s3Compat()", given, CHECKS);
    return given;
  }
  if (isPreset(given)) return S3_PRESETS[given];
  const names = ["auto", ...Object.keys(S3_PRESETS)].map((name) => `"${name}"`).join(", ");
  throw new RegistrationError(
    "INVALID_OPTION",
    `s3Compat() has no preset "${String(given)}". Use one of ${names}, or give the switches: s3Compat({ checksums: "never" }).`,
  );
}
