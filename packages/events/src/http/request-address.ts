import { describe, HandlerError } from "../errors.js";
import { type ErrorSource, isPlainObject } from "./headers.js";
import type { HttpRequest } from "./sdk-shapes.js";

/** An address as it was before a handler ran. */
type Address = Readonly<Pick<HttpRequest, "method" | "protocol" | "hostname" | "path" | "query">> & {
  readonly port: number | undefined;
};

/** Members of an SDK request that our interface leaves out, since handlers don't need them. */
interface OtherMembers {
  readonly fragment?: unknown;
  readonly username?: unknown;
  readonly password?: unknown;
}

/** Has a part that belongs elsewhere in a URL. A single colon starts a port; an IPv6 address has several. */
const NO_HOSTNAME = /[\s/?#@\\]|[^!-~]|^$|^[^:]*:[^:]*$/;
/** The methods that a request to a service can have (RFC 9110, section 9.3, and RFC 5789). */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** What must be percent-encoded in a path (RFC 3986, section 3.3). */
const NOT_IN_PATH = /[^!-~]|["<>\\^`{|}]/gu;
/** Control characters, which services refuse even percent-encoded. */
const CONTROL = /[^ -~\u0080-\u{10ffff}]/u;
/** Half of a surrogate pair, which can't be encoded in UTF-8 (RFC 3629, section 3). */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Checks a request's address after a handler ran. Fixes what can only mean one thing: a query in the path moves to
 * `request.query`, a method becomes upper case, and spaces and other characters in a path are encoded.
 *
 * @throws HandlerError `INVALID_REQUEST`
 */
export function normalizeAddress(
  request: HttpRequest & OtherMembers,
  before: Address,
  source: ErrorSource,
): void {
  if (request.method !== before.method) normalizeMethod(request, source);
  if (request.protocol !== before.protocol) checkProtocol(request.protocol, source);
  if (request.hostname !== before.hostname) checkHostname(request.hostname, source);
  if (request.port !== before.port) normalizePort(request, source);
  checkQuery(request, before.query, source);
  if (request.path !== before.path) normalizePath(request, source);
  if (request.fragment !== undefined) {
    refuse(
      source,
      `set request.fragment to ${describe(request.fragment)}. A fragment is never sent: delete it`,
    );
  }
}

function normalizeMethod(request: HttpRequest, source: ErrorSource): void {
  const given: unknown = request.method;
  // Methods are case-sensitive: `get` would be signed as it is and sent as `GET`.
  const method = typeof given === "string" ? given.toUpperCase() : "";
  if (!METHODS.includes(method)) {
    refuse(source, `set request.method to ${describe(given)}. Use one of ${METHODS.join(", ")}`);
  }
  request.method = method;
}

function checkProtocol(protocol: unknown, source: ErrorSource): void {
  if (protocol === "https:" || protocol === "http:") return;
  refuse(source, `set request.protocol to ${describe(protocol)}. Use "https:" or "http:", with the colon`);
}

function checkHostname(hostname: unknown, source: ErrorSource): void {
  if (typeof hostname === "string" && !NO_HOSTNAME.test(hostname)) return;
  refuse(
    source,
    `set request.hostname to ${describe(hostname)}. It's a name without scheme, port and path (setUrl(request, url) sets all of them)`,
  );
}

function normalizePort(request: HttpRequest, source: ErrorSource): void {
  const given: unknown = request.port;
  if (given === undefined || given === null || given === "") {
    delete request.port;
    return;
  }
  const port = typeof given === "string" && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof port !== "number" || !Number.isInteger(port) || port < 1 || port > 65_535) {
    refuse(source, `set request.port to ${describe(given)}. A port is a number from 1 to 65535`);
  }
  request.port = port;
}

function normalizePath(request: HttpRequest, source: ErrorSource): void {
  const given: unknown = request.path;
  if (typeof given !== "string" || !given.startsWith("/")) {
    refuse(source, `set request.path to ${describe(given)}. A path is a string that starts with "/"`);
  }
  if (CONTROL.test(given) || LONE_SURROGATE.test(given)) {
    refuse(source, `set request.path to ${describe(given)}, which can't be sent. Use encodeURIComponent`);
  }
  if (given.includes("#")) {
    refuse(source, `set request.path to ${describe(given)}. Write "%23" for "#": a fragment is never sent`);
  }
  const [path = "", ...query] = given.split("?");
  if (query.length > 0) {
    for (const [name, value] of new URLSearchParams(query.join("?"))) addToQuery(request.query, name, value);
  }
  request.path = path.replace(NOT_IN_PATH, encodeURIComponent);
}

function addToQuery(query: HttpRequest["query"], name: string, value: string): void {
  const known = query[name];
  if (known === undefined || known === null) query[name] = value;
  else query[name] = [...(Array.isArray(known) ? known : [known]), value];
}

/**
 * Values must be strings or arrays of strings: the SDK's signer skips all others, but its transport sends them. Those that
 * the SDK made of the caller's input are left alone: older clients send a number as it is.
 */
function checkQuery(request: HttpRequest, before: Address["query"], source: ErrorSource): void {
  if (!isPlainObject(request.query)) {
    refuse(
      source,
      `replaced request.query with ${describe(request.query)}. It must be a plain object (make one with Object.fromEntries(query))`,
    );
  }
  if (!Object.isExtensible(request.query)) request.query = { ...request.query };
  const { query } = request;
  for (const name in query) {
    const value: unknown = query[name];
    if (value === before[name] && !Array.isArray(value) && name in before) continue;
    // The SDK's signer would leave it out, and its transport send it.
    if (name === "__proto__") refuse(source, 'set the query parameter "__proto__", which can\'t be signed');
    if (value === null) query[name] = "";
    else if (
      typeof value !== "string" &&
      !(Array.isArray(value) && value.every((each) => typeof each === "string"))
    ) {
      refuse(
        source,
        `set the query parameter "${name}" to ${describe(value)}. Give a string or an array of strings, or delete it`,
      );
    }
    if (LONE_SURROGATE.test(name) || LONE_SURROGATE.test(String(value))) {
      refuse(source, `set the query parameter ${describe(name)} to a string with half of a surrogate pair`);
    }
  }
}

function refuse(source: ErrorSource, message: string): never {
  throw new HandlerError("INVALID_REQUEST", source, message);
}
