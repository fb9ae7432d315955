import type { Body } from "@tucuxi/events";
import type { Report } from "./on-compress.js";

/** How to compress a body. */
export interface Job {
  /** zlib's level, or undefined for its default. */
  readonly level: number | undefined;
  /** The smallest body to compress, in bytes. */
  readonly minSize: number;
  /** The length of the body, in bytes, if it's known before the body is read. */
  readonly length: number | undefined;
  /** The length that the caller declared. The service would refuse a stream that is cut short. */
  readonly declaredLength: number | undefined;
  /** The service has to know the length of the compressed body before it gets it. */
  readonly isMeasured: boolean;
  /** Ends the wait for a stream. */
  readonly signal: AbortSignal | undefined;
  readonly report: Report;
}

/** What to send instead of a body. */
export interface Replacement {
  readonly body: Body;
  readonly isCompressed: boolean;
  /** Releases what holds the body, whether it was sent or not. */
  release?(): void;
}

/** A body that can be read only once, or shouldn't be read into memory. */
export type StreamBody = Exclude<Body, undefined | string | ArrayBuffer | Uint8Array>;

/**
 * A stream is judged by this much of its beginning, since its headers are sent before its end is known. If the guess is
 * wrong, zlib makes the body longer by at most 5 bytes in 16 KiB.
 */
export const PROBE_BYTES = 64 * 1024;

/** How many bytes of a `Blob`, or of a compressed stream whose length must be known, are kept in memory. */
export const HELD_BYTES = 1024 * 1024;

/** The SDK's own error for an aborted call. */
export function abortError(): Error {
  return Object.assign(new Error("Request aborted"), { name: "AbortError" });
}
