import type { ClientEventType } from "../catalogue/event-catalogue.js";
import { isThenable, markMatched } from "../emitter/emission.js";
import { HandlerError } from "../errors.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import { type Call, type CallArgs, callOf, passed, receiveEntries } from "./call.js";
import { endpointParameters } from "./endpoint-parameters.js";
import type { Entry } from "./entry.js";
import type { HandlerLookUp, ResolvedStack } from "./resolved-stack.js";
import type { Endpoint, EntryReceiver, HandlerContext, MiddlewareStack, Result } from "./sdk.js";

/** How a call continues if its endpoint is known without the SDK's help, by the context of its stack. */
const afterEndpoint = new WeakMap<HandlerContext, ResolvedStack>();

/** The events whose handlers can make an identity unnecessary, unless the SDK has it already. */
function lateIdentity({ hasConstantIdentity }: HandlerLookUp): readonly ClientEventType[] {
  return hasConstantIdentity ? [] : ["before-call", "choose-signer"];
}

/**
 * Stands just outside `httpAuthSchemeMiddleware` and emits nothing. A call that a `before-call` handler answers, or
 * that isn't signed, must not ask for credentials. But the SDK asks before it serializes, and some services need
 * credentials for the endpoint too. If these events have handlers, both steps are skipped here and caught up in {@link
 * completeAuthentication}. Credentials that don't expire are asked for only once, so this entry is then removed.
 */
export const authenticate: Entry = {
  name: "authenticate",
  events: [],
  edits: lateIdentity,
  places: [{ relation: "before", toMiddleware: "httpAuthSchemeMiddleware" }],
  run(stack, args) {
    const inner = afterEndpoint.get(stack.context);
    return inner === undefined || !isOnlySdks(stack.client.middlewareStack, args)
      ? stack.next(args)
      : withoutIdentity(stack, inner, args);
  },
};

/**
 * Stands just inside `endpointV2Middleware`. Emits `before-endpoint-resolution`, and resolves the endpoint again if a
 * handler changed the parameters.
 */
export const endpoint: Entry = {
  name: "endpoint",
  events: ["before-endpoint-resolution"],
  edits: lateIdentity,
  places: [{ relation: "after", toMiddleware: "endpointV2Middleware" }],
  resolved(stack) {
    const { lookUp, operation, context } = stack;
    if (lookUp.isCached || lookUp.isActive(authenticate.name, operation)) afterEndpoint.set(context, stack);
  },
  run(stack, args) {
    const call = callOf(args, stack);
    if (call.authenticating) return ONLY_AUTHENTICATED;
    const { lookUp, operation } = stack;
    return lookUp.handlersOf(operation)["before-endpoint-resolution"].length === 0
      ? stack.next(args)
      : withHandlers(stack, call, args);
  },
};

/** The SDK's own middlewares near these two. They leave calls unchanged, or stand further in. */
const SDKS_OWN = new Set([
  "httpAuthSchemeMiddleware",
  "regionRedirectEndpointMiddleware",
  "bucketEndpointMiddleware",
]);

/** Whether there are only the SDK's middlewares between the two entries. Anybody else's must not be skipped. */
function isOnlySdks(stack: MiddlewareStack, args: CallArgs): boolean {
  let others = 0;
  let isBeforeEndpoint = false;
  const receive: EntryReceiver["add"] = (_, { name = "", relation, toMiddleware }) => {
    if (name === "httpAuthSchemeMiddleware") isBeforeEndpoint = toMiddleware === "endpointV2Middleware";
    if (SDKS_OWN.has(name) || name.startsWith("tucuxi.")) return;
    const isBetween =
      toMiddleware === "endpointV2Middleware" ||
      (toMiddleware === "httpAuthSchemeMiddleware" && relation === "after");
    if (isBetween) others++;
  };
  receiveEntries(stack, receive);
  receiveEntries(args.middlewareStack, receive);
  return isBeforeEndpoint && others === 0;
}

const ONLY_AUTHENTICATED: Result = { response: undefined };

