/** One event that a client sent on an event stream. */
export interface InspectedEvent {
  readonly time: Date;
  /** The event's type, such as "AudioEvent"; `undefined` for the empty message that ends the stream. */
  readonly type: string | undefined;
  /** The event's headers as text. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Uint8Array;
  /** Whether the event's own signature is right: each one covers the event and the signature before it. */
  readonly signature: "valid" | "invalid" | "unsigned" | "unchecked";
}
