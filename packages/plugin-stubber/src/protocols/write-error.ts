import { utf8 } from "../model/bytes.js";
import type { Operation } from "../model/operation.js";
import { partOf, shapeOf, withStrings } from "../model/shape.js";
import { encode, type WireError, type WireResponse, wholeBody } from "./client-protocol.js";
import { bindMembers } from "./http-bindings.js";
import { DECLARATION, type OutputWriter, queryRoot, rpcHeaders, xmlResponse } from "./write-output.js";
import { escapeXml, xmlMembers } from "./xml.js";

/** Writes an error as the service would send it. */
export function writeError(writer: OutputWriter, operation: Operation, error: WireError): WireResponse {
  switch (writer.protocol.getShapeId()) {
    case "aws.protocols#awsQuery":
      return queryError(writer, error);
    case "aws.protocols#ec2Query":
      return ec2Error(writer, error);
    case "aws.protocols#restXml":
      return restXmlError(writer, operation, error);
    case "aws.protocols#restJson1":
      return restJsonError(writer, operation, error);
    default:
      return rpcError(writer, error);
  }
}

const NO_SHAPE = shapeOf([-3, "", "", 0, [], []]);

function rpcError({ protocol }: OutputWriter, error: WireError): WireResponse {
  const { code, statusCode, message, shape = NO_SHAPE, members, unmodelled = {} } = error;
  const type = shape.namespace === "" ? code : `${shape.namespace}#${code}`;
  const messageName = messageMember(error);
  const schema = withStrings(shape, ["__type", messageName, ...Object.keys(unmodelled)]);
  const value = { ...unmodelled, __type: type, [messageName]: message, ...members };
  const bytes = encode(protocol, schema, value);
  const headers = rpcHeaders(protocol);
  const queryError = queryCode(error);
  // How a service that used AWS Query in the past answers clients that ask for the old codes.
  if (queryError !== code) headers["x-amzn-query-error"] = `${queryError};${fault(error)}`;
  return { statusCode, headers, body: wholeBody(bytes) };
}

function restJsonError({ protocol }: OutputWriter, operation: Operation, error: WireError): WireResponse {
  const { code, statusCode, message, shape = NO_SHAPE, members, unmodelled = {} } = error;
  const { headers, bodyMembers } = bindMembers(shape, members);
  const messageName = messageMember(error);
  const schema = withStrings(shapeOf(partOf(shape, bodyMembers)), [messageName, ...Object.keys(unmodelled)]);
  const bytes = encode(protocol, schema, { ...unmodelled, [messageName]: message, ...members });
  return {
    statusCode,
    headers: { "content-type": "application/json", "x-amzn-errortype": code, ...headers },
    body: wholeBody(operation.method === "HEAD" ? new Uint8Array() : bytes),
  };
}

function restXmlError(
  { service, requestId }: OutputWriter,
  operation: Operation,
  error: WireError,
): WireResponse {
  const { statusCode, shape = NO_SHAPE, members } = error;
  const { headers } = bindMembers(shape, members);
  const id = `<RequestId>${escapeXml(requestId)}</RequestId>`;
  const content = errorContent(error, ["Code", "Message"]);
  // S3 has no element around the error. All others do.
  const text =
    service.serviceId === "S3"
      ? `${DECLARATION}<Error>${content}${id}</Error>`
      : queryRoot("ErrorResponse", service, `<Error>${content}</Error>${id}`);
  return {
    statusCode,
    headers: { "content-type": "application/xml", ...headers },
    body: wholeBody(operation.method === "HEAD" ? new Uint8Array() : utf8(text)),
  };
}

function queryError({ service, requestId }: OutputWriter, error: WireError): WireResponse {
  const id = `<RequestId>${escapeXml(requestId)}</RequestId>`;
  const content = `<Type>${fault(error)}</Type>${errorContent(error, ["Type", "Code", "Message", "message"])}`;
  return xmlResponse(error.statusCode, queryRoot("ErrorResponse", service, `<Error>${content}</Error>${id}`));
}

function ec2Error({ requestId }: OutputWriter, error: WireError): WireResponse {
  const content = errorContent(error, ["Code", "Message", "message"]);
  const id = `<RequestID>${escapeXml(requestId)}</RequestID>`;
  return xmlResponse(
    error.statusCode,
    `${DECLARATION}<Response><Errors><Error>${content}</Error></Errors>${id}</Response>`,
  );
}

/** Code, message and members of an error in XML. */
function errorContent(error: WireError, without: readonly string[]): string {
  const { message, shape = NO_SHAPE, members, unmodelled = {} } = error;
  const others = Object.fromEntries(Object.entries(members).filter(([name]) => !without.includes(name)));
  const more = Object.entries(unmodelled).map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`);
  return `<Code>${escapeXml(queryCode(error))}</Code><Message>${escapeXml(message)}</Message>${more.join("")}${xmlMembers(shape, others)}`;
}

/** The code of an error in AWS Query, if it differs from the model's. */
function queryCode({ code, shape }: WireError): string {
  const [queryCode] = [shape?.traits["awsQueryError"]].flat();
  return typeof queryCode === "string" ? queryCode : code;
}

function fault({ statusCode }: WireError): string {
  return statusCode < 500 ? "Sender" : "Receiver";
}

/** `message`, or `Message` if the model has that. */
function messageMember({ shape }: WireError): string {
  return shape?.members.has("Message") === true ? "Message" : "message";
}
