import type { AnyHandler, EmittedEvent, Registration } from "./registration.js";

/** One handler's part in an emission. */
export interface HandlerResult {
  readonly handler: AnyHandler;
  readonly response: unknown;
}

/** Told what each handler returned; `true` ends the emission. */
type OnResponse = (response: unknown, registration: Registration) => boolean | void;

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

/** Like {@link runHandlers}; gives what each handler returned. */
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
    // A list that begins with a result has room for one, an empty one that grows has room for 17.
    if (results === undefined) results = [result];
    else results.push(result);
  }
  return results ?? [];
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

/** Whether a value is a promise, also of another realm or library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
