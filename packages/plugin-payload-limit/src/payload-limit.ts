import {
  type CallContext,
  type CallOutcome,
  type CallResponse,
  type HttpRequest,
  isPresigned,
  type OperationModel,
  type Params,
  type Parsed,
  wholeOf,
} from "@tucuxi/events";
import { definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { checkedOptions, type PayloadLimitOptions } from "./options.js";
import { BatchCall, type RequestUnderWay, requestOf } from "./sending/batch-call.js";
import { BodyTooLarge } from "./sending/body-too-large.js";
import { packed } from "./sending/packing.js";
import { isTooLargeFor } from "./sending/refusal.js";
import { checkItems, sendInParts, sendReturned } from "./sending/split-call.js";
import { bodyLength, lengthAfterSdk } from "./sizes/sent-length.js";

/**
 * Splits batch calls that are too large for one request. It sends several requests, and the caller gets one merged
 * answer. With `resend`, it also sends items again that the service returned.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`.
 *
 * @example
 * ```ts
 * eventsOf(client).use(payloadLimit({ resend: { attempts: 3 } }));
 * ```
 */
export function payloadLimit(options: PayloadLimitOptions = {}): Plugin {
  const { operations, sending, isPessimistic } = checkedOptions(options);
  const names = [...operations.keys()].map((name) => name.slice(name.indexOf(".") + 1));

  function noteParams({ params, model, context }: ParamsEvent): void {
    const known = operations.get(`${model.serviceName}.${model.name}`);
    if (known === undefined || isPresigned(context)) return;
    const call = new BatchCall(known, context, params, sending);
    if (isPessimistic) applyLimits(call, params);
  }

  function splitOverLimits({ context }: CallEvent): Promise<CallResponse> | undefined {
    const call = BatchCall.of(context);
    return call?.isOverLimits ? sendInParts(call, { reason: "limits" }).then(asParsed) : undefined;
  }

  function splitMeasured({ request, context }: RequestEvent): Promise<CallResponse | undefined> | undefined {
    const { call, part } = requestOf(context) ?? {};
    const length = call?.operation.counts === "body" ? bodyLength(request) : undefined;
    if (call === undefined || part === undefined || length === undefined) return undefined;
    part.bytes = length;
    if (!isPessimistic || length <= call.limits.maxBytes) return undefined;
    return splitTooLong({ call, part }, request, context, length);
  }

  function noteAttempt({ context }: CallEvent): void {
    requestOf(context)?.part.attemptBegan();
  }

  function noteAnswer({ parsed, exception, context }: AttemptEvent): void {
    requestOf(context)?.part.attemptEnded(parsed, exception);
  }

  function settleCall(event: OutcomeEvent): Promise<CallOutcome | undefined> | undefined {
    const { parsed, error, context } = event;
    const call = BatchCall.of(context);
    if (call === undefined || call.isSplit || call.items.length === 0) return undefined;
    if (error !== undefined && isTooLargeFor(call.operation, error)) {
      return replaceOutcome(event, async () => {
        checkItems(call, error);
        return sendInParts(call, { reason: "refused", error });
      });
    }
    if (parsed !== undefined && sending.resend !== undefined && hasReturned(call, parsed)) {
      return replaceOutcome(event, () => sendReturned(call, parsed));
    }
    return undefined;
  }

  return definePlugin({
    name: "payload-limit",
    register(events) {
      const batches = `*.@(${names.join("|")})` as const;
      // The shortest pattern's last section runs after all other handlers, so their changes to the parameters and the
      // body are measured and sent.
      events.registerLast("before-parameter-build", noteParams);
      events.registerLast("before-call", splitMeasured);
      // A call over the limits doesn't need to be compressed first. A plugin that answers calls without the network
      // uses `before-call.*.*`, which runs earlier.
      events.registerFirst("before-call.*", splitOverLimits);
      events.registerLast(`before-send.${batches}`, noteAttempt);
      events.registerFirst(`response-received.${batches}`, noteAnswer);
      // The other handlers of the call get the outcome of the parts and not the refusal, since a glob runs before `*`.
      events.registerFirst(`after-call.${batches}`, settleCall);
    },
  });
}

/**
 * Finds out whether a call exceeds the limits, as far as its items tell. If it doesn't, splits items with too many
 * values.
 */
function applyLimits(call: BatchCall, params: Params): void {
  const { operation, items, limits } = call;
  checkItems(call);
  if (packed(operation, items, limits).length > 1) call.isOverLimits = true;
  else if (items.some(({ valueRange }) => valueRange !== undefined)) {
    // One request is enough, but one of its items has more values than allowed.
    Object.assign(params, operation.paramsOf(params, items));
  }
}

/** Whether the service returned items that it may accept later. */
function hasReturned({ operation, items }: BatchCall, output: Parsed): boolean {
  return operation.answersOf?.({ items, output }).includes("returned") ?? false;
}

/** Splits a call, or ends a part's call, unless the SDK's compression makes its body short enough. */
async function splitTooLong(
  { call, part }: RequestUnderWay,
  request: HttpRequest,
  context: CallContext,
  length: number,
): Promise<CallResponse | undefined> {
  const bytes = call.operation.isCompressedBySdk ? await lengthAfterSdk(request, context) : length;
  part.bytes = bytes;
  if (bytes <= call.limits.maxBytes || call.items.length === 0) return undefined;
  if (wholeOf(context) !== undefined) throw new BodyTooLarge(bytes);
  return asParsed(await sendInParts(call, { reason: "measured", bytes }));
}

/** Replaces the outcome of a call, for the caller and for later handlers. */
async function replaceOutcome(
  event: OutcomeEvent,
  outcome: () => Promise<Parsed>,
): Promise<CallOutcome | undefined> {
  try {
    return asParsed(await outcome());
  } catch (error) {
    // It isn't thrown, since the other handlers must be told how the call ended.
    event.parsed = undefined;
    event.error = error;
    return undefined;
  }
}

/** The merged outputs of parts. With a document client they have native values already. */
function asParsed(parsed: Parsed): { readonly parsed: Parsed; readonly isNative: true } {
  return { parsed, isNative: true };
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

interface AttemptEvent extends CallEvent {
  readonly parsed: Parsed | undefined;
  readonly exception: unknown;
}

interface OutcomeEvent extends CallEvent {
  parsed: Parsed | undefined;
  error: unknown;
}
