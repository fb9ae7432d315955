import type { CallResponse } from "../catalogue/payloads.js";
import { OwnContext } from "../client/call-context.js";
import { runHandlers } from "../emitter/emission.js";
import { HandlerError } from "../errors.js";
import { isStream } from "../http/body.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import { type Snapshot, settleBeforeBuild, settleBody } from "./attempt-request.js";
import { CALL, type Call, withCall } from "./call.js";
import { afterwards, isResponse, originOf } from "./emit.js";
import { type Args, isHttpRequest, type Result } from "./middleware.js";
import { checkedCallResponse } from "./responses.js";
import type { ResolvedSeam, Seam } from "./seam.js";

/** Just inside the serializer, once for a call: emits `before-call`, before the SDK compresses, measures and checksums the body. */
export const serializeSeam: Seam = {
  name: "serialize",
  events: [
    "before-call",
    // Only errors of sending are announced.
    "after-call-error",
  ],
  places: [{ inside: "serializerMiddleware" }, { step: "serialize", priority: "low" }],
  run: beforeCall,
};

function beforeCall(stack: ResolvedSeam, outerArgs: Args): Promise<Result> | Result {
  const { binding, operation, next } = stack;
  const args = withCall(outerArgs, stack);
  const call = args[CALL];
  const { request } = args;
  const handlers = binding.handlersOf(operation)["before-call"];
  if (handlers.length === 0 || !isHttpRequest(request)) {
    call.sending = true;
    return next(args);
  }
  // Clients before schemas give all requests of an AWS Query service one object for headers, in the whole process.
  const before: Snapshot = { headers: request.headers, body: request.body, hostname: request.hostname };
  request.headers = { ...request.headers };
  const { model, context } = call;
  let answer: CallResponse | undefined;
  const event = { eventName: operation.eventNames["before-call"], request, model, context };
  const running = runHandlers(handlers, event, (response, registration) => {
    const origin = originOf(event, registration);
    settleBeforeBuild(request, before, origin);
    if (request.body !== before.body) {
      const isMeasured = !isStream(request.body) || "content-length" in request.headers;
      call.unmeasured = isMeasured ? undefined : origin;
    }
    if (!isResponse(response)) return;
    answer = checkedCallResponse(response, origin);
    if (OwnContext.factsOf(context).isPresigned) {
      throw new HandlerError(
        "INVALID_RESPONSE",
        origin,
        "answered a call that makes a presigned URL: there is no URL to give then (isPresigned(context) tells such calls)",
      );
    }
    return true;
  });
  return afterwards(running, () =>
    afterwards(settleBody(request, before, call), () => {
      call.sending = true;
      if (answer !== undefined) return resultOf(answer);
      keepForAttempts(call, request, before);
      return next(args);
    }),
  );
}

/** Notes what the SDK is going to do to the request on its way to the attempts, and what they must put right. */
function keepForAttempts(call: Call, { headers, body }: HttpRequest, before: Snapshot): void {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== before.headers["content-encoding"])
    call.encoded = { body, encoding };
  const traceId = headers["x-amzn-trace-id"];
  if (traceId !== undefined && traceId !== before.headers["x-amzn-trace-id"]) {
    call.traceId = traceId;
    delete headers["x-amzn-trace-id"];
  }
}

/** A handler's answer as the SDK's result; botocore raises a ClientError for a status of 300 and above. */
function resultOf({ parsed, httpResponse }: CallResponse): Result {
  const response = { statusCode: 200, headers: {}, ...httpResponse };
  const $metadata = { httpStatusCode: response.statusCode, attempts: 0, totalRetryDelay: 0 };
  if (response.statusCode < 300) return { response, output: { $metadata, ...parsed } };
  const { Code = String(response.statusCode), Message = "" } =
    "Error" in parsed ? (parsed.Error as Partial<Record<"Code" | "Message", string>>) : {};
  throw Object.assign(new Error(Message), {
    name: Code,
    $fault: response.statusCode < 500 ? "client" : "server",
    $metadata,
    $response: response,
  });
}