async function withoutIdentity(stack: ResolvedStack, inner: ResolvedStack, args: CallArgs): Promise<Result> {
  const { client, context, next } = stack;
  const call = callOf(args, stack);
  const { endpointProvider } = client.config;
  let parameters: Record<string, unknown> = {};
  let provided: Endpoint | undefined;
  try {
    parameters = await endpointParameters(client.config, context, args.input, undefined);
    provided = endpointProvider?.(parameters, context);
  } catch {
    // The SDK reports what the rules refuse.
  }
  if (provided === undefined) return next(args);
  call.lacksIdentityYet = true;
  const changed = changedByHandlers(inner, call, parameters);
  const resolved = changed ?? provided;
  call.authenticate = async () => {
    call.authenticating = true;
    try {
      await next(passed(args, call));
      if (changed !== undefined) use(changed, context, call);
      return { from: resolved, to: context.endpointV2 ?? resolved };
    } finally {
      call.authenticating = false;
    }
  };
  use(resolved, context, call);
  return inner.next(passed(args, call));
}

async function withHandlers(stack: ResolvedStack, call: Call, args: CallArgs): Promise<Result> {
  const { client, context, next } = stack;
  const identity = context.__smithy_context?.selectedHttpAuthScheme?.identity;
  const parameters = await endpointParameters(client.config, context, args.input, identity);
  const changed = changedByHandlers(stack, call, parameters);
  // Nothing is awaited from here until the serializer reads the context, which calls may share.
  if (changed !== undefined) use(changed, context, call);
  return next(args);
}

/** Emits the event. Returns the endpoint for the handlers' parameters, or `undefined` if they changed none. */
function changedByHandlers(
  stack: ResolvedStack,
  call: Call,
  builtins: Record<string, unknown>,
): Endpoint | undefined {
  const { lookUp, operation, client, context } = stack;
  const registrations = lookUp.handlersOf(operation)["before-endpoint-resolution"];
  if (registrations.length === 0) return undefined;
  const before = { ...builtins };
  const eventName = operation.eventNames["before-endpoint-resolution"];
  const event = { eventName, builtins, params: call.params, model: call.model, context: call.context };
  markMatched(registrations);
  for (const registration of registrations) {
    const response = registration.invoke(event);
    if (!isThenable(response)) continue;
    response.then(undefined, () => {});
    // Observers never fail a call. Their errors are reported when the promise settles.
    if (registration.plugin?.observer === true) continue;
    throw new HandlerError(
      "ASYNC_HANDLER",
      { eventName, handler: registration.handler },
      "returned a promise, but the SDK resolves endpoints synchronously. Await in provide-client-params and pass the result on in context",
    );
  }
  if (hasSame(before, builtins) && hasSame(builtins, before)) return undefined;
  const { Region: region } = builtins;
  if (region !== before["Region"] && typeof region === "string") call.region = region;
  return client.config.endpointProvider?.(builtins, context);
}

function hasSame(
  some: Readonly<Record<string, unknown>>,
  others: Readonly<Record<string, unknown>>,
): boolean {
  for (const name in some) if (some[name] !== others[name]) return false;
  return true;
}

/** Tells the SDK's later middlewares and presigners the call's endpoint, as `endpointV2Middleware` does. */
function use(resolved: Endpoint, context: HandlerContext, call: Call): void {
  context.endpointV2 = resolved;
  context.authSchemes = resolved.properties?.authSchemes;
  const [scheme] = context.authSchemes ?? [];
  if (scheme === undefined) {
    if (call.region !== undefined) context.signing_region = call.region;
    return;
  }
  // The rules decide which region to sign for.
  call.region = undefined;
  const { signingRegion, signingName, signingRegionSet, properties } = scheme;
  context.signing_region = signingRegion;
  context.signing_service = signingName;
  const option = context.__smithy_context?.selectedHttpAuthScheme?.httpAuthOption;
  if (option === undefined) return;
  option.signingProperties = Object.assign(
    option.signingProperties ?? {},
    {
      signing_region: signingRegion,
      signingRegion,
      signing_service: signingName,
      signingName,
      signingRegionSet,
    },
    properties,
  );
}

/**
 * Lets the SDK choose the call's identity, if that was skipped, and moves the request to the endpoint that the SDK then
 * resolves. For some services the endpoint depends on the account.
 */
export async function completeAuthentication(
  complete: NonNullable<Call["authenticate"]>,
  request: HttpRequest,
): Promise<void> {
  const { from, to } = await complete();
  // If a handler has moved the request, it stays there.
  if (from.url.href === to.url.href || request.hostname !== from.url.hostname) return;
  const { protocol, hostname, port } = to.url;
  request.protocol = protocol;
  request.hostname = hostname;
  if (port === "") delete request.port;
  else request.port = Number(port);
  const base = basePath(from);
  if (request.path.startsWith(base)) request.path = basePath(to) + request.path.slice(base.length);
}

function basePath({ url }: Endpoint): string {
  return url.pathname.replace(/\/$/, "");
}
