import { utf8 } from "../model/bytes.js";
import type { Operation } from "../model/operation.js";
import { partOf, type Shape } from "../model/shape.js";
import {
  type ClientProtocol,
  encode,
  type ServiceSettings,
  type WireBody,
  type WireResponse,
  wholeBody,
} from "./client-protocol.js";
import { bindMembers } from "./http-bindings.js";
import { escapeXml, xmlElement, xmlMembers } from "./xml.js";

/** The data for writing an output. */
export interface OutputWriter {
  readonly protocol: ClientProtocol;
  readonly service: ServiceSettings;
  readonly requestId: string;
}

/** An output's members. A streamed body has already been read. */
export type OutputValue = Readonly<Record<string, unknown>>;

/** Writes an output as the service would send it. Event streams are written separately. */
export function writeOutput(
  writer: OutputWriter,
  operation: Operation,
  value: OutputValue,
  streamed: WireBody | undefined,
): WireResponse {
  const { protocol } = writer;
  switch (protocol.getShapeId()) {
    case "aws.protocols#awsQuery":
      return queryOutput(writer, operation, value);
    case "aws.protocols#ec2Query":
      return ec2Output(writer, operation, value);
    case "aws.protocols#restXml":
      return restOutput(writer, operation, value, streamed, "application/xml");
    case "aws.protocols#restJson1":
      return restOutput(writer, operation, value, streamed, "application/json");
    default:
      return rpcOutput(protocol, operation, value);
  }
}

/** The content type of a protocol without HTTP bindings. */
export function rpcHeaders(protocol: ClientProtocol): Record<string, string> {
  switch (protocol.getShapeId()) {
    case "smithy.protocols#rpcv2Cbor":
      return { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" };
    case "smithy.protocols#rpcv2Json":
      return { "content-type": "application/json", "smithy-protocol": "rpc-v2-json" };
    case "aws.protocols#awsJson1_0":
      return { "content-type": "application/x-amz-json-1.0" };
    default:
      return { "content-type": "application/x-amz-json-1.1" };
  }
}

function rpcOutput(protocol: ClientProtocol, { output }: Operation, value: OutputValue): WireResponse {
  const isUnit = output.kind === "unit";
  // A response without output has no members: JSON's is `{}`, and CBOR's has no bytes.
  const isCbor = protocol.getShapeId() === "smithy.protocols#rpcv2Cbor";
  const bytes = !isUnit ? encode(protocol, output.schema, value) : isCbor ? new Uint8Array() : utf8("{}");
  return { statusCode: 200, headers: rpcHeaders(protocol), body: wholeBody(bytes) };
}

function restOutput(
  { protocol, service }: OutputWriter,
  operation: Operation,
  value: OutputValue,
  streamed: WireBody | undefined,
  contentType: string,
): WireResponse {
  const { output, method, successStatus } = operation;
  const bound = bindMembers(output, value);
  const { payload, bodyMembers } = bound;
  const isXml = contentType === "application/xml";
  let body: WireBody = streamed ?? wholeBody(new Uint8Array());
  let type: string | undefined;
  if (payload !== undefined) {
    const content = value[payload.name];
    if (content instanceof Uint8Array) type = "application/octet-stream";
    else if (payload.shape.kind === "string") type = "text/plain";
    else if (!payload.shape.isStream) type = contentType;
    if (streamed === undefined && content !== undefined && content !== null) {
      body = wholeBody(payloadBytes(protocol, service, payload.shape, content, isXml));
    }
  } else if (bodyMembers.length > 0 && method !== "HEAD") {
    type = contentType;
    const bytes = isXml
      ? utf8(rootElement(output, value, bodyMembers, service))
      : encode(protocol, partOf(output, bodyMembers), value);
    body = wholeBody(bytes);
  }
  const headers = type === undefined ? bound.headers : { "content-type": type, ...bound.headers };
  return { statusCode: bound.statusCode ?? successStatus, headers, body };
}

function payloadBytes(
  protocol: ClientProtocol,
  { xmlNamespace }: ServiceSettings,
  shape: Shape,
  content: unknown,
  isXml: boolean,
): Uint8Array {
  if (content instanceof Uint8Array) return content;
  if (shape.kind === "string" || shape.kind === "blob") return utf8(String(content));
  if (!isXml) return encode(protocol, shape.schema, content);
  const name = shape.traits.xmlName ?? shape.name;
  return utf8(`${DECLARATION}${xmlElement(name, shape, content, defaultNamespace(xmlNamespace))}`);
}

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

function rootElement(
  output: Shape,
  value: OutputValue,
  bodyMembers: readonly string[],
  { xmlNamespace }: ServiceSettings,
): string {
  const name = output.traits.xmlName ?? output.name;
  const namespace = defaultNamespace(xmlNamespace);
  const [only] = bodyMembers;
  // S3's GetBucketLocation, whose only member is the root.
  if (bodyMembers.length === 1 && only === name && output.members.get(name)?.kind === "string") {
    const text = value[name];
    return `${DECLARATION}<${name}${namespace}>${typeof text === "string" ? escapeXml(text) : ""}</${name}>`;
  }
  const inBody = Object.fromEntries(bodyMembers.map((member) => [member, value[member]]));
  return `${DECLARATION}${xmlElement(name, output, inBody, namespace)}`;
}

function queryOutput(writer: OutputWriter, operation: Operation, value: OutputValue): WireResponse {
  const { name, output } = operation;
  const result = output.kind === "unit" ? "" : `<${name}Result>${xmlMembers(output, value)}</${name}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${escapeXml(writer.requestId)}</RequestId></ResponseMetadata>`;
  return xmlResponse(200, queryRoot(`${name}Response`, writer.service, `${result}${metadata}`));
}

function ec2Output(writer: OutputWriter, operation: Operation, value: OutputValue): WireResponse {
  const { name, output } = operation;
  const members = output.kind === "unit" ? "" : xmlMembers(output, value);
  const requestId = `<requestId>${escapeXml(writer.requestId)}</requestId>`;
  return xmlResponse(200, queryRoot(`${name}Response`, writer.service, `${requestId}${members}`));
}

/** The root element of a response of AWS Query and of EC2. */
export function queryRoot(name: string, { xmlNamespace }: ServiceSettings, content: string): string {
  return `${DECLARATION}<${name}${defaultNamespace(xmlNamespace)}>${content}</${name}>`;
}

export function xmlResponse(statusCode: number, text: string): WireResponse {
  return { statusCode, headers: { "content-type": "text/xml" }, body: wholeBody(utf8(text)) };
}

function defaultNamespace(uri: string | undefined): string {
  return uri === undefined ? "" : ` xmlns="${escapeXml(uri)}"`;
}

/** The output's member that is the body as a byte stream. */
export function streamedMember({ output }: Operation): string | undefined {
  for (const [name, shape] of output.members) if (shape.kind === "blob" && shape.isStream) return name;
  return undefined;
}
