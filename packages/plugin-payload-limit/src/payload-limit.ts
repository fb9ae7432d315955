import {
  type CallContext,
  type CallOutcome,
  type CallResponse,
  type HttpRequest,
  isPresigned,
  type OperationModel,
  type Params,
  type Parsed,
} from "@tucuxi/events";
import { definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { BatchCall } from "./batch-call.js";
import { copyOf } from "./copy.js";
import { checkedLimits, type PayloadLimitOptions } from "./options.js";
import { BodyTooLarge, PartCall } from "./part-call.js";
import { planned } from "./plan.js";
import { isTooLargeFor } from "./refusal.js";
import { bodyLength, lengthAfterSdk } from "./sent-length.js";
import { checkItems, sendInParts } from "./split-call.js";

/**
 * Splits batch calls that are too large for one request: several are sent, and the caller gets one merged answer.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * eventsOf(client).use(payloadLimit({ strategy: "pessimistic" }));
 * ```
 */
export function payloadLimit(options: PayloadLimitOptions = {}): Plugin {
  const limited = checkedLimits(options);
  const { strategy = "pessimistic", concurrency = 4, onSplit } = options;
  const isPessimistic = strategy === "pessimistic";
  const operationNames = [...limited.keys()].map((name) => name.slice(name.indexOf(".") + 1));

  function noteParams({ params, model, context }: ParamsEvent): void {
    const part = PartCall.of(context);
    if (part !== undefined) {
      part.restore(params);
      return;
    }
    const known = limited.get(`${model.serviceName}.${model.name}`);
    if (known === undefined || isPresigned(context)) return;
    const call = new BatchCall(known, context, params, { concurrency, onSplit });
    if (isPessimistic) applyLimits(call, params);
  }

  function splitOverLimits({ context }: CallEvent): Promise<CallResponse> | undefined {
    const call = BatchCall.of(context);
    return call?.isOverLimits ? sendInParts(call, { reason: "limits" }).then(asParsed) : undefined;
  }

  function splitMeasured({ request, context }: RequestEvent): Promise<CallResponse | undefined> | undefined {
    const part = PartCall.of(context);
    const call = part?.call ?? BatchCall.of(context);
    const bytes = call?.operation.counts === "body" ? bodyLength(request) : undefined;
    if (call === undefined || bytes === undefined) return undefined;
    if (part !== undefined) part.part.bytes = bytes;
    if (!isPessimistic || bytes <= call.limits.maxBytes) return undefined;
    return splitTooLong(call, part, request, context, bytes);
  }

  function splitRefused({ parsed, error, context }: OutcomeEvent): Promise<CallOutcome> | undefined {
    const part = PartCall.of(context);
    if (part !== undefined) {
      if (parsed !== undefined) part.output = copyOf(parsed);
      return undefined;
    }
    const call = BatchCall.of(context);
    if (call === undefined || error === undefined || !isTooLargeFor(call.operation, error)) return undefined;
    if (call.units.length === 0) return undefined;
    checkItems(call, error);
    return sendInParts(call, { reason: "refused", error }).then(asParsed);
  }

  return definePlugin({
    name: "payload-limit",
    register(events) {
      // The shortest pattern's last section runs after all other handlers: what they did to the parameters, and to
      // the body, is what is measured and sent.
      events.registerLast("before-parameter-build", noteParams);
      events.registerLast("before-call", splitMeasured);
      // What is over the limits whatever its length need not be compressed first. A plugin that answers calls without
      // the network does so with `before-call.*.*`, and comes before.
      events.registerFirst("before-call.*", splitOverLimits);
      // The other handlers of the call see what its parts came to, not the refusal: a glob comes before `*`.
      events.registerFirst(`after-call.*.@(${operationNames.join("|")})`, splitRefused);
    },
  });
}

/** Sees whether a call is over the limits, as far as its items tell; if not, divides those that have too many values. */
function applyLimits(call: BatchCall, params: Params): void {
  const { operation, units, limits } = call;
  checkItems(call);
  if (planned(operation, units, limits).length > 1) call.isOverLimits = true;
  else if (units.some(({ values }) => values !== undefined)) {
    // One request will do, but an item of it has more values than an item may have.
    Object.assign(params, operation.paramsOf(params, units));
  }
}

/** Splits a call, or ends that of a part, unless the SDK makes its body short enough. */
async function splitTooLong(
  call: BatchCall,
  part: PartCall | undefined,
  request: HttpRequest,
  context: CallContext,
  length: number,
): Promise<CallResponse | undefined> {
  const bytes = call.operation.isCompressedBySdk ? await lengthAfterSdk(request, context) : length;
  if (bytes <= call.limits.maxBytes || call.units.length === 0) return undefined;
  if (part === undefined) return asParsed(await sendInParts(call, { reason: "measured", bytes }));
  part.part.bytes = bytes;
  throw new BodyTooLarge(bytes);
}

interface CallEvent {
  readonly context: CallContext;
}

interface ParamsEvent extends CallEvent {
  readonly params: Params;
  readonly model: OperationModel;
}

interface RequestEvent extends CallEvent {
  readonly request: HttpRequest;
}

interface OutcomeEvent extends CallEvent {
  readonly parsed: Parsed | undefined;
  readonly error: unknown;
}

function asParsed(parsed: Parsed): { readonly parsed: Parsed } {
  return { parsed };
}
