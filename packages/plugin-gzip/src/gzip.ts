import { definePlugin, type HttpRequest, type Plugin } from "@tucuxi/events";
import { gzipBytes } from "./gzip-bytes.js";
import { checkedPatterns, type GzipOptions } from "./options.js";

/**
 * Compresses the bodies of requests with gzip, once for a call, before the SDK measures, checksums and signs them.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`, and what a wrong pattern in `operations` is
 * refused with.
 *
 * @example
 * ```ts
 * eventsOf(client).use(gzip());
 * ```
 */
export function gzip(options: GzipOptions = {}): Plugin {
  const patterns = checkedPatterns(options);
  const { minSize = 0, level } = options;

  async function gzipBody({ request }: { readonly request: HttpRequest }): Promise<void> {
    if (Object.keys(request.headers).some((name) => name.toLowerCase() === "content-encoding")) return;
    const body = typeof request.body === "string" ? new TextEncoder().encode(request.body) : request.body;
    if (!(body instanceof Uint8Array) || body.byteLength < minSize) return;
    const compressed = await gzipBytes(body, level);
    if (compressed.byteLength >= body.byteLength) return;
    request.body = compressed;
    request.headers["content-encoding"] = "gzip";
  }

  return definePlugin({
    name: "gzip",
    register(events) {
      for (const pattern of patterns) events.registerLast(pattern, gzipBody);
    },
  });
}
