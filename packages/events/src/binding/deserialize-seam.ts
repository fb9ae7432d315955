import type { Binding } from "./binding.js";
import { CALL, type Call } from "./call.js";
import { afterwards, emitEach } from "./emit.js";
import { isHttpResponse, isObject, type Result } from "./middleware.js";
import type { Operation } from "./operation.js";
import type { Seam } from "./seam.js";
import { customizedResponses } from "./transport-seam.js";

/** Just outside the deserializer, once for an attempt: emits `response-received`. */
export const deserializeSeam: Seam = {
  name: "deserialize",
  events: ["before-parse", "response-received", "needs-retry"],
  places: [{ step: "deserialize", priority: "high" }],
  create: (binding) => (next, context) => {
    const operation = binding.operationOf(deserializeSeam, context);
    if (operation === undefined) return next;
    return (args) => {
      const call = binding.callOf(args, operation, context);
      call.sentRequest = args.request;
      return next({ ...args, [CALL]: call }).then(
        (result) => {
          const customized = isObject(result.response) ? customizedResponses.get(result.response) : undefined;
          if (customized !== undefined) Object.assign(result.output, customized);
          return afterwards(received(binding, operation, call, result, undefined), () => result);
        },
        (error: unknown) =>
          afterwards(received(binding, operation, call, undefined, error), (): Result => {
            throw error;
          }),
      );
    };
  },
};

function received(
  binding: Binding,
  operation: Operation,
  call: Call,
  result: Result | undefined,
  exception: unknown,
): void | Promise<void> {
  const response = result?.response ?? (isObject(exception) ? exception["$response"] : undefined);
  const event = {
    eventName: operation.eventNames["response-received"],
    response: isHttpResponse(response) ? response : undefined,
    parsed: result?.output,
    exception,
    context: call.context,
  };
  return emitEach(binding.handlersOf(operation, "response-received"), event, () => false);
}
