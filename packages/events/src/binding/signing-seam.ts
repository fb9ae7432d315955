import { UNSIGNED } from "../client/unsigned.js";
import { isThenable, runHandlers } from "../emitter/emission.js";
import type { Origin } from "../http/headers.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import {
  copyForHandlers,
  type Snapshot,
  settleBeforeSigning,
  settleBody,
  withSdkSpelling,
} from "./attempt-request.js";
import { sendSignedBy, signingInfo } from "./auth-scheme.js";
import { CALL, type Call, type CallArgs, isSentByClient, withCall } from "./call.js";
import { carryOver } from "./carry-over.js";
import { inTurn, isResponse, originOf, type Running } from "./emit.js";
import { failed, guarded } from "./handler-failure.js";
import { type Args, isHttpRequest, type Result } from "./middleware.js";
import { identityOf, missingIdentity } from "./missing-credentials.js";
import { checkedAuthScheme } from "./responses.js";
import { judge } from "./retry.js";
import type { ResolvedSeam, Seam } from "./seam.js";

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
    const args = withCall(outerArgs, stack);
    return isHttpRequest(args.request) ? attempt(stack, args, args.request) : stack.next(args);
  },
};

/** What `choose-signer` decided, with the handler to blame for it. */
interface Choice {
  readonly scheme: string;
  readonly origin: Origin;
}

interface Attempt {
  readonly stack: ResolvedSeam;
  readonly args: CallArgs;
  readonly call: Call;
  /** The SDK's request, which it sends again in the next attempt. */
  readonly original: HttpRequest;
  /** This attempt's copy of it. */
  readonly request: HttpRequest;
  before: Snapshot;
  choice: Choice | undefined;
}

function attempt(stack: ResolvedSeam, args: CallArgs, original: HttpRequest): Promise<Result> | Result {
  const { [CALL]: call } = args;
  call.attempts++;
  call.sentRequest = undefined;
  const { request, before } = copyForHandlers(original);
  return guarded({ stack, args, call, original, request, before, choice: undefined }, prepare, dispatch);
}

function prepare(attempt: Attempt): Running {
  attempt.before = carryOver(attempt.call, attempt.request, attempt.before);
  return inTurn(PREPARATION, attempt);
}

const PREPARATION = [
  requestCreated,
  chooseSigner,
  beforeSign,
  ({ request, before, call }: Attempt): Running => settleBody(request, before, call),
];

function requestCreated({ stack: { binding, operation }, request, before, call }: Attempt): Running {
  const handlers = binding.handlersOf(operation)["request-created"];
  if (handlers.length === 0) return;
  const event = {
    eventName: operation.eventNames["request-created"],
    request,
    operationName: operation.model.name,
    context: call.context,
  };
  return runHandlers(handlers, event, (_response, registration) =>
    settleBeforeSigning(request, before, originOf(event, registration)),
  );
}

function chooseSigner(attempt: Attempt): Running {
  const { binding, operation, context } = attempt.stack;
  const handlers = binding.handlersOf(operation)["choose-signer"];
  if (handlers.length === 0) return;
  const { signingName, region, signatureVersion } = signingInfo(context);
  const event = {
    eventName: operation.eventNames["choose-signer"],
    signingName,
    region,
    signatureVersion,
    context: attempt.call.context,
  };
  return runHandlers(handlers, event, (response, registration) => {
    if (!isResponse(response)) return;
    const origin = originOf(event, registration);
    attempt.choice = { scheme: checkedAuthScheme(response, origin), origin };
    return true;
  });
}

function beforeSign({ stack, request, before, call, choice }: Attempt): Running {
  const { binding, operation, context } = stack;
  const handlers = binding.handlersOf(operation)["before-sign"];
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

/** Sends what the handlers have prepared; `needs-retry` may ask for another attempt. */
function dispatch({ stack, args, call, original, request, choice }: Attempt): Promise<Result> | Result {
  const outgoing = send(stack, { ...args, request: withSdkSpelling(request) }, choice);
  const sent = call.bodyFailure === undefined ? outgoing : Promise.race([outgoing, call.bodyFailure]);
  const isJudged = stack.binding.handlersOf(stack.operation)["needs-retry"].length > 0;
  if (!isJudged || !isThenable(sent)) return sent;
  const again = (): Promise<Result> | Result => attempt(stack, args, original);
  return Promise.resolve(sent).then(
    (result) => judge(stack, call, request, { result, exception: undefined }, again),
    (exception: unknown) => judge(stack, call, request, { result: undefined, exception }, again),
  );
}

function send(
  { binding, context, next, resolution }: ResolvedSeam,
  args: Args,
  choice: Choice | undefined,
): Promise<Result> | Result {
  // The SDK's own choice is none: what else it has put around its signer, as for event streams, stays in force.
  if (choice === undefined || choice.scheme === signingInfo(context).signatureVersion) {
    const missing = missingIdentity(identityOf(context));
    return missing === undefined ? next(args) : failed(missing.error);
  }
  const unsigned = resolution.afterSigning ?? next;
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
