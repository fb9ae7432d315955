/**
 * What a handler's returned value does:
 * - `ignored`: nothing.
 * - `params`: the first one replaces the parameters of the call.
 * - `call-response`: the first one ends the emission and is the call's response; nothing is sent.
 * - `http-response`: the first one is the attempt's HTTP response; nothing is sent.
 * - `auth-scheme`: the first one ends the emission and replaces how the request is signed.
 * - `seconds`: the first one is the time to wait before another attempt, or ends the retries.
 * - `outcome`: each one replaces the call's output, or recovers from its error.
 */
export type ReturnedValue =
  | "ignored"
  | "params"
  | "call-response"
  | "http-response"
  | "auth-scheme"
  | "seconds"
  | "outcome";

interface EventDefinition {
  /** How many segments the event's names have: type, service and operation, or type and service. */
  readonly segments: 2 | 3;
  /** How often it is emitted. */
  readonly per: "call" | "attempt" | "client";
  /** What a handler's returned value does. */
  readonly returned: ReturnedValue;
}

/**
 * Every event, in the order that a call emits them. Names, order and the meaning of returned values match botocore
 * (`botocore/client.py`, `endpoint.py`, `signers.py`, `hooks.py`). Types, checks and documentation are derived from this
 * table.
 */
export const EVENT_CATALOGUE = {
  "creating-client-class": {
    segments: 2,
    per: "client",
    returned: "ignored",
  },
  "provide-client-params": {
    segments: 3,
    per: "call",
    returned: "params",
  },
  "before-parameter-build": {
    segments: 3,
    per: "call",
    returned: "ignored",
  },
  "before-endpoint-resolution": {
    segments: 2,
    per: "call",
    returned: "ignored",
  },
  "before-call": {
    segments: 3,
    per: "call",
    returned: "call-response",
  },
  "request-created": {
    segments: 3,
    per: "attempt",
    returned: "ignored",
  },
  "choose-signer": {
    segments: 3,
    per: "attempt",
    returned: "auth-scheme",
  },
  "before-sign": {
    segments: 3,
    per: "attempt",
    returned: "ignored",
  },
  "before-send": {
    segments: 3,
    per: "attempt",
    returned: "http-response",
  },
  "before-parse": {
    segments: 3,
    per: "attempt",
    returned: "ignored",
  },
  "response-received": {
    segments: 3,
    per: "attempt",
    returned: "ignored",
  },
  "needs-retry": {
    segments: 3,
    per: "attempt",
    returned: "seconds",
  },
  "after-call": {
    segments: 3,
    per: "call",
    returned: "outcome",
  },
  "after-call-error": {
    segments: 3,
    per: "call",
    returned: "outcome",
  },
} as const satisfies Record<string, EventDefinition>;

/** An event type: the first segment of an event's name. */
export type EventType = keyof typeof EVENT_CATALOGUE;

/** An event type that a client emits: all but `creating-client-class`, which a session emits. */
export type ClientEventType = Exclude<EventType, "creating-client-class">;

/** Whether a string is an event type of the catalogue. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(EVENT_CATALOGUE, text);
}

/** The event types that a client emits. */
export const CLIENT_EVENT_TYPES: readonly ClientEventType[] = /* @__PURE__ */ (
  Object.keys(EVENT_CATALOGUE) as EventType[]
).filter(isClientEventType);

/** Whether a client emits events of this type. */
function isClientEventType(type: EventType): type is ClientEventType {
  return type !== "creating-client-class";
}
