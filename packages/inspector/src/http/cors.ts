/** The parts of a request that these rules look at. Header names are in lower case. */
interface AskingRequest {
  readonly method?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Whether a browser asks for permission, which it does before a page of another origin sends a signed request.
 * https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export function isPreflight({ method, headers }: AskingRequest): boolean {
  return (
    method === "OPTIONS" &&
    headers["origin"] !== undefined &&
    headers["access-control-request-method"] !== undefined
  );
}

/** Permits whatever was asked for, for ten minutes. */
export function preflightHeaders({ headers }: AskingRequest): Record<string, string> {
  const allowed: Record<string, string> = {
    "access-control-allow-origin": one(headers["origin"]) ?? "*",
    "access-control-allow-methods": one(headers["access-control-request-method"]) ?? "*",
    "access-control-max-age": "600",
  };
  const asked = one(headers["access-control-request-headers"]);
  if (asked !== undefined) allowed["access-control-allow-headers"] = asked;
  // Chromium asks this when a page from a public address calls this machine.
  if (headers["access-control-request-private-network"] === "true")
    allowed["access-control-allow-private-network"] = "true";
  return allowed;
}

/** Lets a page of another origin read an answer and all of its headers. */
export function crossOriginHeaders({ headers }: AskingRequest): Record<string, string> {
  const origin = one(headers["origin"]);
  if (origin === undefined) return {};
  return { "access-control-allow-origin": origin, "access-control-expose-headers": "*" };
}

/** These headers occur once. */
function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
