import { utf8 } from "../model/bytes.js";
import type { Operation } from "../model/operation.js";
import { partOf, type Shape } from "../model/shape.js";
import { encode, type WireResponse } from "./client-protocol.js";
import { type EventHeader, eventMessage } from "./event-message.js";
import { bindMembers } from "./http-bindings.js";
import type { OutputValue, OutputWriter } from "./write-output.js";
import { xmlElement } from "./xml.js";

/** An event of a stream: one member of the union, or the error that ends the stream. */
export type WireEvent =
  | { readonly name: string; readonly value: Readonly<Record<string, unknown>> }
  | { readonly code: string; readonly message: string };

/** Writes an output whose body is an event stream. */
export function writeEvents(
  writer: OutputWriter,
  operation: Operation,
  [streamName, union]: readonly [string, Shape],
  value: OutputValue,
  events: readonly WireEvent[],
): WireResponse {
  const { protocol } = writer;
  const { output, successStatus } = operation;
  const isRest = /#rest/.test(protocol.getShapeId());
  const chunks = events.map((event) => eventBytes(writer, union, event));
  const headers: Record<string, string> = { "content-type": "application/vnd.amazon.eventstream" };
  let statusCode = successStatus;
  if (isRest) {
    const bound = bindMembers(output, value);
    Object.assign(headers, bound.headers);
    statusCode = bound.statusCode ?? successStatus;
  } else {
    const names = [...output.members.keys()].filter((name) => name !== streamName);
    chunks.unshift(
      eventMessage(
        eventHeaders("initial-response", jsonOrCbor(writer)),
        encode(protocol, partOf(output, names), value),
      ),
    );
  }
  return { statusCode, headers, body: { chunks, isStreamed: true } };
}

function eventBytes(writer: OutputWriter, union: Shape, event: WireEvent): Uint8Array {
  if ("code" in event) {
    return eventMessage(
      {
        ":message-type": { type: "string", value: "error" },
        ":error-code": { type: "string", value: event.code },
        ":error-message": { type: "string", value: event.message },
      },
      new Uint8Array(),
    );
  }
  const { name, value } = event;
  const shape = union.members.get(name);
  if (shape === undefined) return new Uint8Array();
  const { payload, type, headers } = eventParts(writer, shape, value);
  const isException = shape.traits.error !== undefined;
  const first = isException ? exceptionHeaders(name, type) : eventHeaders(name, type);
  return eventMessage({ ...first, ...headers }, payload);
}

interface EventParts {
  readonly payload: Uint8Array;
  readonly type: string | undefined;
  readonly headers: Readonly<Record<string, EventHeader>>;
}

function eventParts(
  writer: OutputWriter,
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
): EventParts {
  const headers: Record<string, EventHeader> = {};
  const inPayload: string[] = [];
  for (const [name, member] of shape.members) {
    const content = value[name];
    if (member.traits["eventPayload"] !== undefined) {
      if (content instanceof Uint8Array) {
        return { payload: content, type: "application/octet-stream", headers };
      }
      if (member.kind === "string")
        return { payload: utf8(String(content ?? "")), type: "text/plain", headers };
      return { ...structured(writer, member, content ?? {}), headers };
    }
    if (member.traits["eventHeader"] === undefined) inPayload.push(name);
    else if (content !== undefined && content !== null) headers[name] = eventHeader(member, content);
  }
  if (inPayload.length === 0) return { payload: new Uint8Array(), type: undefined, headers };
  return { ...structured(writer, shape, value, inPayload), headers };
}

function structured(
  writer: OutputWriter,
  shape: Shape,
  value: unknown,
  names?: readonly string[],
): Pick<EventParts, "payload" | "type"> {
  if (writer.protocol.getShapeId() === "aws.protocols#restXml") {
    return { payload: utf8(xmlElement(shape.name, shape, value)), type: "text/xml" };
  }
  const schema = names === undefined ? shape.schema : partOf(shape, names);
  return { payload: encode(writer.protocol, schema, value), type: jsonOrCbor(writer) };
}

function jsonOrCbor({ protocol }: OutputWriter): string {
  return protocol.getShapeId() === "smithy.protocols#rpcv2Cbor" ? "application/cbor" : "application/json";
}

function eventHeader({ kind }: Shape, value: unknown): EventHeader {
  if (value instanceof Date) return { type: "timestamp", value };
  if (value instanceof Uint8Array) return { type: "binary", value };
  if (typeof value === "boolean") return { type: "boolean", value };
  if (kind === "number" && typeof value === "number") {
    return { type: value === (value | 0) ? "integer" : "long", value };
  }
  return { type: "string", value: String(value) };
}

function eventHeaders(name: string, type: string | undefined): Record<string, EventHeader> {
  return {
    ":message-type": { type: "string", value: "event" },
    ":event-type": { type: "string", value: name },
    ...contentType(type),
  };
}

function exceptionHeaders(name: string, type: string | undefined): Record<string, EventHeader> {
  return {
    ":message-type": { type: "string", value: "exception" },
    ":exception-type": { type: "string", value: name },
    ...contentType(type),
  };
}

function contentType(type: string | undefined): Record<string, EventHeader> {
  return type === undefined ? {} : { ":content-type": { type: "string", value: type } };
}
