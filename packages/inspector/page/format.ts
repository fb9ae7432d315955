import type { RequestRow } from "../src/page/page-data.js";

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [value, unit] = bytes < 1e6 ? [bytes / 1000, "kB"] : [bytes / 1e6, "MB"];
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

export function sizesText({ wireBytes, bodyBytes }: RequestRow): string {
  return wireBytes === bodyBytes ? sizeText(wireBytes) : `${sizeText(wireBytes)} → ${sizeText(bodyBytes)}`;
}

export function timeText(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, "0");
  const seconds = `${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${seconds}`;
}

export function durationText(duration: number | undefined): string {
  if (duration === undefined) return "";
  return duration < 1000
    ? `${duration < 10 ? duration.toFixed(1) : Math.round(duration)} ms`
    : `${(duration / 1000).toFixed(1)} s`;
}

export function nameText({ operation, method, path }: RequestRow): string {
  return operation ?? `${method} ${path}`;
}

export function statusText({ status, isSettled }: RequestRow): string {
  if (status !== undefined) return String(status);
  return isSettled ? "none" : "…";
}

export function statusClass({ status, isSettled }: RequestRow): string {
  if (status === undefined) return isSettled ? "bad" : "waits";
  return status >= 500 ? "bad" : status >= 300 ? "warn" : "good";
}

const SIGNATURES = { valid: "valid", invalid: "INVALID", absent: "none", unchecked: "unchecked" } as const;

export function signatureText({ signature }: RequestRow): string {
  return SIGNATURES[signature];
}

export function signatureClass({ signature }: RequestRow): string {
  return signature === "valid" ? "good" : signature === "invalid" ? "bad" : "quiet";
}
