import { bytesAsText } from "../parameters/to-json.js";
import type { InspectedEvent } from "../requests/inspected-event.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { terminalText } from "./terminal-text.js";

/** One line about an event of a stream. */
export function eventLine({ service, operation }: InspectedRequest, event: InspectedEvent): string {
  const name = `${service ?? "unknown service"} ${operation ?? "unknown operation"}`;
  const parts = [event.time.toISOString().slice(11, 24), name, `event ${event.type ?? "(end)"}`];
  parts.push(
    `${event.payload.length} B`,
    event.signature === "valid" ? "signature ok" : `signature ${event.signature}`,
  );
  return parts.map(terminalText).join("  ");
}

/** The same as JSON, with the whole event; `request` is the id of its request. */
export function eventJsonLine({ id }: InspectedRequest, { payload, ...event }: InspectedEvent): string {
  return JSON.stringify({ request: id, event: { ...event, payload: bytesAsText(payload) } });
}
