import type { CallContext, Params } from "@tucuxi/events";
import type { BatchOperation, OperationLimits } from "./batch-operation.js";
import type { BatchOperationName } from "./operations.js";
import type { LimitedOperation, SplitInfo } from "./options.js";
import type { Unit } from "./unit.js";

/** How the parts of a call are sent. */
export interface Sending {
  readonly concurrency: number;
  readonly onSplit: ((split: SplitInfo) => void) | undefined;
}

/**
 * Where a call is found by its context: in it, since a `WeakMap` from contexts was measured to cost each call some
 * 8 us, mostly of garbage collection.
 */
const CALL: unique symbol = Symbol("@tucuxi/plugin-payload-limit.call");

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
  #units: readonly Unit[] | undefined;

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
    Object.defineProperty(context, CALL, { value: this });
  }

  /** The call that a context is of, or `undefined` for one that is never split, such as a part of another. */
  static of(context: CallContext): BatchCall | undefined {
    const call: unknown = Reflect.get(context, CALL);
    return call instanceof BatchCall ? call : undefined;
  }

  /** Its items; none where its parameters do not have the form that they should have, which is the service's to refuse. */
  get units(): readonly Unit[] {
    this.#units ??= this.operation.unitsOf(this.params) ?? [];
    return this.#units;
  }
}
