import type { SentRequest } from "../stubs/sent-call.js";
import type { HttpRequestLike } from "./sdk.js";

/** The URL of a request. */
function urlOf({ protocol, hostname, port, path, query = {} }: HttpRequestLike): string {
  const parts: string[] = [];
  for (const name of Object.keys(query).sort()) {
    const value = query[name];
    const key = encode(name);
    if (Array.isArray(value)) for (const item of value) parts.push(`${key}=${encode(item)}`);
    else parts.push(typeof value === "string" ? `${key}=${encode(value)}` : key);
  }
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  return `${protocol}//${host}${path}${parts.length === 0 ? "" : `?${parts.join("&")}`}`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A copy of a request to keep, since later attempts change the SDK's own. */
export function sentRequest(request: HttpRequestLike, body: Uint8Array): SentRequest {
  return { method: request.method, url: urlOf(request), headers: { ...request.headers }, body };
}
