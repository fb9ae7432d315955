import type { PreciseResponse } from "@tucuxi/inspector";
import type { ServiceName } from "./services.js";

/**
 * A call to make in the same way with boto3 and with SDK v3, against the same endpoint. It is JSON:
 * `python/calls.py` plays it there and `playScenario` here.
 */
export interface Scenario {
  /** boto3's name of the service. */
  readonly service: ServiceName;
  readonly act: Act;
  /** What the endpoint answers, in order: the inspector's steps; the smallest success when they are used up. */
  readonly respond?: readonly (string | PreciseResponse)[];
  /** A port where nothing listens, in place of the endpoint. */
  readonly refused?: true;
  /** The client has none, and finds none. */
  readonly credentials?: false;
  /** Registered in this order, by pattern. */
  readonly handlers?: readonly (readonly [pattern: string, Behaviour])[];
  /** boto3 alone: the signature to use where its default is not Signature Version 4. */
  readonly boto3SignatureVersion?: string;
  /** Where this side cannot or does not want to be the same, what it does instead. */
  readonly except?: Exception;
}

/** What is done with the client. */
export type Act =
  | {
      /** An operation's name. */
      readonly call: string;
      readonly params?: Values;
      /** The member of the output to compare: streams are read to their end. */
      readonly select?: readonly string[];
    }
  | { readonly presign: string; readonly params: Values }
  | { readonly paginate: string; readonly params: Values; readonly select: readonly string[] }
  | { readonly waitFor: string; readonly params: Values };

/** JSON, with `{ $bytes: text }` and `{ $stream: text }` for what JSON has no word for. */
export type Value = null | boolean | number | string | readonly Value[] | Values;
export interface Values {
  readonly [name: string]: Value;
}

/** What a handler does. Each is written in both languages. */
export type Behaviour =
  | { readonly raises: string }
  | { readonly unsigned: true }
  /** From `choose-signer` or `before-sign`: whom to sign as, and for what. botocore's `request.context["signing"]`. */
  | { readonly signs: Signing }
  /** From `needs-retry`, after that status: again at once, at another path and signed for another region. */
  | { readonly redirects: { readonly status: number; readonly path: string; readonly region: string } }
  /** From `choose-signer`: here a redirected attempt has to be told its region, botocore keeps it in the context. */
  | { readonly signsAsRedirected: true }
  | { readonly answers: { readonly status: number; readonly parsed: Values } }
  | {
      readonly stubs: {
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body: string;
      };
    }
  /** From `needs-retry`: again at once, until there were so many attempts. */
  | { readonly retriesUntilAttempt: number }
  | { readonly setsParam: readonly [name: string, value: Value] }
  | { readonly replacesParams: Values }
  | { readonly setsHeader: readonly [name: string, value: string] }
  | { readonly setsQuery: readonly [name: string, value: string] }
  /** Of the response, in `before-parse`. */
  | { readonly setsStatus: number }
  | { readonly setsOutput: readonly [name: string, value: Value] }
  | { readonly setsParsed: readonly [name: string, value: Value] }
  | { readonly remembers: readonly [key: string, value: string] }
  | { readonly recallsAsHeader: string };

/** What of a signature is other than the client's. */
export interface Signing {
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region?: string;
  readonly service?: string;
}

/** How this side differs from botocore in a scenario. What it leaves out is the same. */
export interface Exception {
  /** Why SDK v3 makes it impossible, or why it is not wanted: one sentence, which the summary prints. */
  readonly because: string;
  /** The events here, without their service and operation. */
  readonly events?: readonly string[];
  readonly outcome?: Outcome;
  /** How many requests are sent here. */
  readonly requests?: number;
}

/** What came of it. */
export type Outcome = { readonly output: unknown } | { readonly error: string };

/** A request as the endpoint saw it. */
export interface RequestTrace {
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly protocol: string | null;
  readonly signature: string;
  /** Who signed it, and for what: access key, region and service. */
  readonly signedBy: string | null;
  /** Those that scenarios' handlers set. */
  readonly headers: Readonly<Record<string, string>>;
}

/** All that is compared of a scenario. */
export interface Trace {
  /** The names of the events that were emitted while the client was made. */
  readonly created: readonly string[];
  /** The names of the events of what was done with it. */
  readonly events: readonly string[];
  /** What handlers were given beside the event's name, by type of event; sorted. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly outcome: Outcome;
  readonly requests: readonly RequestTrace[];
}

/** Scenarios by name, a sentence without its verb. */
export type Scenarios = Readonly<Record<string, Scenario>>;

/** The events of an attempt that is answered, from its second attempt on. */
export const RETRY = [
  "request-created",
  "choose-signer",
  "before-sign",
  "before-send",
  "before-parse",
  "response-received",
  "needs-retry",
] as const;

/** The events of a call that is answered at once. */
export const EVENTS_OF_A_CALL = [
  "provide-client-params",
  "before-parameter-build",
  "before-endpoint-resolution",
  "before-call",
  ...RETRY,
  "after-call",
] as const;
