import type { HttpRequest } from "@tucuxi/events";

/** What tells a service which operation a request is for. */
export interface WireOperation {
  readonly method: string;
  /** Only of requests with POST and PUT: of others, the method says that they read. */
  readonly path: string;
  /** The JSON protocols' `x-amz-target`. */
  readonly target: string | undefined;
  /** The query protocols' `Action`. */
  readonly action: string | undefined;
}

/** What a request says now. */
export function wireOperationOf({ method, path, headers, body }: HttpRequest): WireOperation {
  const target = Object.entries(headers).find(([name]) => name.toLowerCase() === "x-amz-target")?.[1];
  const action = typeof body === "string" ? /^Action=(\w+)(?:&|$)/.exec(body)?.[1] : undefined;
  return { method, path, target, action };
}

/** How a request differs from what it was; `undefined` if it's still the same operation. */
export function changeOf(before: WireOperation, request: HttpRequest): string | undefined {
  const now = wireOperationOf(request);
  if (now.method !== before.method) return `the method from ${before.method} to ${now.method}`;
  if (now.target !== before.target) return `x-amz-target from ${before.target} to ${now.target}`;
  if (before.action !== undefined && now.action !== before.action)
    return `Action from ${before.action} to ${now.action}`;
  // A proxy in front of the service may put something before the path.
  const mayWrite = now.method === "POST" || now.method === "PUT";
  if (mayWrite && !now.path.endsWith(before.path)) return `the path from ${before.path} to ${now.path}`;
  return undefined;
}
