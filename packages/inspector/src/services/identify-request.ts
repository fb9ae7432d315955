import type { Protocol } from "../requests/inspected-request.js";
import { findAuthorization } from "../sigv4/authorization.js";
import { restOperation } from "./rest-operations.js";
import { s3Target } from "./s3-operations.js";
import { REST_XML_SERVICES, SIGNING_NAMES, TARGET_PREFIXES } from "./service-data.js";
import { serviceModel, servicesSigningAs } from "./service-models.js";

/** What `identifyRequest` reads of a request. */
export interface UnnamedRequest {
  readonly method: string;
  readonly path: string;
  /** The raw query, without the question mark. */
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The decoded body. */
  readonly body: Uint8Array;
}

/** The service, operation and protocol of a request. Each is `undefined` if the request doesn't tell. */
export interface RequestIdentity {
  readonly service: string | undefined;
  readonly operation: string | undefined;
  readonly protocol: Protocol | undefined;
}

/** Finds out what a request asks for, from what its protocol puts on the wire. */
export function identifyRequest(request: UnnamedRequest): RequestIdentity {
  return rpcV2Identity(request) ?? jsonIdentity(request) ?? queryIdentity(request) ?? restIdentity(request);
}

/** Smithy RPC v2 CBOR: everything is in the path. https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
function rpcV2Identity(request: UnnamedRequest): RequestIdentity | undefined {
  const [, name, operation] = /\/service\/([^/]+)\/operation\/([^/]+)\/?$/.exec(request.path) ?? [];
  if (name === undefined || request.headers["smithy-protocol"] === undefined) return undefined;
  return { service: serviceOfTarget(name, request), operation, protocol: "cbor" };
}

/** AWS JSON 1.0 and 1.1: `x-amz-target: PREFIX.Operation`. A prefix can contain dots. */
function jsonIdentity(request: UnnamedRequest): RequestIdentity | undefined {
  const target = request.headers["x-amz-target"];
  if (target === undefined) return undefined;
  const dot = target.lastIndexOf(".");
  const prefix = dot < 0 ? "" : target.slice(0, dot);
  return {
    service: serviceOfTarget(prefix, request),
    operation: target.slice(dot + 1) || undefined,
    protocol: "json",
  };
}

function serviceOfTarget(prefix: string, request: UnnamedRequest): string | undefined {
  const known = Object.hasOwn(TARGET_PREFIXES, prefix) ? TARGET_PREFIXES[prefix] : undefined;
  // Timestream's two services share a prefix; only the user agent tells them apart.
  const claimed = userAgentService(request);
  if (known === "timestream-query" || known === "timestream-write") {
    return claimed === "timestream-query" || claimed === "timestream-write" ? claimed : known;
  }
  return known ?? serviceOfScope(request);
}

/** AWS Query and EC2: a form, in the body or in the query, with `Action` and `Version`. */
function queryIdentity(request: UnnamedRequest): RequestIdentity | undefined {
  const contentType = request.headers["content-type"] ?? "";
  const isForm = contentType.startsWith("application/x-www-form-urlencoded");
  const inBody = isForm ? formField(request.body, "Action") : undefined;
  const inQuery = new URLSearchParams(request.rawQuery);
  if (inBody === undefined && !(inQuery.has("Action") && inQuery.has("Version"))) return undefined;
  const version = inBody === undefined ? inQuery.get("Version") : formField(request.body, "Version");
  const service = queryService(serviceOfScope(request), version);
  return {
    service,
    operation: (inBody ?? inQuery.get("Action")) || undefined,
    protocol: service === "ec2" ? "ec2" : "query",
  };
}

/** One field of a form. It doesn't parse the whole form, which can have millions of fields. */
function formField(form: Uint8Array, name: string): string | undefined {
  const bytes = Buffer.from(form.buffer, form.byteOffset, form.byteLength);
  const marker = `${name}=`;
  const inside = bytes.indexOf(`&${marker}`);
  const first = bytes.toString("latin1", 0, marker.length) === marker;
  if (!first && inside < 0) return undefined;
  const start = first ? marker.length : inside + 1 + marker.length;
  const next = bytes.indexOf("&", start);
  const end = Math.min(next < 0 ? bytes.length : next, start + 1000);
  return new URLSearchParams(`v=${bytes.toString("latin1", start, end)}`).get("v") ?? undefined;
}

