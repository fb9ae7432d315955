import { randomUUID } from "node:crypto";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { crossOriginHeaders, isPreflight, preflightHeaders } from "../http/cors.js";
import { readBody } from "../http/read-body.js";
import type { ResolvedOptions } from "../options.js";
import { type ArrivedRequest, inspectRequest } from "../requests/inspect-request.js";
import type { RequestProblem } from "../requests/inspected-request.js";
import type { RecordedRequest } from "../requests/recorded-request.js";
import { verificationProblem } from "../requests/refusal.js";
import type { Answer } from "../respond/answer.js";
import { errorResponse } from "../respond/error-response.js";
import type { Reply, ResponseQueue } from "../respond/response-queue.js";
import { parserProblem, rawAnswer, requestOfPacket } from "./broken-http.js";

/** Takes each request from its arrival to its answer; nothing that a client sends makes it throw. */
export class RequestHandler {
  readonly #options: ResolvedOptions;
  readonly #requests: RecordedRequest[];
  readonly #responses: ResponseQueue;
  /** Connections with a request whose body is still coming in, and what the HTTP parser found wrong with it. */
  readonly #arriving = new WeakMap<Duplex, { problem: RequestProblem | undefined; answered: boolean }>();

  /** Connections that are being closed because what came on them was not HTTP. */
  readonly #refused = new WeakSet<Duplex>();

  constructor(options: ResolvedOptions, requests: RecordedRequest[], responses: ResponseQueue) {
    this.#options = options;
    this.#requests = requests;
    this.#responses = responses;
  }

