import type { IncomingMessage } from "node:http";

/**
 * Whether a browser asks for permission: it does before a page of another origin sends a signed request.
 * https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return (
    method === "OPTIONS" &&
    headers.origin !== undefined &&
    headers["access-control-request-method"] !== undefined
  );
}

/** The permission: for whatever was asked, and for ten minutes. */
export function preflightHeaders({ headers }: IncomingMessage): Record<string, string> {
  const allowed: Record<string, string> = {
    "access-control-allow-origin": headers.origin ?? "*",
    "access-control-allow-methods": headers["access-control-request-method"] ?? "*",
    "access-control-max-age": "600",
  };
  const asked = headers["access-control-request-headers"];
  if (asked !== undefined) allowed["access-control-allow-headers"] = asked;
  // Chromium asks where a page of a public address turns to this machine.
  if (headers["access-control-request-private-network"] === "true")
    allowed["access-control-allow-private-network"] = "true";
  return allowed;
}

/** What lets a page of another origin read an answer and all of its headers. */
export function crossOriginHeaders({ headers }: IncomingMessage): Record<string, string> {
  if (headers.origin === undefined) return {};
  return { "access-control-allow-origin": headers.origin, "access-control-expose-headers": "*" };
}
