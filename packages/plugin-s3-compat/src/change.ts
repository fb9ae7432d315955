import type { HttpRequest, ServiceEvents } from "@tucuxi/events";
import type { S3Switches } from "./switches.js";

/** The switches for a request: fixed ones, or with `"auto"` those for its host. */
export type SwitchesOf = (request: Pick<HttpRequest, "hostname">) => S3Switches;

/** A change to requests, and its handlers. */
export interface Change {
  /** Whether the switches ask for this change. If they don't, its handlers aren't registered. */
  isAsked(switches: S3Switches): boolean;
  /** Registers the handlers. They call `switchesOf` for each request. */
  register(events: ServiceEvents, switchesOf: SwitchesOf): void;
}

/** The names of the headers that an expression matches. Handlers may have written them in any case. */
export function headerNames({ headers }: HttpRequest, expression: RegExp): string[] {
  return Object.keys(headers).filter((name) => expression.test(name));
}

/** Deletes the headers whose names an expression matches. */
export function deleteHeaders(request: HttpRequest, expression: RegExp): void {
  for (const name of headerNames(request, expression)) delete request.headers[name];
}

/** Whether a body can be read only once. A `Blob` counts, as in the SDK, since it's sent like a stream. */
export function isStream(body: HttpRequest["body"]): boolean {
  return !(
    body === undefined ||
    typeof body === "string" ||
    ArrayBuffer.isView(body) ||
    body instanceof ArrayBuffer
  );
}
