import { Readable } from "node:stream";
import { HttpResponse } from "@smithy/core/transport";
import { EventReader } from "../../../packages/inspector/src/requests/event-reader.js";
import { inspectRequest } from "../../../packages/inspector/src/requests/inspect-request.js";
import type { InspectedRequest } from "../../../packages/inspector/src/requests/inspected-request.js";
import { type Answer, bytesOf } from "./answers.js";
import { describe } from "./describe.js";
import { NOW } from "./frozen.js";
import type { SdkClient, SdkRequest } from "./sdk.js";
import { CHANGED_BY_DESIGN } from "./shelf.js";

/** The outcome of a call, as plain data. */
export interface Trace {
  readonly requests: readonly unknown[];
  readonly outcome: unknown;
  /** The caller's input after the call, if it had no stream to read. */
  readonly input: unknown;
}

/** Keeps each request, and answers it as told, without a network. */
export class RequestHandler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  readonly requests: SdkRequest[] = [];
  answers: readonly Answer[] = [];

  async handle(request: SdkRequest): Promise<{ response: HttpResponse }> {
    const { method, protocol, hostname, port, path, query, headers } = request;
    const kept = { method, protocol, hostname, path, query: { ...query }, headers: { ...headers } };
    const body = await bytesOf(request.body);
    const answer = this.answers[Math.min(this.requests.length, this.answers.length - 1)];
    this.requests.push({ ...kept, ...(port !== undefined && { port }), body });
    if (answer === undefined) throw new Error("the proof has no answer");
    if ("reset" in answer) {
      throw Object.assign(new Error("the connection was reset"), { code: answer.reset });
    }
    const { status, headers: sent } = answer;
    return {
      response: new HttpResponse({
        statusCode: status,
        headers: { ...sent },
        body: Readable.from([answer.body]),
      }),
    };
  }
  httpHandlerConfigs(): object {
    return {};
  }
  updateHttpClientConfig(): void {}
  destroy(): void {}
}

/** Credentials of every kind, and one region for all clients. */
const CONFIG = {
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDPROOF", secretAccessKey: "proof-secret", accountId: "123456789012" },
  token: { token: "proof-token" },
  logger: { debug() {}, info() {}, warn() {}, error() {} },
};

/** The configuration of a service's clients. Those of Timestream would make a separate call to find their endpoint. */
export function configFor(service: string): object {
  return /client-timestream-/.test(service) ? { ...CONFIG, endpoint: "https://localhost" } : CONFIG;
}

/** Makes one call, and describes its outcome. */
export async function traceCall(
  client: SdkClient,
  handler: RequestHandler,
  command: object,
  answers: readonly Answer[],
): Promise<Trace & { readonly sent: readonly SdkRequest[] }> {
  handler.requests.length = 0;
  handler.answers = answers;
  const outcome = await client.send(command).then(
    async (output) => ({ output: await describe(output) }),
    async (error: unknown) => ({ error: await describe(error) }),
  );
  const sent = [...handler.requests];
  return { sent, requests: sent.map(describeRequest), outcome, input: await describeInput(command) };
}

/** Lower-cases header names, as Tucuxi does for handlers. HTTP ignores case. */
function describeRequest({ headers, query, body, ...rest }: SdkRequest): unknown {
  return {
    ...rest,
    query: Object.entries(query),
    headers: Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    body: (body as Buffer).toString("latin1"),
  };
}

/** The sent request without the plugins' intended changes, and the inspector's verdict on its signature. */
export async function describeDecoded(request: SdkRequest): Promise<unknown> {
  const { method, hostname, path, query, headers } = request;
  const body = request.body as Buffer;
  const raw = Object.entries(headers).map(([name, value]) => [name, value] as const);
  const inspected = await inspectRequest(
    {
      time: new Date(NOW),
      method,
      url: `${path}${queryText(query)}`,
      httpVersion: "1.1",
      rawHeaders: raw,
      trailers: {},
      body: { bytes: body, seen: body.length, outcome: "complete" },
      problem: undefined,
    },
    { credentials: [CONFIG.credentials], maxBodyBytes: 2 ** 26 },
  );
  const { signature, problem } = inspected;
  return {
    ...{ method, hostname, path },
    query: Object.entries(query).filter(([name]) => name !== "x-id"),
    headers: raw
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !CHANGED_BY_DESIGN.test(name))
      // The SDK reports its used features here, such as how it computed checksums.
      .map(([name, value]) => [name, value.replace(/ m\/[\w,]+/, "")]),
    body: describeBody(inspected),
    signature: signature.state === "invalid" ? signature.fault : signature.state,
    problem,
    badChecksums: inspected.checksums.filter((checksum) => checksum.valid === false).length,
  };
}

/** Each event of a stream is signed with the previous signature. The first one uses that of the request. */
function describeBody(request: InspectedRequest): unknown {
  const { headers, body } = request;
  if (headers["content-type"] !== "application/vnd.amazon.eventstream") return latin1(body);
  try {
    const events = new EventReader(request, [CONFIG.credentials], 2 ** 26).push(body);
    return events.map(({ type, headers: { ":chunk-signature": _, ...headers }, payload, signature }) => ({
      ...{ type, headers, signature },
      payload: latin1(payload),
    }));
  } catch (error) {
    return String(error);
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function queryText(query: SdkRequest["query"]): string {
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const pairs = Object.keys(query)
    .sort()
    .flatMap((name) =>
      [query[name]]
        .flat()
        .map((value) => `${encode(name)}=${value === null || value === undefined ? "" : encode(value)}`),
    );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** The input of a call, with streams replaced. */
export async function describeInput(command: object): Promise<unknown> {
  const input: unknown = Reflect.get(command, "input");
  return describe(withoutStreams(input));
}

function withoutStreams(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Readable || Symbol.asyncIterator in value) return "a stream";
  if (Array.isArray(value)) return value.map(withoutStreams);
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutStreams(inner)]));
}
