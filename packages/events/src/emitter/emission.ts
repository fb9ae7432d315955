import type { AnyHandler, EmittedEvent, Registration } from "./registration.js";

/** A handler that ran, and what it returned. */
export interface HandlerResult {
  readonly handler: AnyHandler;
  readonly response: unknown;
}

/** Called with what each handler returned. Returns `true` to end the emission. */
type OnResponse = (response: unknown, registration: Registration) => boolean | void;

/**
 * Runs handlers one after another. Stays synchronous until a handler returns a promise; from then on the rest is
 * asynchronous.
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

/** Like {@link runHandlers}, and returns what each handler returned. */
export function collectResponses(
  registrations: readonly Registration[],
  event: EmittedEvent,
): HandlerResult[] | Promise<HandlerResult[]> {
  markMatched(registrations);
  let results: HandlerResult[] | undefined;
  for (let index = 0; index < registrations.length; index++) {
    const registration = registrations[index] as Registration;
    const response = registration.invoke(event);
    if (isThenable(response)) return collectRest(registrations, event, results ?? [], index, response);
    const result = { handler: registration.handler, response };
    // V8 makes room for one element here, but for 17 when an empty array grows.
    if (results === undefined) results = [result];
    else results.push(result);
  }
  return results ?? [];
}

/** Marks all registrations that an event matches, even those that won't run because the emission ends early. */
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

async function collectRest(
  registrations: readonly Registration[],
  event: EmittedEvent,
  results: HandlerResult[],
  from: number,
  pending: PromiseLike<unknown>,
): Promise<HandlerResult[]> {
  const collect = (response: unknown, { handler }: Registration): void => {
    results.push({ handler, response });
  };
  await runRest(registrations, event, collect, from, pending);
  return results;
}

/** Whether a value is a promise, including those of other realms and libraries. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
