import { runHandlers } from "../emitter/emission.js";
import { responseStream } from "../http/body.js";
import type { HttpRequest, HttpResponse } from "../http/sdk-shapes.js";
import { copyForHandlers, settleAfterSigning, settleBody, withSdkSpelling } from "./attempt-request.js";
import { CALL, type Call, withCall } from "./call.js";
import { afterwards, emitAll, isResponse, originOf, type Running } from "./emit.js";
import { type Args, isHttpRequest, isHttpResponse, type Result } from "./middleware.js";
import { checkedStub } from "./responses.js";
import type { ResolvedSeam, Seam } from "./seam.js";

/** Next to the request handler, once for an attempt: emits `before-send` and `before-parse`. */
export const transportSeam: Seam = {
  name: "transport",
  events: ["before-send", "before-parse"],
  places: [{ step: "deserialize", priority: "low" }],
  run(stack, args) {
    const { binding, operation, next } = stack;
    if (!isHttpRequest(args.request)) return next(args);
    const { [CALL]: call } = withCall(args, stack);
    return binding.handlersOf(operation)["before-send"].length === 0
      ? parse(stack, call, next(args))
      : beforeSend(stack, args, args.request, call);
  },
};

function beforeSend(
  stack: ResolvedSeam,
  args: Args,
  signed: HttpRequest,
  call: Call,
): Promise<Result> | Result {
  const { binding, operation, next } = stack;
  const { request, before } = copyForHandlers(signed);
  let stub: HttpResponse | undefined;
  const event = { eventName: operation.eventNames["before-send"], request, context: call.context };
  const handlers = binding.handlersOf(operation)["before-send"];
  const running = runHandlers(handlers, event, (response, registration) => {
    const origin = originOf(event, registration);
    settleAfterSigning(request, before, origin);
    if (!isResponse(response) || stub !== undefined) return;
    const { statusCode, reason = "", headers = {}, body } = checkedStub(response, origin);
    stub = { statusCode, reason, headers: { ...headers }, body: responseStream(body) };
  });
  return afterwards(running, () =>
    stub !== undefined
      ? parse(stack, call, Promise.resolve({ response: stub, output: {} }))
      : afterwards(settleBody(request, before, call), () =>
          parse(stack, call, next({ ...args, request: withSdkSpelling(request) })),
        ),
  );
}

function parse(stack: ResolvedSeam, call: Call, answer: Promise<Result>): Promise<Result> {
  const { binding, operation } = stack;
  const handlers = binding.handlersOf(operation)["before-parse"];
  if (handlers.length === 0) return answer;
  return answer.then((result) => {
    const { response } = result;
    if (!isHttpResponse(response)) return result;
    const customizedResponse = {};
    call.customizedResponse = customizedResponse;
    const { model, context } = call;
    const { body } = response;
    const event = {
      eventName: operation.eventNames["before-parse"],
      response,
      customizedResponse,
      model,
      context,
    };
    const failed = (thrown: unknown): never => {
      call.parseFailure = { thrown };
      throw thrown;
    };
    const done = (): Result => {
      // The deserializers of streaming outputs take nothing but a stream.
      if (response.body !== body) response.body = responseStream(response.body);
      return result;
    };
    let running: Running;
    try {
      running = emitAll(handlers, event);
    } catch (thrown) {
      return failed(thrown);
    }
    return running === undefined ? done() : running.then(done, failed);
  });
}