  attachTo(server: Server): void {
    server.on("request", (request, response) => void this.#handle(request, response));
    server.on("checkContinue", (request, response) => {
      // A body over the limit is refused before it is sent: that is what Expect is for.
      if (Number(request.headers["content-length"] ?? 0) <= this.#options.maxBodyBytes)
        response.writeContinue();
      void this.#handle(request, response);
    });
    server.on("checkExpectation", (request, response) => void this.#handle(request, response));
    server.on("connect", (request, socket) => {
      socket.on("error", () => undefined);
      const problem = { status: 405, code: "MethodNotAllowed", message: NO_PROXY };
      void this.#refuse(arrivedWithoutBody(request, problem), problem, socket);
    });
    server.on("clientError", (error, socket) => void this.#handleBrokenHttp(error, socket));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const time = new Date();
    // A client that goes away while it is answered is no error of ours.
    response.on("error", () => undefined);
    if (isPreflight(request)) {
      // A browser's own question, not a client's request: it is neither remembered nor scripted.
      response.writeHead(204, preflightHeaders(request)).end();
      request.resume();
      return;
    }
    const arriving: { problem: RequestProblem | undefined; answered: boolean } = {
      problem: undefined,
      answered: false,
    };
    this.#arriving.set(request.socket, arriving);
    const body = await readBody(request, this.#options.maxBodyBytes);
    this.#arriving.delete(request.socket);
    const recorded = await inspectRequest(
      {
        time,
        method: request.method ?? "",
        url: request.url ?? "",
        httpVersion: request.httpVersion,
        rawHeaders: pairs(request.rawHeaders),
        trailers: Object.fromEntries(
          pairs(request.rawTrailers).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        body,
        problem: arriving.problem,
      },
      this.#options,
    );
    this.#remember(recorded);
    if (arriving.answered) recorded.status = recorded.problem?.status;
    if (body.outcome === "cut-short") {
      this.#report(recorded);
      return;
    }
    await this.#answer(request, response, recorded);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    recorded: RecordedRequest,
  ): Promise<void> {
    const reply = await this.#replyTo(recorded);
    if (reply.delay > 0) {
      const gone = new AbortController();
      response.once("close", () => gone.abort());
      await wait(reply.delay, undefined, { signal: gone.signal }).catch(() => undefined);
    }
    if (
      reply.answer === "drop" ||
      reply.answer === "hang" ||
      response.destroyed ||
      request.socket.destroyed
    ) {
      this.#report(recorded);
      if (reply.answer === "drop") request.socket.destroy();
      return;
    }
    recorded.status = reply.answer.status;
    this.#report(recorded);
    try {
      writeAnswer(request, response, reply.answer);
    } catch (error) {
      // Only a scripted response gets here, with a header that HTTP does not allow.
      const answer = scriptFailure(recorded, error);
      recorded.status = answer.status;
      writeAnswer(request, response, answer);
    }
  }

  async #replyTo(recorded: RecordedRequest): Promise<Reply> {
    if (this.#options.verify === "enforce") recorded.problem ??= verificationProblem(recorded);
    if (recorded.problem !== undefined) {
      return { delay: 0, answer: errorResponse(recorded, recorded.problem, randomUUID()) };
    }
    try {
      return await this.#responses.next(recorded);
    } catch (error) {
      return { delay: 0, answer: scriptFailure(recorded, error) };
    }
  }

  async #handleBrokenHttp(error: Error, socket: Duplex): Promise<void> {
    // Each further packet of a connection that is being refused is an error again.
    if (this.#refused.has(socket)) return;
    this.#refused.add(socket);
    const problem = parserProblem(error);
    if (problem === undefined) {
      socket.destroy();
      return;
    }
    const arriving = this.#arriving.get(socket);
    if (arriving === undefined) {
      await this.#refuse(requestOfPacket(error, problem), problem, socket);
      return;
    }
    arriving.problem = problem;
    arriving.answered = answerRaw(problem, socket);
  }

  /** Refuses what Node.js gives no response object for. */
  async #refuse(arrived: ArrivedRequest, problem: RequestProblem, socket: Duplex): Promise<void> {
    const recorded = await inspectRequest(arrived, this.#options);
    this.#remember(recorded);
    if (socket.writable) recorded.status = problem.status;
    this.#report(recorded);
    answerRaw(problem, socket);
  }

  #remember(request: RecordedRequest): void {
    this.#requests.push(request);
    const surplus = this.#requests.length - this.#options.keepRequests;
    if (surplus > 0) this.#requests.splice(0, surplus);
  }

  #report(request: RecordedRequest): void {
    try {
      this.#options.onRequest?.(request);
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error), "InspectorWarning");
    }
  }
}

const NO_PROXY = "CONNECT is for proxies: give this address as the endpoint, not as a proxy";

function arrivedWithoutBody(request: IncomingMessage, problem: RequestProblem): ArrivedRequest {
  return {
    time: new Date(),
    method: request.method ?? "",
    url: request.url ?? "",
    httpVersion: request.httpVersion,
    rawHeaders: pairs(request.rawHeaders),
    trailers: {},
    body: { bytes: new Uint8Array(), seen: 0, outcome: "complete" },
    problem,
  };
}

/** Says whether there was anyone left to tell. */
function answerRaw(problem: RequestProblem, socket: Duplex): boolean {
  if (!socket.writable) {
    socket.destroy();
    return false;
  }
  socket.end(rawAnswer(problem), () => socket.destroy());
  return true;
}

/** How long a client may go on sending a body that was refused: cut off at once, it would not read the answer. */
const LINGER_MS = 2000;

function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body, "utf8") : answer.body;
  const bodiless = answer.status === 204 || answer.status === 304;
  response.writeHead(answer.status, {
    ...(bodiless ? {} : { "content-length": body.length }),
    ...(request.complete ? {} : { connection: "close" }),
    ...crossOriginHeaders(request),
    ...answer.headers,
  });
  if (request.complete || bodiless) {
    response.end(bodiless ? undefined : body);
    return;
  }
  response.write(body);
  const timer = setTimeout(() => response.end(), LINGER_MS);
  for (const event of ["end", "close"]) {
    request.once(event, () => {
      clearTimeout(timer);
      response.end();
    });
  }
}

function scriptFailure(request: RecordedRequest, error: unknown): Answer {
  const message = `a scripted response failed: ${error instanceof Error ? error.message : String(error)}`;
  return errorResponse(request, { status: 500, code: "InternalFailure", message }, randomUUID());
}

function pairs(flat: readonly string[]): (readonly [name: string, value: string])[] {
  const result: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2)
    result.push([flat[index] ?? "", flat[index + 1] ?? ""]);
  return result;
}
