import { InspectorError } from "../errors.js";
import { wildcardMatch } from "./wildcard.js";

/** Whether a request is of an operation that the pattern matches. */
export type OperationMatcher = (request: {
  readonly service: string | undefined;
  readonly operation: string | undefined;
}) => boolean;

/**
 * Parses a pattern: `s3.PutObject`, `s3.*`, `*.Put*`, or an operation of any service, `PutObject`. `*` matches any
 * letters and `?` matches one. Case doesn't matter.
 * @throws InspectorError INVALID_PATTERN
 */
export function operationMatcher(pattern: string): OperationMatcher {
  const parts = typeof pattern === "string" ? pattern.trim().toLowerCase().split(".") : [];
  const [first = "", second] = parts;
  if (
    parts.length > 2 ||
    first === "" ||
    second === "" ||
    !/^[a-z0-9_*?-]+(\.[a-z0-9_*?-]+)?$/.test(parts.join("."))
  ) {
    const given = typeof pattern === "string" ? JSON.stringify(pattern) : `a ${typeof pattern}`;
    throw new InspectorError(
      "INVALID_PATTERN",
      `${given} isn't a pattern for operations: write "s3.PutObject", "s3.*", "*.Put*" or "PutObject"`,
    );
  }
  const service = second === undefined ? "*" : first;
  const operation = second ?? first;
  return (request) =>
    wildcardMatch(service, request.service?.toLowerCase() ?? "") &&
    wildcardMatch(operation, request.operation?.toLowerCase() ?? "");
}
