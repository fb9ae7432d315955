import type { Body } from "@tucuxi/events";
import { base64Of, latin1Of, utf8Of } from "./bytes.js";
import type { CallRedaction } from "./call-redaction.js";
import { decode } from "./decode.js";
import type { BodyRecord } from "./records.js";
import { type RedactedMembers, streamKind } from "./redact-members.js";
import { namesSecretMember } from "./secret-names.js";
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
  if (showing.redaction.sensitive(exception).anything) return { omitted: "the service marks it sensitive" };
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

function tappedBytes({ start, bytes }: StreamTap): Bytes {
  return { bytes: start, truncated: bytes > start.byteLength };
}

function kindOf(body: unknown): string {
  return streamKind(body) ?? "[blob]";
}

function redacted({ shown, truncated }: RedactedMembers): BodyRecord {
  return truncated ? { redacted: shown, truncated } : { redacted: shown };
}

/** Bytes as text or base64; `undefined` for those that name a secret which the output does not know. */
async function shownBytes(
  { bytes, truncated }: Bytes,
  { redaction, maxBodyBytes, contentEncoding }: Showing,
): Promise<BodyRecord | undefined> {
  if (maxBodyBytes === 0) return { omitted: "maxBodyBytes is 0" };
  const plain = await decode(bytes, contentEncoding, maxBodyBytes);
  if (plain === undefined) return { omitted: `it cannot be decoded from ${contentEncoding}` };
  const cut = truncated || plain.truncated;
  const more = { decoded: plain.decoded, truncated: cut || undefined };
  const text = utf8Of(plain.bytes, cut);
  if (text !== undefined) {
    return namesSecretMember(text, false) ? undefined : { text: redaction.text(text), ...more };
  }
  const letters = latin1Of(plain.bytes);
  const isSecret = namesSecretMember(letters, true) || redaction.text(letters) !== letters;
  return isSecret ? undefined : { base64: base64Of(plain.bytes), ...more };
}
