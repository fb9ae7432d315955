import { isHttpResponse, isObject } from "./sdk.js";

/** The response that an error of the SDK's deserializer carries. */
export function responseOf(error: unknown): unknown {
  return isObject(error) ? error["$response"] : undefined;
}

/**
 * Whether the service answered with this error. A 200 that isn't JSON counts too: botocore's JSON parser accepts it and
 * emits `after-call`, while the SDK throws the `SyntaxError`. In other protocols both fail.
 */
export function isServiceError(error: unknown): boolean {
  const response = responseOf(error);
  return isHttpResponse(response) && (response.statusCode >= 300 || error instanceof SyntaxError);
}

/** Whether an error says that a successful response can't be parsed, and not that its connection broke. */
export function isParseError(error: unknown): boolean {
  return isHttpResponse(responseOf(error)) && !isServiceError(error) && !(isObject(error) && "code" in error);
}
