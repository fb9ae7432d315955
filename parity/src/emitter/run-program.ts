import { type AnyHandler, Emitter, RegistrationError, SERVICE_ALIASES } from "@tucuxi/events";
import {
  type EmitOutcome,
  type HandlerSpec,
  MAX_DEEDS,
  MAX_DEPTH,
  type Observation,
  type Operation,
  type Program,
  type RegisterOperation,
  type ResponseValue,
} from "./program.js";

/** The error that a program's handler throws. */
class Raised extends Error {
  override readonly name = "Raised";
}

/**
 * Runs a program on `Emitter`.
 *
 * @param isAsync Makes every handler asynchronous. This must not change any result.
 */
export async function runProgram(program: Program, isAsync: boolean): Promise<Observation[]> {
  const run = new ProgramRun(program, { isAsync });
  const observations: Observation[] = [];
  for (const operation of program.operations) observations.push(await run.observe(operation));
  return observations;
}

/** Sees each operation before it runs, also in handlers. */
export interface Watcher {
  performs(emitter: Emitter, operation: Operation): void;
  copied(original: Emitter, copy: Emitter): void;
}

interface RunOptions {
  readonly isAsync?: boolean;
  readonly watcher?: Watcher;
}

/** A program that is running. */
export class ProgramRun {
  readonly #emitters: Emitter[];
  readonly #handlers: readonly AnyHandler[];
  readonly #watcher: Watcher | undefined;
  /** The emitters that are emitting, innermost last. */
  readonly #running: Emitter[] = [];
  #calls: [number, string][] = [];
  #deeds = 0;

  constructor({ aliases, handlers }: Program, { isAsync = false, watcher }: RunOptions = {}) {
    this.#watcher = watcher;
    this.#emitters = [emitterWith(aliases)];
    this.#handlers = handlers.map((spec, index) =>
      Object.defineProperty(isAsync ? this.#asyncHandler(index, spec) : this.#handler(index, spec), "name", {
        value: handlerName(index),
      }),
    );
  }

  /** The number of emitters so far. */
  get emitterCount(): number {
    return this.#emitters.length;
  }

  /** Performs an operation and returns its result. */
  async observe(operation: Operation): Promise<Observation> {
    this.#calls = [];
    let outcome: EmitOutcome | undefined;
    try {
      outcome = await this.#perform(operation);
    } catch (error) {
      outcome = failure(error);
    }
    if (isEmission(operation)) {
      return { calls: this.#calls, outcome: outcome ?? { crashed: "nothing was emitted" } };
    }
    if (outcome === undefined) return "done";
    return typeof outcome === "object" && !("crashed" in outcome) ? { crashed: "raised" } : outcome;
  }

  #handler(index: number, spec: HandlerSpec): AnyHandler {
    return ({ eventName }) => {
      this.#calls.push([index, eventName]);
      const [kind, what] = spec;
      if (kind === "raises") throw new Raised(what);
      if (kind === "returns") return what;
      if (++this.#deeds > MAX_DEEDS) return undefined;
      const performed = this.#perform(what);
      // As in botocore, the handler ends with its operation and returns nothing.
      return performed instanceof Promise ? performed.then(() => undefined) : undefined;
    };
  }

  #asyncHandler(index: number, spec: HandlerSpec): AnyHandler {
    const handler = this.#handler(index, spec);
    return async (event) => {
      await Promise.resolve();
      return handler(event);
    };
  }

  #perform(operation: Operation): EmitOutcome | undefined | Promise<EmitOutcome> {
    const emitter = operation[1] === -1 ? this.#running.at(-1) : this.#emitters[operation[1]];
    if (emitter === undefined) throw new RangeError(`the program has no emitter ${operation[1]}`);
    this.#watcher?.performs(emitter, operation);
    switch (operation[0]) {
      case "register":
        this.#register(emitter, operation);
        return undefined;
      case "unregister":
        emitter.unregister(operation[2], this.#handlerAt(operation[3]));
        return undefined;
      case "unregisterId":
        emitter.unregister(operation[2], { uniqueId: operation[3], uniqueIdUsesCount: operation[4] });
        return undefined;
      case "copy": {
        const copy = emitter.copy();
        this.#emitters.push(copy);
        this.#watcher?.copied(emitter, copy);
        return undefined;
      }
      case "emit":
        return this.#emitting(emitter, { responses: [] }, () =>
          then(emitter.emit(operation[2]), (results) => ({
            responses: results.map(({ handler, response }) => this.#named(handler, response)),
          })),
        );
      case "emitUntilResponse":
        return this.#emitting(emitter, { first: null }, () =>
          then(emitter.emitUntilResponse(operation[2]), (result) => ({
            first: result === undefined ? null : this.#named(result.handler, result.response),
          })),
        );
    }
  }

  #register(emitter: Emitter, [, , section, pattern, index, uniqueId, counted]: RegisterOperation): void {
    const handler = this.#handlerAt(index);
    const options = { uniqueId: uniqueId ?? undefined, uniqueIdUsesCount: counted };
    if (section === "first") emitter.registerFirst(pattern, handler, options);
    else if (section === "last") emitter.registerLast(pattern, handler, options);
    else emitter.register(pattern, handler, options);
  }

  #handlerAt(index: number): AnyHandler {
    // `register` gets a value that isn't a function, as it could from JavaScript.
    return index === -1 ? (null as unknown as AnyHandler) : (this.#handlers[index] as AnyHandler);
  }

  #emitting(
    emitter: Emitter,
    tooDeep: EmitOutcome,
    emit: () => EmitOutcome | Promise<EmitOutcome>,
  ): EmitOutcome | Promise<EmitOutcome> {
    if (this.#running.length === MAX_DEPTH) return tooDeep;
    this.#running.push(emitter);
    let outcome: EmitOutcome | Promise<EmitOutcome>;
    try {
      outcome = emit();
    } catch (error) {
      this.#running.pop();
      throw error;
    }
    if (outcome instanceof Promise) return outcome.finally(() => this.#running.pop());
    this.#running.pop();
    return outcome;
  }

  #named(handler: AnyHandler, response: unknown): [number, ResponseValue] {
    const index = this.#handlers.indexOf(handler);
    return [index, (response ?? null) as ResponseValue];
  }
}

/** Names a program's handler, to identify it in `emitter.list()`. */
export function handlerName(index: number): string {
  return `handler${index}`;
}

function isEmission(operation: Operation): boolean {
  return operation[0] === "emit" || operation[0] === "emitUntilResponse";
}

/** An emitter with a program's aliases. */
export function emitterWith(aliases: Program["aliases"]): Emitter {
  if (aliases === null) return new Emitter();
  return new Emitter({ aliases: aliases === "services" ? SERVICE_ALIASES : aliases });
}

/** `then` that stays synchronous if the emitter does. */
function then<T, Result>(value: T | Promise<T>, next: (value: T) => Result): Result | Promise<Result> {
  return value instanceof Promise ? value.then(next) : next(value);
}

function failure(error: unknown): EmitOutcome {
  if (error instanceof Raised) return { raised: error.message };
  if (error instanceof RegistrationError) return "refused";
  return { crashed: error instanceof Error ? error.name : String(error) };
}
