import { type CallContext, type Params, wholeOf } from "@tucuxi/events";
import type { BatchItem } from "../batch-item.js";
import type { BatchOperation, OperationLimits } from "../operations/batch-operation.js";
import type { BatchOperationName } from "../operations/operations.js";
import type { LimitedOperation, Sending } from "../options.js";
import { Part } from "./part.js";

/**
 * Where a context keeps its call. A `WeakMap` by context was measured to cost about 8 µs per call, mostly for garbage
 * collection.
 */
const CALL: unique symbol = Symbol("@tucuxi/plugin-payload-limit.call");

/** Where a part's call keeps its part. */
const PART: unique symbol = Symbol("@tucuxi/plugin-payload-limit.part");

/** A call that may have to be split. */
export class BatchCall {
  readonly name: BatchOperationName;
  readonly operation: BatchOperation;
  readonly limits: OperationLimits;
  readonly context: CallContext;
  /** The call's parameters, as its handlers left them. */
  readonly params: Params;
  readonly sending: Sending;
  /** It has more or larger items than the limits allow, whatever the length of its body. */
  isOverLimits = false;
  /** Its parts answer it. */
  isSplit = false;
  #items: readonly BatchItem[] | undefined;
  #whole: Part | undefined;

  constructor(
    { name, operation, limits }: LimitedOperation,
    context: CallContext,
    params: Params,
    sending: Sending,
  ) {
    this.name = name;
    this.operation = operation;
    this.limits = limits;
    this.context = context;
    this.params = { ...params };
    this.sending = sending;
    // It isn't enumerable, since the contexts of parts are copies of this one.
    Object.defineProperty(context, CALL, { value: this });
  }

  /** A context's call, or `undefined` if the call is never split, such as a part of another call. */
  static of(context: CallContext): BatchCall | undefined {
    const call: unknown = Reflect.get(context, CALL);
    return call instanceof BatchCall ? call : undefined;
  }

  /** Its items. Empty if the parameters don't have the right form, which the service then refuses. */
  get items(): readonly BatchItem[] {
    this.#items ??= this.operation.itemsOf(this.params) ?? [];
    return this.#items;
  }

  /** All of its items, as one request. */
  get whole(): Part {
    this.#whole ??= new Part(this.items, 1);
    return this.#whole;
  }
}

/** A running request: a part of a call, or the call itself until it's split. */
export interface RequestUnderWay {
  readonly call: BatchCall;
  readonly part: Part;
}

/** What the context of a part gets besides the whole call's context. */
export function contextOfPart(part: Part): object {
  return { [PART]: part };
}

/** The request of a context, or `undefined` if the call is never split. */
export function requestOf(context: CallContext): RequestUnderWay | undefined {
  const whole = wholeOf(context);
  const call = BatchCall.of(whole ?? context);
  if (call === undefined) return undefined;
  if (whole === undefined) return { call, part: call.whole };
  const part: unknown = Reflect.get(context, PART);
  return part instanceof Part ? { call, part } : undefined;
}
