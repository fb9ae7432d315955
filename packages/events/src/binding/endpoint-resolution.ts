import { isThenable, markMatched } from "../emitter/emission.js";
import { HandlerError } from "../errors.js";
import type { Call } from "./call.js";
import type { ClientConfig, EndpointProvider, HandlerContext, Result } from "./middleware.js";
import type { ResolvedSeam } from "./seam.js";

/**
 * Emits `before-endpoint-resolution`. The SDK computes the endpoint parameters inside its own middleware and hands
 * them to `config.endpointProvider`, so that function is wrapped while the event has handlers. It is synchronous,
 * and so must these handlers be. All it is told of the call is the context of the resolved stack.
 */
export class EndpointResolution {
  readonly #config: ClientConfig;
  readonly #isShared: boolean;
  /** The call that the next resolution in a context belongs to. */
  readonly #turns = new WeakMap<HandlerContext, Turn>();
  #original: EndpointProvider | undefined;
  #wrapper: EndpointProvider | undefined;

  /** @param isShared Several calls may share a context at once: they must resolve their endpoints one by one. */
  constructor(config: ClientConfig, isShared: boolean) {
    this.#config = config;
    this.#isShared = isShared;
  }

  /** Wraps the client's endpoint provider, or puts it back. */
  watch(wanted: boolean): void {
    if (wanted === (this.#wrapper !== undefined)) return;
    if (wanted) {
      const original = this.#config.endpointProvider;
      if (original === undefined) return;
      this.#original = original;
      this.#wrapper = (parameters, context) => {
        const turn = context && this.#turns.get(context);
        if (turn !== undefined) this.#resolve(turn, parameters);
        return original(parameters, context);
      };
      this.#config.endpointProvider = this.#wrapper;
    } else {
      // Somebody may have wrapped our wrapper: then it stays, and emits nothing.
      if (this.#config.endpointProvider === this.#wrapper && this.#original) {
        this.#config.endpointProvider = this.#original;
      }
      this.#wrapper = undefined;
    }
  }

  /** Runs a call, during which the first resolution of an endpoint in this context is the call's. */
  during(stack: ResolvedSeam, call: Call, proceed: () => Promise<Result>): Promise<Result> {
    const others = this.#turns.get(stack.context);
    if (others !== undefined && this.#isShared) {
      return new Promise((resolve) => {
        others.waiting.push(() => resolve(this.during(stack, call, proceed)));
      });
    }
    const turn: Turn = { stack, call, waiting: [] };
    this.#turns.set(stack.context, turn);
    const end = (): void => this.#end(turn);
    let answer: Promise<Result>;
    try {
      answer = proceed();
    } catch (error) {
      end();
      throw error;
    }
    // A call may end before it resolves an endpoint.
    if (this.#isShared) answer.then(end, end);
    return answer;
  }

  #resolve(turn: Turn, builtins: Record<string, unknown>): void {
    this.#turns.delete(turn.stack.context);
    try {
      emitEndpointEvent(turn, builtins);
    } finally {
      this.#end(turn);
    }
  }

  /** Gives the turn to the call that has waited longest; the others wait for that one. */
  #end({ stack, waiting }: Turn): void {
    if (this.#turns.get(stack.context)?.waiting === waiting) this.#turns.delete(stack.context);
    for (const next of waiting.splice(0)) next();
  }
}

/** A call that is about to resolve its endpoint, and those that share its context. */
interface Turn {
  readonly stack: ResolvedSeam;
  readonly call: Call;
  readonly waiting: (() => void)[];
}

function emitEndpointEvent(
  { stack: { binding, operation }, call }: Turn,
  builtins: Record<string, unknown>,
): void {
  const eventName = operation.eventNames["before-endpoint-resolution"];
  const event = { eventName, builtins, params: call.params, model: call.model, context: call.context };
  const registrations = binding.handlersOf(operation)["before-endpoint-resolution"];
  markMatched(registrations);
  for (const registration of registrations) {
    const response = registration.invoke(event);
    if (!isThenable(response)) continue;
    response.then(undefined, () => {});
    // What watches must not fail a call: its errors are told when its promise settles.
    if (registration.plugin?.observer === true) continue;
    throw new HandlerError(
      "ASYNC_HANDLER",
      { eventName, handler: registration.handler },
      "returned a promise: the SDK resolves endpoints synchronously, so handlers of before-endpoint-resolution must be synchronous (await in provide-client-params and pass the result on in context)",
    );
  }
}
