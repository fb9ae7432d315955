import {
  decodeMessage,
  type EventHeader,
  type EventMessage,
  EventStreamDecoder,
} from "../http/event-stream.js";
import { EventSignatures } from "../sigv4/event-signatures.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import type { InspectedEvent } from "./inspected-event.js";
import type { InspectedRequest } from "./inspected-request.js";

/** Reads the events of a request, and checks their signatures. */
export class EventReader {
  readonly #decoder: EventStreamDecoder;
  readonly #signatures: EventSignatures | undefined;

  constructor(request: InspectedRequest, credentials: readonly InspectorCredentials[], maxBytes: number) {
    this.#decoder = new EventStreamDecoder(maxBytes);
    this.#signatures = EventSignatures.of(request, credentials);
  }

  /** Whether the stream ended within an event. */
  get isWithinEvent(): boolean {
    return this.#decoder.isWithinMessage;
  }

  /** @throws Error that says what is wrong with the stream. */
  push(piece: Uint8Array): InspectedEvent[] {
    return this.#decoder.push(piece).map((message) => this.#event(message));
  }

  #event(outer: EventMessage): InspectedEvent {
    const isSigned = outer.headers[":chunk-signature"] !== undefined;
    // The message that is signed has the event's own message as its payload.
    const inner = isSigned && outer.payload.length > 0 ? decodeMessage(outer.payload) : outer;
    const type = inner.headers[":event-type"];
    return {
      time: new Date(),
      type: typeof type === "string" ? type : undefined,
      headers: Object.fromEntries(
        Object.entries(inner.headers).map(([name, value]) => [name, headerText(value)]),
      ),
      // The pieces of a stream are parts of larger buffers.
      payload: isSigned && outer.payload.length === 0 ? new Uint8Array() : Uint8Array.from(inner.payload),
      signature: !isSigned ? "unsigned" : (this.#signatures?.check(outer) ?? "unchecked"),
    };
  }
}

function headerText(value: EventHeader): string {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "no date" : value.toISOString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value);
}
