import type { EmittedEvent, Registration } from "./registration.js";

/** Told what each handler returned; `true` ends the emission. */
export type OnResponse = (response: unknown, registration: Registration) => boolean | void;

/**
 * Runs handlers one after another. As long as none returns a promise nothing is awaited, and there is no
 * promise to await; from the first one on the rest is asynchronous.
 */
export function runHandlers(
  registrations: readonly Registration[],
  event: EmittedEvent,
  onResponse: OnResponse,
): void | Promise<void> {
  markMatched(registrations);
  for (let index = 0; index < registrations.length; index++) {
    const registration = registrations[index] as Registration;
    const response = registration.invoke(event);
    if (isThenable(response)) return runRest(registrations, event, onResponse, index, response);
    if (onResponse(response, registration) === true) return;
  }
}

/** Marks the registrations that an event matches: all of them, also those that its emission will stop short of. */
export function markMatched(registrations: readonly Registration[]): void {
  for (let index = 0; index < registrations.length; index++) {
    const registration = registrations[index] as Registration;
    if (registration.matched) continue;
    registration.matched = true;
    if (registration.origin !== undefined) registration.origin.matched = true;
  }
}

async function runRest(
  registrations: readonly Registration[],
  event: EmittedEvent,
  onResponse: OnResponse,
  from: number,
  pending: PromiseLike<unknown>,
): Promise<void> {
  for (let index = from; index < registrations.length; index++) {
    const registration = registrations[index] as Registration;
    const response = await (index === from ? pending : registration.invoke(event));
    if (onResponse(response, registration) === true) return;
  }
}

/** Whether a value is a promise, also of another realm or library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
