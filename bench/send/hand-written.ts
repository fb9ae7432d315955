import { HttpRequest } from "@smithy/protocol-http";
import type { FinalizeHandler } from "@smithy/types";

/**
 * What a handler of `before-sign` that adds a header takes without Tucuxi. The retry middleware sends the same
 * request again, so each attempt needs a copy.
 */
export function addTraceHeader<Input extends object, Output extends object>(
  next: FinalizeHandler<Input, Output>,
): FinalizeHandler<Input, Output> {
  return (args) => {
    if (!HttpRequest.isInstance(args.request)) return next(args);
    const request = HttpRequest.clone(args.request);
    request.headers["x-trace-id"] = "trace-trace";
    return next({ ...args, request });
  };
}
