import { type CallContext, type Params, wholeOf } from "@tucuxi/events";
import type { BatchItem } from "../batch-item.js";
import type { BatchOperation, OperationLimits } from "../operations/batch-operation.js";
import type { BatchOperationName } from "../operations/operations.js";
import type { LimitedOperation, Sending } from "../options.js";
import { Part } from "./part.js";

/**
 * Where a call is found by its context: in it, since a `WeakMap` from contexts was measured to cost each call some
 * 8 us, mostly of garbage collection.
 */
const CALL: unique symbol = Symbol("@tucuxi/plugin-payload-limit.call");

/** Where the call of a part says which part it is. */
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
  /** It has more, or larger, items than the limits allow, whatever the length of its body. */
  isOverLimits = false;
  /** It is answered by its parts. */
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
    // Not enumerable: the contexts of parts are copies of this one.
    Object.defineProperty(context, CALL, { value: this });
  }

  /** The call that a context is of; `undefined` for one that is never split, such as a part of another. */
  static of(context: CallContext): BatchCall | undefined {
    const call: unknown = Reflect.get(context, CALL);
    return call instanceof BatchCall ? call : undefined;
  }

  /** Its items; none if the parameters don't have the form that they should have: then the service refuses them. */
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

/** A request under way: a part of a call, or the call itself as long as it isn't split. */
export interface RequestUnderWay {
  readonly call: BatchCall;
  readonly part: Part;
}

/** What the context of a part gets beside what is in the context of the whole call. */
export function contextOfPart(part: Part): object {
  return { [PART]: part };
}

/** The request that a context is of; `undefined` for a call that is never split. */
export function requestOf(context: CallContext): RequestUnderWay | undefined {
  const whole = wholeOf(context);
  const call = BatchCall.of(whole ?? context);
  if (call === undefined) return undefined;
  if (whole === undefined) return { call, part: call.whole };
  const part: unknown = Reflect.get(context, PART);
  return part instanceof Part ? { call, part } : undefined;
}
