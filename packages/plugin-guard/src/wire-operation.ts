import type { HttpRequest } from "@tucuxi/events";
import { headerValue } from "./header-value.js";

/** How a request tells a service its operation. */
export interface WireOperation {
  readonly method: string;
  /** Only for POST and PUT. The other methods say that they read. */
  readonly path: string;
  /** The JSON protocols' `x-amz-target`. */
  readonly target: string | undefined;
  /** The query protocols' `Action`. */
  readonly action: string | undefined;
}

/** What a request says now. */
export function wireOperationOf(
  { method, path, headers, body }: HttpRequest,
  text: unknown = body,
): WireOperation {
  const action = typeof text === "string" ? /^Action=(\w+)(?:&|$)/.exec(text)?.[1] : undefined;
  return { method, path, target: headerValue(headers, "x-amz-target"), action };
}

/** How a request differs from what it was; `undefined` if it's still the same operation. */
export async function changeOf(before: WireOperation, request: HttpRequest): Promise<string | undefined> {
  const now = wireOperationOf(request, before.action && (await textOf(request)));
  const part = (["method", "target", "action", "path"] as const).find((name) => {
    const value = before[name];
    if (name !== "path") return now[name] !== value;
    // A proxy in front of the service can put something before the path.
    return (now.method === "POST" || now.method === "PUT") && !now.path.endsWith(before.path);
  });
  return part && `the ${part} from ${before[part]} to ${now[part]}`;
}

/** The body, in which the query protocols name the operation. Decompresses gzip. */
async function textOf({ body, headers }: HttpRequest): Promise<unknown> {
  if (headers["content-encoding"] !== "gzip") return body;
  const plain = new Blob([body as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip"));
  // An unreadable body isn't the operation that was decided on.
  return new Response(plain).text().catch(() => {});
}
