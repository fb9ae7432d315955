import type { CallResponse } from "../payloads.js";
import { settleBeforeBuild, settleBody, snapshotOf } from "./attempt-request.js";
import type { Binding } from "./binding.js";
import { isStream } from "./body.js";
import { CALL, type Call } from "./call.js";
import { afterwards, emitEach, isResponse, promised } from "./emit.js";
import { HandlerFailure } from "./handler-failure.js";
import { type Args, isHttpRequest, type Next, type Result } from "./middleware.js";
import type { Operation } from "./operation.js";
import { checkedCallResponse } from "./responses.js";
import type { Seam } from "./seam.js";

/**
 * Just inside the serializer, once for a call: emits `before-call`, before the SDK compresses, measures and
 * checksums the body. It makes the call's state for the seams inside the retry loop, and lets out what their
 * handlers throw.
 */
export const serializeSeam: Seam = {
  name: "serialize",
  events: [
    "before-call",
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "after-call-error",
  ],
  places: [{ step: "serialize", priority: "low" }],
  create: (binding) => (next, context) => {
    const operation = binding.operationOf(serializeSeam, context);
    if (operation === undefined) return next;
    return (args) => {
      const call = binding.callOf(args, operation, context);
      return promised(() => beforeCall(binding, operation, next, { ...args, [CALL]: call }, call));
    };
  },
};

function beforeCall(
  binding: Binding,
  operation: Operation,
  next: Next,
  args: Args,
  call: Call,
): Promise<Result> | Result {
  const { request } = args;
  const handlers = binding.handlersOf(operation, "before-call");
  if (handlers.length === 0 || !isHttpRequest(request)) return send(next, args, call);
  const before = snapshotOf(request);
  let answer: CallResponse | undefined;
  const event = {
    eventName: operation.eventNames["before-call"],
    request,
    model: call.model,
    context: call.context,
  };
  const running = emitEach(handlers, event, (response, origin) => {
    settleBeforeBuild(request, before, origin);
    if (request.body !== before.body) {
      const isMeasured = !isStream(request.body) || "content-length" in request.headers;
      call.unmeasured = isMeasured ? undefined : origin;
    }
    if (!isResponse(response)) return false;
    answer = checkedCallResponse(response, origin);
    return true;
  });
  return afterwards(running, () =>
    afterwards(settleBody(request, before), () => {
      call.sending = true;
      if (answer !== undefined) return resultOf(answer);
      const encoding = request.headers["content-encoding"];
      if (encoding !== before.headers["content-encoding"] && encoding !== undefined) {
        call.encoded = { body: request.body, encoding };
      }
      const traceId = request.headers["x-amzn-trace-id"];
      if (traceId !== before.headers["x-amzn-trace-id"] && traceId !== undefined) {
        call.traceId = traceId;
        delete request.headers["x-amzn-trace-id"];
      }
      return send(next, args, call);
    }),
  );
}

function send(next: Next, args: Args, call: Call): Promise<Result> {
  call.sending = true;
  return next(args).then((result) => {
    if (result.output instanceof HandlerFailure) throw result.output.thrown;
    if (call.forcedAttempts > 0 && "$metadata" in result.output) {
      Object.assign(result.output.$metadata as object, { attempts: call.attempts });
    }
    return result;
  });
}

/** A handler's answer as the SDK's result; botocore raises a ClientError for a status of 300 and above. */
function resultOf({ parsed, httpResponse }: CallResponse): Result {
  const response = { statusCode: 200, headers: {}, ...httpResponse };
  const $metadata = { httpStatusCode: response.statusCode, attempts: 0, totalRetryDelay: 0 };
  if (response.statusCode < 300) return { response, output: { $metadata, ...parsed } };
  const { Code = String(response.statusCode), Message = "" } =
    "Error" in parsed ? (parsed.Error as Partial<ErrorMembers>) : {};
  throw Object.assign(new Error(Message), {
    name: Code,
    $fault: response.statusCode < 500 ? "client" : "server",
    $metadata,
    $response: response,
  });
}

interface ErrorMembers {
  readonly Code: string;
  readonly Message: string;
}
