import type { Body } from "@tucuxi/events";
import type { CallRedaction } from "../call-redaction.js";
import type { BodyRecord } from "../records/records.js";
import { base64Of, latin1Of, utf8Of } from "../redaction/bytes.js";
import { streamKind } from "../redaction/leaves.js";
import type { RedactedMembers } from "../redaction/redact-members.js";
import { decode } from "./decode.js";
import type { StreamTap } from "./stream-tap.js";

/** What a body is shown with. */
interface Showing {
  readonly redaction: CallRedaction;
  readonly maxBodyBytes: number;
  readonly contentEncoding: string | undefined;
}

/** The bytes of a body: all, or its start. */
interface Bytes {
  readonly bytes: Uint8Array;
  readonly truncated: boolean;
  /** It may go on, though no more came: its reader gave it up. */
  readonly isOpen?: boolean;
}

/** A request's body. Where its input has something secret in it, the bytes have it too, and are not shown. */
export async function requestBody(
  body: Body,
  input: RedactedMembers,
  showing: Showing,
): Promise<BodyRecord | undefined> {
  const known = bytesAtHand(body, showing.maxBodyBytes);
  if (known === undefined) return { omitted: `${kindOf(body)}: it is not read for the log` };
  if (known.bytes.byteLength === 0) return undefined;
  if (input.hidesSomething) return redacted(input);
  return (await shownBytes(known, showing)) ?? redacted(input);
}

/** What is known of a response when it is logged. */
export interface Received {
  readonly body: Body;
  readonly tap: StreamTap | undefined;
  readonly parsed: object | undefined;
  /** `parsed`, redacted. */
  readonly output: RedactedMembers | undefined;
  readonly exception: unknown;
  readonly status: number;
}

/** A response's body. Where its output has something secret in it, the bytes have it too, and are not shown. */
export async function responseBody(
  { status, body, tap, parsed, output, exception }: Received,
  showing: Showing,
): Promise<BodyRecord | undefined> {
  const stream = parsed && streamingMember(parsed);
  if (stream !== undefined) {
    return { omitted: `${kindOf(stream.value)}: it is logged when its reader has read it` };
  }
  const start = tap === undefined ? bytesAtHand(body, showing.maxBodyBytes) : tappedBytes(tap);
  if (start === undefined) return { omitted: `${kindOf(body)}: it is not read for the log` };
  if (start.bytes.byteLength === 0) return undefined;
  if (output !== undefined) {
    if (output.hidesSomething) return redacted(output);
    return (await shownBytes(start, showing)) ?? redacted(output);
  }
  if (status < 300) return { omitted: "it could not be parsed, so what is secret in it is not known" };
  if (showing.redaction.sensitiveMembers(exception).length > 0)
    return { omitted: "the service marks it sensitive" };
  return (await shownBytes(start, showing)) ?? { omitted: "it names a secret" };
}

/** What a streamed response began with, when it has ended. */
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

/** The bytes of a body that need not be read; of a text one more than the longest length, which tells that it goes on. */
function bytesAtHand(body: Body, maxBodyBytes: number): Bytes | undefined {
  if (body === undefined) return { bytes: new Uint8Array(), truncated: false };
  if (typeof body === "string") {
    // Each letter is one byte or more.
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

/** Bytes as text or base64; `undefined` for those that name a secret which the output does not know. */
async function shownBytes(
  { bytes, truncated, isOpen = false }: Bytes,
  { redaction, maxBodyBytes, contentEncoding }: Showing,
): Promise<BodyRecord | undefined> {
  if (maxBodyBytes === 0) return { omitted: "maxBodyBytes is 0" };
  const plain = await decode(bytes, contentEncoding, maxBodyBytes);
  if (plain === undefined) return { omitted: `it cannot be decoded from ${contentEncoding}` };
  const isCut = truncated || plain.truncated;
  const more = { decoded: plain.decoded, truncated: isCut || undefined };
  const text = utf8Of(plain.bytes, isCut || isOpen);
  if (text !== undefined) {
    const shown = redaction.body(text, isCut || isOpen);
    if (shown === undefined) return undefined;
    // A mask may be longer than what it hides.
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
