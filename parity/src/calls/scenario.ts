import type { PreciseResponse } from "@tucuxi/inspector";
import type { ServiceName } from "./services.js";

/**
 * A call that boto3 and SDK v3 both make, to the same endpoint. It is JSON: `python/calls.py` runs it there and
 * `playScenario` here.
 */
export interface Scenario {
  /** boto3's name for the service. */
  readonly service: ServiceName;
  readonly act: Act;
  /**
   * The endpoint's answers, in order, as steps of the inspector. After the last one it answers with the smallest
   * success.
   */
  readonly respond?: readonly (string | PreciseResponse)[];
  /** Uses a port where nothing listens instead of the endpoint. */
  readonly refused?: true;
  /** The client has no credentials and finds none. */
  readonly credentials?: false;
  /** The handlers by pattern, registered in this order. */
  readonly handlers?: readonly (readonly [pattern: string, Behaviour])[];
  /** For boto3 only: the signature to use if its default isn't Signature Version 4. */
  readonly boto3SignatureVersion?: string;
  /** What this side does instead, if it can't or shouldn't match. */
  readonly except?: Exception;
}

/** What the scenario does with the client. */
export type Act =
  | {
      /** An operation's name. */
      readonly call: string;
      readonly params?: Values;
      /** The member of the output to compare. Streams are read to the end. */
      readonly select?: readonly string[];
    }
  | { readonly presign: string; readonly params: Values }
  | { readonly paginate: string; readonly params: Values; readonly select: readonly string[] }
  | { readonly waitFor: string; readonly params: Values };

/** JSON, with `{ $bytes: text }` and `{ $stream: text }` for the types that JSON lacks. */
export type Value = null | boolean | number | string | readonly Value[] | Values;
export interface Values {
  readonly [name: string]: Value;
}

/** What a handler does. Both languages implement each behaviour. */
export type Behaviour =
  | { readonly raises: string }
  | { readonly unsigned: true }
  /**
   * From `choose-signer` or `before-sign`: the credentials and scope to sign with, botocore's
   * `request.context["signing"]`.
   */
  | { readonly signs: Signing }
  /** From `needs-retry`, after that status: retries without delay, at another path and signed for another region. */
  | { readonly redirects: { readonly status: number; readonly path: string; readonly region: string } }
  /** From `choose-signer`: here you set the region of a redirected attempt again. botocore keeps it in the context. */
  | { readonly signsAsRedirected: true }
  | { readonly answers: { readonly status: number; readonly parsed: Values } }
  | {
      readonly stubs: {
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body: string;
      };
    }
  /** From `needs-retry`: retries without delay, up to this number of attempts. */
  | { readonly retriesUntilAttempt: number }
  | { readonly setsParam: readonly [name: string, value: Value] }
  | { readonly replacesParams: Values }
  | { readonly setsHeader: readonly [name: string, value: string] }
  | { readonly setsQuery: readonly [name: string, value: string] }
  /** Changes the response, in `before-parse`. */
  | { readonly setsStatus: number }
  | { readonly setsOutput: readonly [name: string, value: Value] }
  | { readonly setsParsed: readonly [name: string, value: Value] }
  | { readonly remembers: readonly [key: string, value: string] }
  | { readonly recallsAsHeader: string };

/** The parts of a signature that differ from the client's. */
export interface Signing {
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region?: string;
  readonly service?: string;
}

/** How this side differs from botocore in a scenario. Everything it doesn't mention is the same. */
export interface Exception {
  /** Why SDK v3 makes it impossible, or why it isn't wanted. One sentence, which the summary prints. */
  readonly because: string;
  /** The events here, without their service and operation. */
  readonly events?: readonly string[];
  readonly outcome?: Outcome;
  /** The number of requests sent here. */
  readonly requests?: number;
}

/** The outcome. */
export type Outcome = { readonly output: unknown } | { readonly error: string };

/** A request as the endpoint saw it. */
export interface RequestTrace {
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly protocol: string | null;
  readonly signature: string;
  /** The access key, region and service of its signature. */
  readonly signedBy: string | null;
  /** The headers that scenarios' handlers set. */
  readonly headers: Readonly<Record<string, string>>;
}

/** All that is compared for a scenario. */
export interface Trace {
  /** The names of the events emitted while the client was made. */
  readonly created: readonly string[];
  /** The names of the events emitted while the client was used. */
  readonly events: readonly string[];
  /** What handlers received beside the event's name, by event type and sorted. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly outcome: Outcome;
  readonly requests: readonly RequestTrace[];
}

/** Scenarios by name. A name is a sentence without its verb. */
export type Scenarios = Readonly<Record<string, Scenario>>;

/** The events of a second or later attempt that gets an answer. */
export const RETRY = [
  "request-created",
  "choose-signer",
  "before-sign",
  "before-send",
  "before-parse",
  "response-received",
  "needs-retry",
] as const;

/** The events of a call that is answered at its first attempt. */
export const EVENTS_OF_A_CALL = [
  "provide-client-params",
  "before-parameter-build",
  "before-endpoint-resolution",
  "before-call",
  ...RETRY,
  "after-call",
] as const;
