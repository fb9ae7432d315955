import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { forwardProblem } from "../forward/forward-guard.js";
import type { Forwarder } from "../forward/forwarder.js";
import { PassedAnswer } from "../forward/passed-answer.js";
import { BodyMemory } from "../http/body-memory.js";
import { isPreflight, preflightHeaders } from "../http/cors.js";
import { readBody } from "../http/read-body.js";
import type { ResolvedOptions } from "../options.js";
import { EventReader } from "../requests/event-reader.js";
import { type ArrivedRequest, inspectRequest } from "../requests/inspect-request.js";
import type { InspectedEvent } from "../requests/inspected-event.js";
import type { RecordedRequest } from "../requests/recorded-request.js";
import { verificationProblem } from "../requests/refusal.js";
import type { RequestLog } from "../requests/request-log.js";
import type { Answer } from "../respond/answer.js";
import { errorResponse } from "../respond/error-response.js";
import type { Reply, ResponseQueue } from "../respond/response-queue.js";
import { successResponse } from "../respond/success-response.js";
import { bodyBytes, EVENT_STREAM, type Exchange, isBodiless, isEventStream } from "./exchange.js";

/** How many of the largest bodies can be in memory at the same time, besides those of kept requests. */
const BODIES_AT_ONCE = 4;

/** Handles each request from its arrival to its answer. Nothing that a client sends makes it throw. */
export class RequestHandler {
  readonly #options: ResolvedOptions;
  readonly #log: RequestLog;
  readonly #responses: ResponseQueue;
  readonly #memory: BodyMemory;
  readonly #forwarder: Forwarder | undefined;
  #count = 0;

  constructor(options: ResolvedOptions, log: RequestLog, responses: ResponseQueue, forwarder?: Forwarder) {
    this.#forwarder = forwarder;
    this.#options = options;
    this.#log = log;
    this.#responses = responses;
    this.#memory = new BodyMemory(options.maxBodyBytes * BODIES_AT_ONCE);
  }

  async handle(exchange: Exchange): Promise<void> {
    const time = new Date();
    const startedAt = performance.now();
    // If requests are passed on, web pages aren't allowed to send any.
    if (isPreflight(exchange) && this.#forwarder === undefined) {
      // This is the browser's own question, not a client's request, so it isn't kept and uses no scripted answer.
      exchange.begin(204, preflightHeaders(exchange)).end();
      exchange.body.stream.resume();
      return;
    }
    if (isEventStream(exchange)) {
      await this.#handleEvents(exchange, time, startedAt);
      return;
    }
    const body = await readBody(exchange.body, this.#options.maxBodyBytes, this.#memory);
    const take = await this.#memory.waitForSpace(body.bytes.length + this.#mayDecodeTo(exchange));
    try {
      const { method, url, httpVersion, rawHeaders, problem } = exchange;
      const arrived = {
        time,
        method,
        url,
        httpVersion,
        rawHeaders,
        trailers: exchange.trailers(),
        body,
        problem,
      };
      const recorded = await this.#record(arrived);
      take(recorded.wireBytes + recorded.bodyBytes);
      if (exchange.answered) recorded.status = recorded.problem?.status;
      if (body.outcome === "cut-short") this.#report(recorded, startedAt);
      else await this.#answer(exchange, recorded, startedAt);
    } finally {
      take(0);
    }
  }

  /** An event stream is answered immediately, since its client may wait for the answer before it sends events. */
  async #handleEvents(exchange: Exchange, time: Date, startedAt: number): Promise<void> {
    const { method, url, httpVersion, rawHeaders, problem } = exchange;
    const body = { bytes: new Uint8Array(), seen: 0, outcome: "complete" } as const;
    const arrived = { time, method, url, httpVersion, rawHeaders, trailers: {}, body, problem };
    const recorded = await this.#record(arrived);
    const scripted = await this.#replyTo(recorded);
    const reply = scripted.answer === "default" ? { ...scripted, answer: notPassedOn(recorded) } : scripted;
    if (recorded.problem !== undefined || typeof reply.answer === "string" || reply.answer.status >= 300) {
      exchange.body.stream.resume();
      await this.#reply(exchange, recorded, reply, startedAt);
      return;
    }
    const answer = { ...reply.answer, headers: { ...reply.answer.headers, "content-type": EVENT_STREAM } };
    setAnswer(recorded, { ...answer, body: "" });
    this.#report(recorded, startedAt);
    const response = exchange.begin(answer.status, answer.headers);
    const reader = new EventReader(recorded, this.#options.credentials, this.#options.maxBodyBytes);
    let bytes = 0;
    try {
      for await (const piece of exchange.body.stream) {
        bytes += piece.length;
        if (bytes > this.#options.maxBodyBytes)
          throw new Error(`the events have more than ${this.#options.maxBodyBytes} bytes`);
        for (const event of reader.push(piece)) this.#addEvent(recorded, event);
      }
      if (reader.isWithinEvent) throw new Error("the event stream ended within an event");
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      recorded.problem = { status: 400, code: "InvalidEventStream", message };
    }
    if (!exchange.gone) response.end();
    this.#log.change(recorded);
  }

  #addEvent(recorded: RecordedRequest, event: InspectedEvent): void {
    recorded.events.push(event);
    this.#log.change(recorded);
    this.#call(() => this.#options.onEvent?.(recorded, event));
  }

  /** Records a request without an exchange. `status` is the answer's. */
  async refuse(arrived: ArrivedRequest, status: number | undefined): Promise<void> {
    const recorded = await this.#record(arrived);
    recorded.status = status;
    this.#report(recorded, performance.now());
  }

  #mayDecodeTo({ headers }: Exchange): number {
    return headers["content-encoding"] === undefined ? 0 : this.#options.maxBodyBytes;
  }

