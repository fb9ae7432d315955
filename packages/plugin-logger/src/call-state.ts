import type { Body, CallContext, HttpRequest, HttpResponse, OperationModel } from "@tucuxi/events";
import type { CallRedaction } from "./call-redaction.js";
import type { StreamTap } from "./wire/stream-tap.js";

/** What is known about one call while it runs. */
export class CallState {
  readonly model: OperationModel;
  /** By `performance.now()`. */
  readonly startedAt = performance.now();
  /** The call's parameters, as the handlers left them. */
  params: object;
  /** The body as it was serialized, and the encoding that it already had. */
  serialized: { readonly body: Body; readonly encoding: string | undefined } | undefined;
  attempts = 0;
  /** The last attempt. */
  attempt: Attempt | undefined;
  readonly context: CallContext;
  readonly #makeRedaction: (state: CallState) => CallRedaction;
  #redaction: CallRedaction | undefined;

  /** @param makeRedaction The same function for all calls: V8 keeps the objects of a call with its own one for longer. */
  constructor(
    context: CallContext,
    model: OperationModel,
    params: object,
    makeRedaction: (state: CallState) => CallRedaction,
  ) {
    this.context = context;
    this.model = model;
    this.params = params;
    this.#makeRedaction = makeRedaction;
  }

  /** Made on demand, since most calls succeed and don't need it. */
  get redaction(): CallRedaction {
    this.#redaction ??= this.#makeRedaction(this);
    return this.#redaction;
  }
}

/** One attempt, from `before-send` on. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  readonly startedAt: number;
  /** The request as it was sent. */
  readonly request: HttpRequest;
  /** The response as the SDK parsed it, once it has. */
  response?: HttpResponse | undefined;
  /** Only at `trace`: the response before any other handler changed it. */
  received?: ReceivedResponse;
}

/** A response as it came from the network. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
  /** For streams. */
  readonly tap: StreamTap | undefined;
}
