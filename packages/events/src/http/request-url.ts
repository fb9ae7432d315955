import type { HttpRequest } from "./sdk-shapes.js";

/**
 * The URL that a request goes to: botocore's `request.url`. Changing it does not change the request: {@link setUrl} does.
 * A `URL` resolves the segments `.` and `..` of a path, which an S3 key may contain: see `request.path` for them.
 */
export function urlOf(request: HttpRequest): URL {
  const { protocol, hostname, port, path, query } = request;
  const url = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value ?? ""]) url.searchParams.append(name, each);
  }
  return url;
}

/**
 * Sends a request elsewhere: sets its protocol, hostname, port, path and query, and the `host` header with them.
 * A request that is signed keeps its `host`, which the signature covers, for a proxy that restores the address.
 * The path stays to the letter where the URL's is the one that {@link urlOf} gives for it: changing the query does
 * not write another S3 key than `a/../b`.
 *
 * @throws TypeError for a text that is no absolute URL.
 */
export function setUrl(request: HttpRequest, to: URL | string): void {
  const { protocol, hostname, port, pathname, searchParams, host } = new URL(to);
  request.protocol = protocol;
  request.hostname = hostname;
  if (port === "") delete request.port;
  else request.port = Number(port);
  if (pathname !== resolvedPath(request.path)) request.path = pathname;
  request.query = {};
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name);
    request.query[name] = values.length === 1 ? (values[0] as string) : values;
  }
  if (!request.headers["authorization"]?.startsWith("AWS4-")) request.headers["host"] = host;
}

/** A path as a URL has it, or `undefined` for one that is more than a path. */
function resolvedPath(path: string): string | undefined {
  return /^\/[^?#]*$/.test(path) ? new URL(`http://localhost${path}`).pathname : undefined;
}
