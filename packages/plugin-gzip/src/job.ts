import type { Body } from "@tucuxi/events";
import type { Report } from "./on-compress.js";

/** What is to be done with a body. */
export interface Job {
  /** zlib's level; its default without one. */
  readonly level: number | undefined;
  /** The least length of a body to compress, in bytes. */
  readonly minSize: number;
  /** The length of the body, in bytes, as far as it is known before the body is read. */
  readonly length: number | undefined;
  /** The length that the caller says the body has: the service would refuse a stream that is cut short. */
  readonly declaredLength: number | undefined;
  /** The service has to be told the length of the compressed body before it gets it. */
  readonly isMeasured: boolean;
  /** Ends the wait for a stream. */
  readonly signal: AbortSignal | undefined;
  readonly report: Report;
}

/** What to send in a body's place. */
export interface Replacement {
  readonly body: Body;
  readonly isCompressed: boolean;
  /** Lets go of what holds the body, whether it was sent or not. */
  release?(): void;
}

/** A body that can be read only once, or is not to be read into memory. */
export type StreamBody = Exclude<Body, undefined | string | ArrayBuffer | Uint8Array>;

/**
 * A stream is judged by as much of its beginning, since its headers are sent before its end is known. Where the guess
 * is wrong zlib makes the body longer by 5 bytes in 16 KiB at most.
 */
export const PROBE_BYTES = 64 * 1024;

/** How many bytes of a `Blob`, or of a compressed stream whose length must be known, are kept in memory. */
export const HELD_BYTES = 1024 * 1024;

/** What an aborted call is rejected with: the SDK's own error. */
export function abortError(): Error {
  return Object.assign(new Error("Request aborted"), { name: "AbortError" });
}
