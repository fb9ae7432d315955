import type { HttpRequest, HttpResponse } from "../sdk-shapes.js";
import { copyOf, settleAfterSigning, settleBody, snapshotOf } from "./attempt-request.js";
import type { Binding } from "./binding.js";
import { responseStream } from "./body.js";
import type { Call } from "./call.js";
import { afterwards, emitEach, isResponse, promised } from "./emit.js";
import { type Args, isHttpRequest, isHttpResponse, type Next, type Result } from "./middleware.js";
import type { Operation } from "./operation.js";
import { checkedStub } from "./responses.js";
import type { Seam } from "./seam.js";

/** What `before-parse` handlers want set on the output, by response, until the deserializer has made one. */
export const customizedResponses = new WeakMap<object, object>();

/** Next to the request handler, once for an attempt: emits `before-send` and `before-parse`. */
export const transportSeam: Seam = {
  name: "transport",
  events: ["before-send", "before-parse"],
  places: [{ step: "deserialize", priority: "low" }],
  create: (binding) => (next, context) => {
    const operation = binding.operationOf(transportSeam, context);
    if (operation === undefined) return next;
    return (args) =>
      promised(() =>
        isHttpRequest(args.request)
          ? beforeSend(
              binding,
              operation,
              next,
              args,
              copyOf(args.request),
              binding.callOf(args, operation, context),
            )
          : next(args),
      );
  },
};

function beforeSend(
  binding: Binding,
  operation: Operation,
  next: Next,
  args: Args,
  request: HttpRequest,
  call: Call,
): Promise<Result> | Result {
  const before = snapshotOf(request);
  let stub: HttpResponse | undefined;
  const event = { eventName: operation.eventNames["before-send"], request, context: call.context };
  const running = emitEach(binding.handlersOf(operation, "before-send"), event, (response, origin) => {
    settleAfterSigning(request, before, origin);
    if (isResponse(response) && stub === undefined) {
      const { statusCode, reason = "", headers = {}, body } = checkedStub(response, origin);
      stub = { statusCode, reason, headers: { ...headers }, body: responseStream(body) };
    }
    return false;
  });
  return afterwards(running, () =>
    stub !== undefined
      ? beforeParse(binding, operation, { response: stub, output: {} }, call)
      : afterwards(settleBody(request, before), () =>
          next({ ...args, request }).then((result) => beforeParse(binding, operation, result, call)),
        ),
  );
}

function beforeParse(
  binding: Binding,
  operation: Operation,
  result: Result,
  call: Call,
): Promise<Result> | Result {
  const { response } = result;
  const handlers = binding.handlersOf(operation, "before-parse");
  if (handlers.length === 0 || !isHttpResponse(response)) return result;
  const customizedResponse = {};
  customizedResponses.set(response, customizedResponse);
  const event = {
    eventName: operation.eventNames["before-parse"],
    response,
    customizedResponse,
    model: call.model,
    context: call.context,
  };
  const { body } = response;
  return afterwards(
    emitEach(handlers, event, () => false),
    () => {
      // The deserializers of streaming outputs take nothing but a stream.
      if (response.body !== body) response.body = responseStream(response.body);
      return result;
    },
  );
}
