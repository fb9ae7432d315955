import type { HttpRequest, ServiceEvents } from "@tucuxi/events";
import type { S3Switches } from "./switches.js";

/** The switches for a request: always the same ones, or with `"auto"` those for the host that it goes to. */
export type SwitchesOf = (request: Pick<HttpRequest, "hostname">) => S3Switches;

/** A change of requests, and the handlers that make it. */
export interface Change {
  /** Whether these switches ask for it: without, its handlers aren't registered. */
  isAsked(switches: S3Switches): boolean;
  /** Registers the handlers. They ask `switchesOf` for each request. */
  register(events: ServiceEvents, switchesOf: SwitchesOf): void;
}

/** The names of the headers that an expression matches. Handlers may have spelt them in any case. */
export function headerNames({ headers }: HttpRequest, expression: RegExp): string[] {
  return Object.keys(headers).filter((name) => expression.test(name));
}

/** Deletes the headers whose names an expression matches. */
export function deleteHeaders(request: HttpRequest, expression: RegExp): void {
  for (const name of headerNames(request, expression)) delete request.headers[name];
}

/** Whether a body can be read only once. A `Blob` counts, as in the SDK: it is sent like a stream. */
export function isStream(body: HttpRequest["body"]): boolean {
  return !(
    body === undefined ||
    typeof body === "string" ||
    ArrayBuffer.isView(body) ||
    body instanceof ArrayBuffer
  );
}
