import type { CallContext, Params, Parsed } from "@tucuxi/events";
import type { BatchCall } from "./batch-call.js";
import type { Part } from "./part.js";

/** Where the call of a part says so: in its own context, by a symbol that no key of a user's collides with. */
export const PART: unique symbol = Symbol("@tucuxi/plugin-payload-limit.part");

/** The call of a part, as its handlers know it. */
export class PartCall {
  /** The call that it is a part of. */
  readonly call: BatchCall;
  readonly part: Part;
  /** The parameters that it is sent with. */
  readonly params: Params;
  /** The output as the service gave it, before any handler of `after-call` worked on it. */
  output: Parsed | undefined;

  constructor(call: BatchCall, part: Part) {
    this.call = call;
    this.part = part;
    this.params = call.operation.paramsOf(call.params, part.units);
  }

  /** The part that a call is, or `undefined` for a call of a user. */
  static of(context: CallContext): PartCall | undefined {
    const call: unknown = Reflect.get(context, PART);
    return call instanceof PartCall ? call : undefined;
  }

  /**
   * Gives a call the parameters of its part. Its handlers have had a copy of them to work on: what they did to the
   * whole is done to its items already, and must not be done to them a second time.
   */
  restore(params: Params): void {
    for (const name of Object.keys(params)) delete params[name];
    Object.assign(params, this.params);
  }
}

/** Ends the call of a part whose body is too large, before it is sent. It never reaches the user. */
export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
  readonly bytes: number;

  constructor(bytes: number) {
    super(`a body of ${bytes} bytes is too large`);
    this.bytes = bytes;
  }
}
