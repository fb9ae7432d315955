import type { InspectedRequest, Protocol } from "../requests/inspected-request.js";
import { decodedLabel, restOperation } from "../services/rest-operations.js";
import { s3Target } from "../services/s3-operations.js";
import { payloadOf, type ServiceModel, serviceModel } from "../services/service-models.js";
import { decodeCbor } from "./cbor-decode.js";
import { formParameters } from "./form.js";
import { parseJson } from "./json.js";
import { ValueReader } from "./values.js";
import { parseXml } from "./xml.js";

/** A request's parameters, with the names of the service's model, or why they aren't known. */
export type Parameters =
  | { readonly value: Readonly<Record<string, unknown>>; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

/** Longer bodies are shown unparsed. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** A request's parameters as the service would read them. Never throws. */
export function parametersOf(request: InspectedRequest): Parameters {
  if (request.bodyBytes > MAX_BODY_BYTES && !isRest(request.protocol)) {
    return { problem: `The body has ${request.bodyBytes} bytes. Bodies over 2 MiB aren't parsed.` };
  }
  try {
    return { value: read(request) };
  } catch (error) {
    return {
      problem: `The body isn't ${request.protocol ?? "known"}: ${error instanceof Error ? error.message : error}`,
    };
  }
}

function read(request: InspectedRequest): Record<string, unknown> {
  const model = serviceModel(request.service);
  const reader = new ValueReader(model);
  switch (request.protocol) {
    case "json":
      return asObject(request.text.trim() === "" ? {} : parseJson(request.text));
    case "cbor":
      return asObject(request.bodyBytes === 0 ? {} : decodeCbor(request.body));
    case "query":
    case "ec2":
      return formParameters(
        new URLSearchParams(request.bodyBytes === 0 ? request.query : request.text),
        reader,
      );
    case "rest-json":
    case "rest-xml":
      return restParameters(request, model, reader);
    default:
      throw new Error("the protocol isn't known");
  }
}

function restParameters(
  request: InspectedRequest,
  model: ServiceModel | undefined,
  reader: ValueReader,
): Record<string, unknown> {
  const parameters: Record<string, unknown> = Object.create(null);
  const match = restOperation(request.service, request.method, request.path, request.query);
  const labels = request.service === "s3" ? s3Labels(request) : [...(match?.labels ?? [])];
  for (const [label, value] of labels) {
    const name = renamed(model?.uri, label) ?? label;
    parameters[name] = reader.scalar(name, decodedLabel(value));
  }
  const fixed = new URLSearchParams(operationQuery(request, model));
  for (const name of new Set(request.query.keys())) {
    if (fixed.has(name) || name === "x-id" || name.startsWith("X-Amz-") || isSigV2(name, request)) continue;
    const member = renamed(model?.querystring, name) ?? name;
    const values = request.query.getAll(name).map((value) => reader.scalar(member, value));
    parameters[member] = values.length === 1 ? values[0] : values;
  }
  // One header can be a member in one operation, and the client's own header in another.
  const inHeaders = new Set(entryOf(request, model)?.[4]?.split(" "));
  for (const [name, value] of Object.entries(request.headers)) {
    const member = renamed(model?.header, name);
    if (member !== undefined && inHeaders.has(member) && !TRANSPORT_HEADERS.has(name)) {
      parameters[member] = reader.scalar(member, value);
      continue;
    }
    const prefix = Object.keys(model?.headers ?? {}).find((start) => start !== "" && name.startsWith(start));
    const map = prefix === undefined ? undefined : renamed(model?.headers, prefix);
    if (prefix === undefined || map === undefined || !inHeaders.has(map)) continue;
    parameters[map] = { ...asObject(parameters[map] ?? {}), [name.slice(prefix.length)]: value };
  }
  addBody(parameters, request, payloadOf(model, request.operation), reader);
  return parameters;
}

/** Whether it's one of the parameters that sign a URL with SigV2. */
function isSigV2(name: string, { query }: InspectedRequest): boolean {
  return query.has("AWSAccessKeyId") && /^(?:AWSAccessKeyId|Expires|Signature)$/.test(name);
}

/** Members of some operations that every request has as a header. */
const TRANSPORT_HEADERS = new Set([
  "content-length",
  "host",
  "user-agent",
  "date",
  "x-amz-date",
  "content-encoding",
]);

function s3Labels(request: InspectedRequest): [name: string, value: string][] {
  const { method, path, query, headers } = request;
  const { bucket, key } = s3Target(method, headers["host"] ?? "", path, query, headers);
  return [
    ...(bucket === undefined ? [] : [["Bucket", bucket] satisfies [string, string]]),
    ...(key === undefined ? [] : [["Key", key] satisfies [string, string]]),
  ];
}

/** The query that is part of an operation's path, such as `?acl`. */
function operationQuery(request: InspectedRequest, model: ServiceModel | undefined): string {
  return entryOf(request, model)?.[1].split("?")[1] ?? "";
}

function entryOf({ operation }: InspectedRequest, model: ServiceModel | undefined) {
  const operations = model?.operations;
  if (operations === undefined || operation === undefined || !Object.hasOwn(operations, operation))
    return undefined;
  return operations[operation];
}

function addBody(
  parameters: Record<string, unknown>,
  request: InspectedRequest,
  payload: ReturnType<typeof payloadOf>,
  reader: ValueReader,
): void {
  if (request.bodyBytes === 0) return;
  const value = payload?.isBytes === true ? request.body : bodyValue(request, reader);
  if (payload !== undefined) parameters[payload.member] = value;
  else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array))
    Object.assign(parameters, value);
  else parameters["Body"] = value;
}

function bodyValue(request: InspectedRequest, reader: ValueReader): unknown {
  const type = request.headers["content-type"] ?? "";
  if (request.bodyBytes > MAX_BODY_BYTES) return request.body;
  try {
    if (request.protocol === "rest-xml") return reader.element(parseXml(request.text), "");
    if (/json/.test(type) || type === "") return reader.named(parseJson(request.text));
  } catch {
    // A blob with another type in the model is shown as it is.
  }
  return request.body;
}

function renamed(names: Readonly<Record<string, string>> | undefined, wire: string): string | undefined {
  return names !== undefined && Object.hasOwn(names, wire) ? names[wire] : undefined;
}

function isRest(protocol: Protocol | undefined): boolean {
  return protocol === "rest-json" || protocol === "rest-xml";
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("it isn't an object");
  return Object.assign(Object.create(null), value);
}
