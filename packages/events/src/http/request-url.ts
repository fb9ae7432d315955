import type { HttpRequest } from "./sdk-shapes.js";

/**
 * The URL of a request. Changing it doesn't change the request: use {@link setUrl}. A `URL` resolves `.` and `..` in a path,
 * which an S3 key can contain; read `request.path` for those. botocore's `request.url`.
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
 * Sends a request elsewhere: sets its protocol, hostname, port, path, query and `host` header. A signed request keeps its
 * `host`, which the signature covers, so that a proxy can restore the address. The path stays the same if the URL has the
 * path that {@link urlOf} returned, so that an S3 key such as `a/../b` survives a change of the query.
 *
 * @throws TypeError for a string that isn't an absolute URL.
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

/** A path as a URL shows it, or `undefined` for a string that has more than a path. */
function resolvedPath(path: string): string | undefined {
  return /^\/[^?#]*$/.test(path) ? new URL(`http://localhost${path}`).pathname : undefined;
}
