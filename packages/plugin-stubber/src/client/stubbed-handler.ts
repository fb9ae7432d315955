import type { Answered } from "../answers/answer.js";
import { bytesOfBody } from "../answers/collect-body.js";
import { StubError } from "../errors.js";
import { concat } from "../model/bytes.js";
import { eventStreamOf } from "../model/operation.js";
import type { WireResponse } from "../protocols/client-protocol.js";
import type { CallRecord } from "../stubs/call-record.js";
import type { Attempt } from "../stubs/sent-call.js";
import type { CallReceiver } from "./call-receiver.js";
import { httpResponse } from "./http-response.js";
import {
  type HandlerOptions,
  type HttpRequestLike,
  isObject,
  type RequestHandler,
  type Result,
  type SdkConfig,
} from "./sdk.js";
import { sentRequest } from "./sent-request.js";
import { throwIfAborted, unlessAborted, wait } from "./wait.js";

/** Carries the output of a client without schemas past the SDK's deserializer. */
class GivenResult {
  readonly result: Result;

  constructor(result: Result) {
    this.result = result;
  }
}

/** Replaces the client's request handler, so nothing goes to the network. */
export class StubbedHandler implements RequestHandler {
  readonly #config: SdkConfig;
  readonly #receiver: () => CallReceiver | undefined;
  /**
   * The calls by request. A middleware may have copied a request, so they are also found by the SDK's id of the call.
   */
  readonly #byRequest = new WeakMap<object, CallRecord>();
  readonly #byId = new Map<string, CallRecord>();
  readonly #ids = new WeakMap<CallRecord, string>();
  #original: RequestHandler | undefined;
  #requests = 0;

  /** @param receiver Returns the client's stub, if it has one now. */
  constructor(config: SdkConfig, receiver: () => CallReceiver | undefined) {
    this.#config = config;
    this.#receiver = receiver;
  }

  /** The SDK's middlewares ask the handler for its protocol. */
  get metadata(): unknown {
    return this.#original?.metadata;
  }

  begin(original: RequestHandler | undefined): void {
    this.#original = original;
    this.#byId.clear();
  }

  /** The request of an attempt of a call is about to be sent. */
  expect(request: Record<string, unknown>, call: CallRecord): void {
    this.#byRequest.set(request, call);
    const id = invocationId(request);
    if (id === undefined) return;
    this.#byId.set(id, call);
    this.#ids.set(call, id);
  }

  /** No more requests of a call come. */
  forget(call: CallRecord): void {
    this.#byId.delete(this.#ids.get(call) ?? "");
  }

  async handle(
    request: HttpRequestLike,
    options: HandlerOptions = {},
  ): Promise<{ readonly response: unknown }> {
    const call = this.#byRequest.get(request) ?? this.#byId.get(invocationId(request) ?? "");
    const receiver = this.#receiver();
    if (receiver === undefined) {
      // The SDK keeps this handler if it caches middlewares.
      if (call === undefined && this.#original !== undefined) return this.#original.handle(request, options);
      throw new StubError(
        "DISPOSED",
        `${call?.operation ?? "a call"} was running when its stub was removed. Await the call first`,
      );
    }
    if (call === undefined) {
      throw new StubError(
        "UNMATCHED_CALL",
        "a request was made that belongs to no call of this client: a middleware replaced it, without its amz-sdk-invocation-id header",
      );
    }
    throwIfAborted(options.abortSignal);
    const attempt = await this.#record(request, call);
    const requestId = this.#requestId();
    const { delay, give } = receiver.answer(call, requestId);
    await wait(delay, options.abortSignal);
    return this.#give(await unlessAborted(give(), options.abortSignal), attempt, requestId);
  }

  resultOf(error: unknown): Result | undefined {
    return error instanceof GivenResult ? error.result : undefined;
  }

  destroy(): void {
    this.#original?.destroy?.();
  }

  async #record(request: HttpRequestLike, call: CallRecord): Promise<Recorded> {
    // Both directions are open: the request ends after the answer.
    const isTwoWay = call.model !== undefined && eventStreamOf(call.model.input) !== undefined;
    const recorded: Recorded = {
      request: sentRequest(request, isTwoWay ? new Uint8Array() : (await bytesOfBody(request.body)).slice()),
      response: undefined,
    };
    call.attempts.push(recorded);
    if (isTwoWay) {
      bytesOfBody(request.body).then(
        (body) => {
          recorded.request = { ...recorded.request, body };
        },
        () => {},
      );
    }
    return recorded;
  }

  #give(answered: Answered, attempt: Recorded, requestId: string): { readonly response: unknown } {
    if ("thrown" in answered) throw answered.thrown;
    if ("output" in answered) {
      const metadata = { httpStatusCode: 200, requestId, attempts: 1, totalRetryDelay: 0 };
      const given: unknown = answered.output["$metadata"];
      const $metadata = { ...metadata, ...(isObject(given) ? given : {}) };
      const response = { statusCode: 200, headers: {} };
      throw new GivenResult({ response, output: { ...answered.output, $metadata } });
    }
    const response = withRequestId(answered.response, requestId, this.#config.serviceId);
    const { statusCode, headers, body } = response;
    attempt.response = { statusCode, headers, body: concat(body.chunks) };
    return { response: httpResponse(response, this.#config.runtime) };
  }

  /** Counted, so that tests can compare whole outputs. */
  #requestId(): string {
    this.#requests += 1;
    return `00000000-0000-4000-8000-${String(this.#requests).padStart(12, "0")}`;
  }
}

type Recorded = { -readonly [Name in keyof Attempt]: Attempt[Name] };

function invocationId({ headers }: { readonly headers?: unknown }): string | undefined {
  const id: unknown = isObject(headers) ? headers["amz-sdk-invocation-id"] : undefined;
  return typeof id === "string" ? id : undefined;
}

/** Each service names the response's request. S3 uses its own header. */
function withRequestId(
  response: WireResponse,
  requestId: string,
  serviceId: string | undefined,
): WireResponse {
  const name = serviceId === "S3" ? "x-amz-request-id" : "x-amzn-requestid";
  return { ...response, headers: { [name]: requestId, ...response.headers } };
}
