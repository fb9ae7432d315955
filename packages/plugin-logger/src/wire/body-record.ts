import type { Body } from "@tucuxi/events";
import type { CallRedaction } from "../call-redaction.js";
import type { BodyRecord } from "../records/records.js";
import { base64Of, latin1Of, utf8Of } from "../redaction/bytes.js";
import { streamKind } from "../redaction/leaves.js";
import type { RedactedMembers } from "../redaction/redact-members.js";
import { decode } from "./decode.js";
import type { StreamTap } from "./stream-tap.js";

/** How to show a body. */
interface Showing {
  readonly redaction: CallRedaction;
  readonly maxBodyBytes: number;
  readonly contentEncoding: string | undefined;
}

/** The bytes of a body: all, or its start. */
interface Bytes {
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
  /** It may continue although no more arrived, since its reader gave up. */
  readonly isOpen?: boolean;
}

/** A request's body. If its input contains a secret, so do the bytes, which aren't shown then. */
export async function requestBody(
  body: Body,
  input: RedactedMembers,
  showing: Showing,
): Promise<BodyRecord | undefined> {
  const known = bytesAtHand(body, showing.maxBodyBytes);
  if (known === undefined) return { omitted: `${kindOf(body)}: not read for the log` };
  if (known.bytes.byteLength === 0) return undefined;
  if (input.hidesSomething) return redacted(input);
  return (await shownBytes(known, showing)) ?? redacted(input);
}

/** What is known about a response when it's logged. */
export interface Received {
  readonly body: Body;
  readonly tap: StreamTap | undefined;
  readonly parsed: object | undefined;
  /** `parsed`, redacted. */
  readonly output: RedactedMembers | undefined;
  readonly exception: unknown;
  readonly status: number;
}

/** A response's body. If its output contains a secret, so do the bytes, which aren't shown then. */
export async function responseBody(
  { status, body, tap, parsed, output, exception }: Received,
  showing: Showing,
): Promise<BodyRecord | undefined> {
  const stream = parsed && streamingMember(parsed);
  if (stream !== undefined) {
    return { omitted: `${kindOf(stream.value)}: it is logged when its reader has read it` };
  }
  const start = tap === undefined ? bytesAtHand(body, showing.maxBodyBytes) : tappedBytes(tap);
  if (start === undefined) return { omitted: `${kindOf(body)}: not read for the log` };
  if (start.bytes.byteLength === 0) return undefined;
  if (output !== undefined) {
    if (output.hidesSomething) return redacted(output);
    return (await shownBytes(start, showing)) ?? redacted(output);
  }
  if (status < 300) return { omitted: "it couldn't be parsed, so its secrets aren't known" };
  if (showing.redaction.sensitiveMembers(exception).length > 0)
    return { omitted: "the service marks it sensitive" };
  return (await shownBytes(start, showing)) ?? { omitted: "it names a secret" };
}

/** The beginning of a streamed response, when it has ended. */
export async function streamedBody(tap: StreamTap, showing: Showing): Promise<BodyRecord | undefined> {
  const start = tappedBytes(tap);
  if (start.bytes.byteLength === 0) return undefined;
  return (await shownBytes(start, showing)) ?? { omitted: "it names a secret" };
}

/** The member of an output that is a stream: `Body` of S3's GetObject. */
export function streamingMember(
  parsed: object,
): { readonly name: string; readonly value: unknown } | undefined {
  for (const [name, value] of Object.entries(parsed)) {
    if (streamKind(value) !== undefined) return { name, value };
  }
  return undefined;
}

/**
 * The bytes of a body that is already in memory. Of a string it takes one more than the maximum, which tells that it
 * goes on.
 */
function bytesAtHand(body: Body, maxBodyBytes: number): Bytes | undefined {
  if (body === undefined) return { bytes: new Uint8Array(), truncated: false };
  if (typeof body === "string") {
    // Each character is one byte or more.
    return { bytes: new TextEncoder().encode(body.slice(0, maxBodyBytes + 1)), truncated: false };
  }
  if (body instanceof Uint8Array) return { bytes: body, truncated: false };
  return body instanceof ArrayBuffer ? { bytes: new Uint8Array(body), truncated: false } : undefined;
}

function tappedBytes({ start, bytes, complete }: StreamTap): Bytes {
  return { bytes: start, truncated: bytes > start.byteLength, isOpen: !complete };
}

function kindOf(body: unknown): string {
  return streamKind(body) ?? "[blob]";
}

function redacted(members: RedactedMembers): BodyRecord {
  const { shown, truncated } = members.show();
  return truncated ? { redacted: shown, truncated } : { redacted: shown };
}

/** Bytes as text or base64. `undefined` if they name a secret that the output doesn't know. */
async function shownBytes(
  { bytes, truncated, isOpen = false }: Bytes,
  { redaction, maxBodyBytes, contentEncoding }: Showing,
): Promise<BodyRecord | undefined> {
  if (maxBodyBytes === 0) return { omitted: "maxBodyBytes is 0" };
  const plain = await decode(bytes, contentEncoding, maxBodyBytes);
  if (plain === undefined) return { omitted: `it can't be decoded from ${contentEncoding}` };
  const isCut = truncated || plain.truncated;
  const more = { decoded: plain.decoded, truncated: isCut || undefined };
  const text = utf8Of(plain.bytes, isCut || isOpen);
  if (text !== undefined) {
    const shown = redaction.body(text, isCut || isOpen);
    if (shown === undefined) return undefined;
    // A mask can be longer than what it hides.
    const isLonger = shown.length > Math.max(maxBodyBytes, text.length);
    return {
      text: isLonger ? shown.slice(0, maxBodyBytes) : shown,
      ...more,
      ...(isLonger && { truncated: true }),
    };
  }
  const letters = latin1Of(plain.bytes);
  const length = redaction.showableBytes(letters, isCut || isOpen);
  return length === 0 ? undefined : { base64: base64Of(plain.bytes.subarray(0, length)), ...more };
}
