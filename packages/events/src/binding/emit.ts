import { runHandlers } from "../emission.js";
import type { EmittedEvent, Registration } from "../registration.js";
import type { Origin } from "./headers.js";

type Running = void | Promise<void>;

/** Runs an event's handlers and tells `after` of each that returned something, with what is to blame for it. */
export function emitEach(
  registrations: readonly Registration[],
  event: EmittedEvent,
  after: (response: unknown, origin: Origin) => boolean | undefined,
): Running {
  if (registrations.length === 0) return;
  return runHandlers(registrations, event, (response, { handler }) =>
    after(response, { eventName: event.eventName, handler }),
  );
}

/** Whether a handler returned something. */
export function isResponse(response: unknown): boolean {
  return response !== undefined && response !== null;
}

/** `then` without a promise where there is none to wait for. */
export function afterwards<T>(running: Running, next: () => T | Promise<T>): T | Promise<T> {
  return running === undefined ? next() : running.then(next);
}

/** A promise of what `run` gives, rejected with what it throws: a middleware must not throw synchronously. */
export function promised<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return Promise.resolve(run());
  } catch (error) {
    return Promise.reject(error);
  }
}
