import { isThenable, runHandlers } from "../emission.js";
import type { HttpRequest } from "../sdk-shapes.js";
import { UNSIGNED } from "../unsigned.js";
import {
  copyForHandlers,
  type Snapshot,
  settleBeforeSigning,
  settleBody,
  withSdkSpelling,
} from "./attempt-request.js";
import { sendSignedBy, signingInfo } from "./auth-scheme.js";
import { type Call, isSentByClient, ofCall } from "./call.js";
import { carryOver } from "./carry-over.js";
import { afterwards, isResponse, originOf, type Running } from "./emit.js";
import { failed, guarded } from "./handler-failure.js";
import type { Origin } from "./headers.js";
import { type Args, isHttpRequest, type Result } from "./middleware.js";
import { identityOf, missingIdentity } from "./missing-credentials.js";
import { checkedAuthScheme } from "./responses.js";
import { judge } from "./retry.js";
import { pass, type ResolvedSeam, type Seam } from "./seam.js";

/**
 * Inside the retry loop and before the signer, once for an attempt: emits `request-created`, `choose-signer` and
 * `before-sign` on this attempt's own copy of the request, and `needs-retry` when its outcome is known.
 */
export const signingSeam: Seam = {
  name: "signing",
  events: [
    "before-call",
    "request-created",
    "choose-signer",
    "before-sign",
    "needs-retry",
    // Missing credentials are found out here, where the SDK keeps stacks.
    "after-call-error",
  ],
  places: [
    // In the retry loop rather than at the signer, which people take off a client to send unsigned requests.
    { inside: "retryMiddleware" },
    { outside: "httpSigningMiddleware" },
    { step: "finalizeRequest", priority: "low" },
  ],
  run(stack, outerArgs) {
    if (!isHttpRequest(outerArgs.request)) return stack.next(outerArgs);
    const call = stack.binding.callOf(outerArgs, stack.operation, stack.context);
    return attempt(stack, ofCall(outerArgs, call), outerArgs.request, call);
  },
  pass,
};

/** What `choose-signer` decided, with the handler to blame for it. */
interface Choice {
  readonly scheme: string;
  readonly origin: Origin;
}

function attempt(
  stack: ResolvedSeam,
  args: Args,
  original: HttpRequest,
  call: Call,
): Promise<Result> | Result {
  const { request, before } = copyForHandlers(original);
  call.attempts++;
  call.sentRequest = undefined;
  return guarded(
    () => prepare(stack, request, carryOver(call, request, before), call),
    (choice) => {
      const outgoing = send(stack, { ...args, request: withSdkSpelling(request) }, choice);
      const sent = call.bodyFailure === undefined ? outgoing : Promise.race([outgoing, call.bodyFailure]);
      const isJudged = stack.binding.handlersOf(stack.operation, "needs-retry").length > 0;
      if (!isJudged || !isThenable(sent)) return sent;
      const again = (): Promise<Result> | Result => attempt(stack, args, original, call);
      return Promise.resolve(sent).then(
        (result) => judge(stack, call, request, { result, exception: undefined }, again),
        (exception: unknown) => judge(stack, call, request, { result: undefined, exception }, again),
      );
    },
  );
}

/** Emits the events before signing; gives the handlers' choice of signer. */
function prepare(
  stack: ResolvedSeam,
  request: HttpRequest,
  before: Snapshot,
  call: Call,
): Choice | undefined | Promise<Choice | undefined> {
  let choice: Choice | undefined;
  return afterwards(requestCreated(stack, request, before, call), () =>
    afterwards(
      chooseSigner(stack, call, (chosen) => {
        choice = chosen;
      }),
      () =>
        afterwards(beforeSign(stack, request, before, call, choice), () =>
          afterwards(settleBody(request, before, call), () => choice),
        ),
    ),
  );
}

function requestCreated(
  { binding, operation }: ResolvedSeam,
  request: HttpRequest,
  before: Snapshot,
  call: Call,
): Running {
  const handlers = binding.handlersOf(operation, "request-created");
  if (handlers.length === 0) return;
  const { eventNames, model } = operation;
  const event = {
    eventName: eventNames["request-created"],
    request,
    operationName: model.name,
    context: call.context,
  };
  return runHandlers(handlers, event, (_response, registration) =>
    settleBeforeSigning(request, before, originOf(event, registration)),
  );
}

function chooseSigner(
  { binding, operation, context }: ResolvedSeam,
  call: Call,
  choose: (choice: Choice) => void,
): Running {
  const handlers = binding.handlersOf(operation, "choose-signer");
  if (handlers.length === 0) return;
  const { signingName, region, signatureVersion } = signingInfo(context);
  const event = {
    eventName: operation.eventNames["choose-signer"],
    signingName,
    region,
    signatureVersion,
    context: call.context,
  };
  return runHandlers(handlers, event, (response, registration) => {
    if (!isResponse(response)) return;
    const origin = originOf(event, registration);
    choose({ scheme: checkedAuthScheme(response, origin), origin });
    return true;
  });
}

function beforeSign(
  { binding, operation, context }: ResolvedSeam,
  request: HttpRequest,
  before: Snapshot,
  call: Call,
  choice: Choice | undefined,
): Running {
  const handlers = binding.handlersOf(operation, "before-sign");
  if (handlers.length === 0) return;
  const { signingName, region, signatureVersion } = signingInfo(context);
  const event = {
    eventName: operation.eventNames["before-sign"],
    request,
    signingName,
    region,
    signatureVersion: choice?.scheme ?? signatureVersion,
    operationName: operation.model.name,
    context: call.context,
  };
  return runHandlers(handlers, event, (_response, registration) =>
    settleBeforeSigning(request, before, originOf(event, registration)),
  );
}

function send(
  { binding, context, next }: ResolvedSeam,
  args: Args,
  choice: Choice | undefined,
): Promise<Result> | Result {
  // The SDK's own choice is none: what else it has put around its signer, as for event streams, stays in force.
  if (choice === undefined || choice.scheme === signingInfo(context).signatureVersion) {
    const missing = missingIdentity(identityOf(context));
    return missing === undefined ? next(args) : failed(missing.error);
  }
  const unsigned = binding.afterSigning.get(context) ?? next;
  if (choice.scheme !== UNSIGNED) {
    return sendSignedBy(
      choice.scheme,
      binding.client.config,
      context,
      choice.origin,
      args.request as HttpRequest,
      (signed) => unsigned({ ...args, request: signed }),
    );
  }
  // In front of the signer a presigner has put itself, whose request must not be sent: its URL is the answer.
  if (isSentByClient(args)) return unsigned(args);
  const output = { $metadata: { httpStatusCode: 200 }, presigned: args.request };
  return Promise.resolve({ response: {}, output });
}
