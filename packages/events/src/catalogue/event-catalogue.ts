/**
 * What a value returned by a handler does:
 * - `ignored`: nothing.
 * - `params`: the first one replaces the parameters of the call.
 * - `call-response`: the first one ends the emission and is the call's response; nothing is sent.
 * - `http-response`: the first one is the attempt's HTTP response; nothing is sent.
 * - `auth-scheme`: the first one ends the emission and replaces how the request is signed.
 * - `seconds`: the first one is the time to wait before another attempt.
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
  /** The fields of the payload beside `eventName`. */
  readonly payload: readonly string[];
}

/**
 * Every event of a client's life, in the order in which a call emits them. The names, the order and what a
 * returned value does are botocore's (`botocore/client.py`, `endpoint.py`, `signers.py`, `hooks.py`); types,
 * validation and documentation derive from this table.
 */
export const EVENT_CATALOGUE = {
  "creating-client-class": {
    segments: 2,
    per: "client",
    returned: "ignored",
    payload: ["clientClass", "attributes", "config"],
  },
  "provide-client-params": {
    segments: 3,
    per: "call",
    returned: "params",
    payload: ["params", "model", "context"],
  },
  "before-parameter-build": {
    segments: 3,
    per: "call",
    returned: "ignored",
    payload: ["params", "model", "context"],
  },
  "before-endpoint-resolution": {
    segments: 2,
    per: "call",
    returned: "ignored",
    payload: ["builtins", "params", "model", "context"],
  },
  "before-call": {
    segments: 3,
    per: "call",
    returned: "call-response",
    payload: ["request", "model", "context"],
  },
  "request-created": {
    segments: 3,
    per: "attempt",
    returned: "ignored",
    payload: ["request", "operationName", "context"],
  },
  "choose-signer": {
    segments: 3,
    per: "attempt",
    returned: "auth-scheme",
    payload: ["signingName", "region", "signatureVersion", "signing", "context"],
  },
  "before-sign": {
    segments: 3,
    per: "attempt",
    returned: "ignored",
    payload: ["request", "signingName", "region", "signatureVersion", "signing", "operationName", "context"],
  },
  "before-send": {
    segments: 3,
    per: "attempt",
    returned: "http-response",
    payload: ["request", "context"],
  },
  "before-parse": {
    segments: 3,
    per: "attempt",
    returned: "ignored",
    payload: ["response", "customizedResponse", "model", "context"],
  },
  "response-received": {
    segments: 3,
    per: "attempt",
    returned: "ignored",
    payload: ["response", "parsed", "exception", "context"],
  },
  "needs-retry": {
    segments: 3,
    per: "attempt",
    returned: "seconds",
    payload: ["response", "exception", "attempts", "request", "nextRequest", "model", "context"],
  },
  "after-call": {
    segments: 3,
    per: "call",
    returned: "outcome",
    payload: ["httpResponse", "parsed", "error", "attempts", "model", "context"],
  },
  "after-call-error": {
    segments: 3,
    per: "call",
    returned: "outcome",
    payload: ["exception", "attempts", "context"],
  },
} as const satisfies Record<string, EventDefinition>;

/** A type of event: the first segment of its name. */
export type EventType = keyof typeof EVENT_CATALOGUE;

/** A type of event that a client emits: all but those of a session. */
export type ClientEventType = Exclude<EventType, "creating-client-class">;

/** Whether a text is a type of event of the catalogue. */
export function isEventType(text: string): text is EventType {
  return Object.hasOwn(EVENT_CATALOGUE, text);
}

/** The types of events that a client emits. */
export const CLIENT_EVENT_TYPES: readonly ClientEventType[] =
  /* @__PURE__ */
  /* @__PURE__ */ (Object.keys(EVENT_CATALOGUE) as EventType[]).filter(isClientEventType);

/** Whether a client emits events of a type. */
function isClientEventType(type: EventType): type is ClientEventType {
  return type !== "creating-client-class";
}
