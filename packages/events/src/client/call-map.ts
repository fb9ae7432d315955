import { Call } from "../binding/call.js";
import type { CallContext } from "../catalogue/payloads.js";

/**
 * What a plugin keeps for each call, by the call's `context`. Other plugins and handlers don't see it, and it ends with the
 * call. A `WeakMap` does the same, but V8 then keeps everything that belongs to a call for thousands of calls, which takes
 * several percent of a call's time.
 *
 * All methods throw a BindingError `INVALID_CONTEXT` for a value that isn't a call's context.
 *
 * @example
 * ```ts
 * const startedAt = new CallMap<number>();
 * events.register("before-call", ({ context }) => void startedAt.set(context, performance.now()));
 * ```
 */
export class CallMap<Value> {
  get(context: CallContext): Value | undefined {
    return Call.of(context).kept?.get(this) as Value | undefined;
  }

  has(context: CallContext): boolean {
    return Call.of(context).kept?.has(this) === true;
  }

  set(context: CallContext, value: Value): void {
    const call = Call.of(context);
    call.kept ??= new Map();
    call.kept.set(this, value);
  }

  /** Returns whether there was a value. */
  delete(context: CallContext): boolean {
    return Call.of(context).kept?.delete(this) === true;
  }
}
