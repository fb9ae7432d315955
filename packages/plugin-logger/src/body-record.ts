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
  if (body === undefined || body === "") return undefined;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  if (bytes instanceof Uint8Array || bytes instanceof ArrayBuffer) {
    if (bytes.byteLength === 0) return undefined;
    if (input.hidesSomething) return redacted(input);
    const shown = await shownBytes({ bytes: new Uint8Array(bytes), truncated: false }, showing);
    return shown ?? redacted(input);
  }
  return { omitted: `${streamKind(body) ?? "[blob]"}: it is not read for the log` };
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
  if (tap === undefined) {
    return body === undefined ? undefined : { omitted: "what is neither a stream of Node.js nor of the web" };
  }
  const stream = parsed && streamingMember(parsed);
  if (stream !== undefined)
    return { omitted: `${streamKind(stream.value)}: it is logged when its reader has read it` };
  if (tap.bytes === 0) return undefined;
  const start = { bytes: tap.start, truncated: tap.bytes > tap.start.byteLength };
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
  if (tap.start.byteLength === 0) return undefined;
  const start = { bytes: tap.start, truncated: tap.bytes > tap.start.byteLength };
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