  async #record(arrived: ArrivedRequest): Promise<RecordedRequest> {
    this.#count += 1;
    const recorded = await inspectRequest(arrived, this.#options, this.#count);
    this.#log.add(recorded);
    return recorded;
  }

  async #answer(exchange: Exchange, recorded: RecordedRequest, startedAt: number): Promise<void> {
    await this.#reply(exchange, recorded, await this.#replyTo(recorded), startedAt);
  }

  async #reply(
    exchange: Exchange,
    recorded: RecordedRequest,
    reply: Reply,
    startedAt: number,
  ): Promise<void> {
    if (reply.delay > 0) {
      const gone = new AbortController();
      exchange.onEnd(() => gone.abort());
      await wait(reply.delay, undefined, { signal: gone.signal }).catch(() => undefined);
    }
    if (reply.answer === "drop" || reply.answer === "hang" || exchange.gone) {
      this.#report(recorded, startedAt);
      if (reply.answer === "drop") exchange.drop();
      return;
    }
    if (reply.answer === "default") {
      await this.#forward(exchange, recorded, startedAt);
      return;
    }
    setAnswer(recorded, reply.answer);
    this.#report(recorded, startedAt);
    try {
      exchange.answer(reply.answer);
    } catch (error) {
      // Only a scripted response can get here, with a header that HTTP doesn't allow.
      const answer = scriptFailure(recorded, error);
      setAnswer(recorded, answer);
      this.#log.change(recorded);
      exchange.answer(answer);
    }
  }

  /**
   * Passes the answer back as it arrives, and keeps only its start. The request is reported after all of it was sent.
   */
  async #forward(exchange: Exchange, recorded: RecordedRequest, startedAt: number): Promise<void> {
    const gone = new AbortController();
    exchange.onEnd(() => gone.abort());
    let hasBegun = false;
    try {
      if (this.#forwarder === undefined) throw new Error("there is nothing to pass it on to");
      const { sent, response } = await this.#forwarder.forward(recorded, gone.signal);
      recorded.forwarded = sent;
      const answer = new PassedAnswer(response);
      answer.record(recorded);
      // The answer's head is known now, and the body can take its time.
      this.#log.change(recorded);
      hasBegun = true;
      await answer.pipe(exchange).finally(() => answer.record(recorded));
    } catch (error) {
      if (hasBegun) {
        // The answer can only be cut off.
        exchange.drop();
      } else if (!exchange.gone) {
        const message = `it could not be passed on: ${error instanceof Error ? error.message : String(error)}`;
        const answer = errorResponse(recorded, { status: 502, code: "BadGateway", message }, randomUUID());
        setAnswer(recorded, answer);
        this.#report(recorded, startedAt);
        exchange.answer(answer);
        return;
      }
    }
    this.#report(recorded, startedAt);
  }

  async #replyTo(recorded: RecordedRequest): Promise<Reply> {
    if (this.#options.verify === "enforce") recorded.problem ??= verificationProblem(recorded);
    if (this.#forwarder !== undefined) recorded.problem ??= forwardProblem(recorded);
    if (recorded.problem !== undefined) {
      return { delay: 0, answer: errorResponse(recorded, recorded.problem, randomUUID()) };
    }
    try {
      const reply = await this.#responses.next(recorded);
      if (reply.answer !== "default" || this.#forwarder !== undefined) return reply;
      return { ...reply, answer: successResponse(recorded, randomUUID()) };
    } catch (error) {
      return { delay: 0, answer: scriptFailure(recorded, error) };
    }
  }

  #report(request: RecordedRequest, startedAt: number): void {
    if (request.status !== undefined) request.duration = performance.now() - startedAt;
    request.isSettled = true;
    this.#log.change(request);
    this.#call(() => this.#options.onRequest?.(request));
  }

  /** A mistake in a callback is reported and changes nothing, also if the callback is asynchronous. */
  #call(listener: () => unknown): void {
    const called = async (): Promise<unknown> => listener();
    called().catch((error: unknown) =>
      process.emitWarning(error instanceof Error ? error : String(error), "InspectorWarning"),
    );
  }
}

function setAnswer(request: RecordedRequest, answer: Answer): void {
  const body = isBodiless(request.method, answer.status) ? new Uint8Array() : bodyBytes(answer);
  request.status = answer.status;
  request.response = {
    status: answer.status,
    headers: Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), value]),
    body,
    bodyBytes: body.length,
  };
}

function notPassedOn(request: RecordedRequest): Answer {
  const message = "the inspector passes no event streams on";
  return errorResponse(request, { status: 501, code: "NotImplemented", message }, randomUUID());
}

function scriptFailure(request: RecordedRequest, error: unknown): Answer {
  const message = `a scripted response failed: ${error instanceof Error ? error.message : String(error)}`;
  return errorResponse(request, { status: 500, code: "InternalFailure", message }, randomUUID());
}