/** Services that share a signing name and are told apart by their API version. */
function queryService(service: string | undefined, version: string | null | undefined): string | undefined {
  if (version === "2012-06-01" && service?.startsWith("elastic-load-balancing"))
    return "elastic-load-balancing";
  return service === "sesv2" || service === "pinpoint-email" ? "ses" : service;
}

/** REST: the service from its signature, the operation from method and path. */
function restIdentity(request: UnnamedRequest): RequestIdentity {
  const query = new URLSearchParams(request.rawQuery);
  const named = (service: string): string | undefined =>
    service === "s3"
      ? s3Target(request.method, request.headers["host"] ?? "", request.path, query, request.headers)
          .operation
      : restOperation(service, request.method, request.path, query)?.operation;
  const possible = possibleServices(request);
  const service = possible.find((name) => named(name) !== undefined) ?? serviceOfScope(request);
  if (service === undefined) return { service, operation: undefined, protocol: undefined };
  const protocol = REST_XML_SERVICES.has(service) ? "rest-xml" : "rest-json";
  return { service, operation: named(service), protocol };
}

/** The services that a request can be for, the most likely first. */
function possibleServices(request: UnnamedRequest): string[] {
  const usual = serviceOfScope(request);
  // An anonymous request of a client that tells nothing. Lambda's paths are unlike any other's.
  if (usual === undefined) return ["lambda"];
  const name = signingName(request);
  if (name === undefined) return [usual];
  const all = [usual, ...servicesOf(name)];
  // S3's operations are tried last, since any path can be a bucket and a key.
  return userAgentService(request) === usual
    ? [usual]
    : [...all.filter((other) => other !== "s3"), ...all.filter((other) => other === "s3")];
}

/** The service from the signature's scope. An anonymous request has only the user agent and S3's own headers. */
function serviceOfScope(request: UnnamedRequest): string | undefined {
  const claimed = userAgentService(request);
  const name = signingName(request);
  if (name === undefined) return claimed ?? (hasS3Headers(request) ? "s3" : undefined);
  const [usual, ...others] = servicesOf(name);
  return claimed !== undefined && others.includes(claimed) ? claimed : usual;
}

/** The services that sign under a name, the usual one first. */
function servicesOf(name: string): [string, ...string[]] {
  const others = servicesSigningAs(name);
  const usual = Object.hasOwn(SIGNING_NAMES, name)
    ? SIGNING_NAMES[name]
    : serviceModel(name) === undefined
      ? others[0]
      : name;
  return [usual ?? name, ...others.filter((other) => other !== usual)];
}

function signingName(request: UnnamedRequest): string | undefined {
  const found = findAuthorization(request);
  if (found.state === "sigv4") return found.authorization.scope.service;
  // Only S3 still accepts SigV2 in a header.
  return found.state === "unchecked" && found.scheme === "SigV2" ? "s3" : undefined;
}

function hasS3Headers({ headers }: UnnamedRequest): boolean {
  return ["x-amz-checksum-mode", "x-amz-sdk-checksum-algorithm", "x-amz-copy-source"].some(
    (name) => headers[name] !== undefined,
  );
}

/** The SDK for JavaScript says `api/cloudwatch_logs#3.1` (the serviceId, spaces replaced); boto3 says nothing. */
function userAgentService(request: UnnamedRequest): string | undefined {
  const agent = `${request.headers["x-amz-user-agent"] ?? ""} ${request.headers["user-agent"] ?? ""}`;
  return /(?:^|\s)api\/([A-Za-z0-9_-]+)#/.exec(agent)?.[1]?.toLowerCase().replaceAll("_", "-");
}
