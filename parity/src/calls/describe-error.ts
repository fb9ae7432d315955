import { TucuxiError } from "@tucuxi/events";
import { HandlerRaised } from "./behaviours.js";

/** Describes an error in words that both sides share. */
export function describeError(error: unknown): string {
  if (error instanceof HandlerRaised) return `handler: ${error.message}`;
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  if (error instanceof TucuxiError) return `refused: ${error.code}`;
  if (error.name === "CredentialsProviderError") return "no credentials";
  if (isConnectionError(error)) return "connection";
  if (error.name === "TimeoutError" || /"state":"(FAILURE|TIMEOUT)"/.test(error.message)) return "waiter";
  if (error instanceof SyntaxError || isParseError(error)) return "unparsable";
  if ("$fault" in error) return `service: ${errorCode(error)}`;
  if (/No value provided for input HTTP label/.test(error.message)) return "validation";
  return `${error.name}: ${error.message}`;
}

/** Node.js's codes for connections that were refused or closed. */
function isConnectionError(error: Error): boolean {
  return "code" in error && (error.code === "ECONNREFUSED" || error.code === "ECONNRESET");
}

function isParseError(error: Error): boolean {
  return /Deserialization error/.test(error.message);
}

/**
 * The code that the service sent. SDK v3 renames errors of the query protocols. It uses `Unknown` for errors without a
 * code, where botocore uses the status.
 */
function errorCode(error: Error & { Code?: unknown; $metadata?: { httpStatusCode?: number } }): string {
  if (typeof error.Code === "string") return error.Code;
  return error.name === "Unknown" ? String(error.$metadata?.httpStatusCode) : error.name;
}
