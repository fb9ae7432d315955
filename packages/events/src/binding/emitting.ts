import { runHandlers } from "../emitter/emission.js";
import type { EmittedEvent, Registration } from "../emitter/registration.js";
import type { ErrorSource } from "../http/headers.js";

export type Running = void | Promise<void>;

/** Runs the handlers of an event that ignores returned values. */
export function emitAll<Event extends EmittedEvent>(
  registrations: readonly Registration[],
  event: Event,
): Running {
  return runHandlers(registrations, event, ignore);
}

function ignore(): void {}

/** The handler to name in an error. */
export function sourceOf({ eventName }: EmittedEvent, { handler }: Registration): ErrorSource {
  return { eventName, handler };
}

/** Whether a handler returned something. */
export function isResponse(response: unknown): boolean {
  return response !== undefined && response !== null;
}

/** Like `then`, but synchronous if there is nothing to wait for. */
export function afterwards<T>(running: Running, next: () => T | Promise<T>): T | Promise<T> {
  return running === undefined ? next() : running.then(next);
}

/** Runs steps one after another, each finished before the next starts. Waits only for promises. */
export function inOrder<State>(
  steps: readonly ((state: State) => Running)[],
  state: State,
  from = 0,
): Running {
  for (let index = from; index < steps.length; index++) {
    const running = steps[index]?.(state);
    if (running !== undefined) return running.then(() => inOrder(steps, state, index + 1));
  }
}
