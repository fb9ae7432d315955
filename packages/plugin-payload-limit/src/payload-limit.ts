import {
  type CallContext,
  type CallOutcome,
  type CallResponse,
  definePlugin,
  type HttpRequest,
  isPresigned,
  type OperationModel,
  type Params,
  type Parsed,
  type Plugin,
} from "@tucuxi/events";
import { copyOf } from "./copy.js";
import { checkedLimits, type PayloadLimitOptions } from "./options.js";
import { BodyTooLarge, PartCall } from "./part-call.js";
import { planned } from "./plan.js";
import { isTooLargeFor } from "./refusal.js";
import { bodyLength, lengthAfterSdk } from "./sent-length.js";
import { type BatchCall, checkItems, sendInParts } from "./split-call.js";

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
  const noted = new WeakMap<CallContext, NotedCall>();
  const overLimits = new WeakMap<CallContext, BatchCall>();

  function noteParams({ params, model, context }: ParamsEvent): void {
    const part = PartCall.of(context);
    if (part !== undefined) {
      part.restore(params);
      return;
    }
    const known = limited.get(`${model.serviceName}.${model.name}`);
    if (known === undefined || isPresigned(context)) return;
    const call = { ...known, context, params: { ...params }, concurrency, onSplit };
    noted.set(context, call);
    if (isPessimistic) checkLimits(call, params);
  }

  function checkLimits(noted: NotedCall, params: Params): void {
    const call = withUnits(noted);
    if (call === undefined) return;
    const { operation, units, limits } = call;
    checkItems(call);
    if (planned(operation, units, limits).length > 1) overLimits.set(call.context, call);
    else if (units.some(({ values }) => values !== undefined)) {
      // One request will do, but an item of it has more values than an item may have.
      Object.assign(params, operation.paramsOf(params, units));
    }
  }

  function splitOverLimits({ context }: CallEvent): Promise<CallResponse> | undefined {
    const call = overLimits.get(context);
    return call && sendInParts(call, { reason: "limits" }).then(asParsed);
  }

  function splitMeasured({ request, context }: RequestEvent): Promise<CallResponse | undefined> | undefined {
    const part = PartCall.of(context);
    const call = part?.call ?? noted.get(context);
    const bytes = call?.operation.counts === "body" ? bodyLength(request) : undefined;
    if (call === undefined || bytes === undefined) return undefined;
    if (part !== undefined) part.part.bytes = bytes;
    if (!isPessimistic || bytes <= call.limits.maxBytes) return undefined;
    return splitTooLong(call, part, request, bytes);
  }

  async function splitTooLong(
    noted: NotedCall,
    part: PartCall | undefined,
    request: HttpRequest,
    length: number,
  ): Promise<CallResponse | undefined> {
    const bytes = noted.operation.isCompressedBySdk ? await lengthAfterSdk(request, noted.context) : length;
    if (bytes <= noted.limits.maxBytes) return undefined;
    if (part !== undefined) {
      part.part.bytes = bytes;
      throw new BodyTooLarge(bytes);
    }
    const call = withUnits(noted);
    return call && asParsed(await sendInParts(call, { reason: "measured", bytes }));
  }

  function splitRefused({
    parsed,
    error,
    context,
  }: OutcomeEvent): Promise<CallOutcome | undefined> | undefined {
    const part = PartCall.of(context);
    if (part !== undefined) {
      if (parsed !== undefined) part.output = copyOf(parsed);
      return undefined;
    }
    const call = noted.get(context);
    if (call === undefined || error === undefined || !isTooLargeFor(call.operation, error)) return undefined;
    return splitAfter(error, call);
  }

  async function splitAfter(error: unknown, noted: NotedCall): Promise<CallOutcome | undefined> {
    const call = withUnits(noted);
    if (call === undefined) return undefined;
    checkItems(call, error);
    return asParsed(await sendInParts(call, { reason: "refused", error }));
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
      // The other handlers of the call see what its parts came to, not the refusal.
      events.registerFirst("after-call.*.*", splitRefused);
    },
  });
}

type NotedCall = Omit<BatchCall, "units">;

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

/** A call with its items; `undefined` for one that has none, or whose parameters are the service's to refuse. */
function withUnits(noted: NotedCall): BatchCall | undefined {
  const units = noted.operation.unitsOf(noted.params);
  return units?.length ? { ...noted, units } : undefined;
}

function asParsed(parsed: Parsed): { readonly parsed: Parsed } {
  return { parsed };
}
