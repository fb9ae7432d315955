import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, Agent as SecureAgent } from "node:https";
import { decodeAwsChunked } from "../http/aws-chunked.js";
import type { ForwardedRequest, InspectedRequest } from "../requests/inspected-request.js";
import { plainRequest } from "../requests/plain-request.js";
import { signedHeaders } from "../sigv4/sign-request.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import { type ForwardAddress, ForwardTarget, scopeOf } from "./forward-target.js";

/** How long the other side can be silent. */
const TIMEOUT_MS = 120_000;

/** A request that was passed on, and the start of the answer. */
export interface Forwarded {
  readonly sent: ForwardedRequest;
  readonly response: IncomingMessage;
}

/** Passes requests on to a real service and signs them for it. */
export class Forwarder {
  readonly #target: ForwardTarget;
  readonly #credentials: InspectorCredentials;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #secureAgent = new SecureAgent({ keepAlive: true });

  constructor(url: string, credentials: InspectorCredentials) {
    this.#target = new ForwardTarget(url);
    this.#credentials = credentials;
  }

  close(): void {
    this.#agent.destroy();
    this.#secureAgent.destroy();
  }

  /**
   * Sends a request on, and waits for the head of the answer.
   * @param signal aborts it if the client disconnects.
   * @throws Error if the other side can't be reached
   */
  async forward(request: InspectedRequest, signal: AbortSignal): Promise<Forwarded> {
    const plain = plainRequest(request, payloadOf(request));
    const address = this.#target.addressOf(request, plain.path);
    const scope = scopeOf(request);
    const base = [["host", address.host] as const, ...plain.headers];
    if (plain.body.length > 0 || /^(?:POST|PUT|PATCH)$/.test(plain.method)) {
      base.push(["content-length", String(plain.body.length)]);
    }
    const { region, service } = scope ?? {};
    const declared = request.headers["x-amz-content-sha256"];
    // An unsigned body stays unsigned, since hashing a large one takes time.
    if (declared === "UNSIGNED-PAYLOAD") base.push(["x-amz-content-sha256", declared]);
    const authorization = request.headers["authorization"];
    const headers =
      region === undefined || service === undefined
        ? // The request is anonymous, or its signature can't be made again.
          [...base, ...(authorization === undefined ? [] : [["authorization", authorization] as const])]
        : signedHeaders({
            ...plain,
            path: address.path,
            headers: base,
            credentials: this.#credentials,
            region,
            service,
            time: new Date(),
          });
    const target = address.path + (plain.rawQuery === "" ? "" : `?${plain.rawQuery}`);
    const sent: ForwardedRequest = {
      method: plain.method,
      url: `${address.isSecure ? "https" : "http"}://${address.host}${target}`,
      headers,
      body: plain.body,
    };
    return { sent, response: await this.#send(address, target, sent, signal) };
  }

  #send(
    { isSecure, hostname, port }: ForwardAddress,
    path: string,
    { method, headers, body }: ForwardedRequest,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const send = isSecure ? httpsRequest : httpRequest;
      const request = send({
        agent: isSecure ? this.#secureAgent : this.#agent,
        hostname,
        port,
        method,
        path,
        headers: headers.flat(),
        setHost: false,
        timeout: TIMEOUT_MS,
        signal,
      });
      request.once("response", resolve);
      request.once("error", reject);
      request.once("timeout", () =>
        request.destroy(new Error(`no answer came within ${TIMEOUT_MS / 1000} s`)),
      );
      request.end(body);
    });
  }
}

/** The body without aws-chunked framing, but still content-encoded. Its chunks were signed with another key. */
function payloadOf({ wireBody, contentEncoding, headers }: InspectedRequest): Uint8Array {
  const isFramed =
    contentEncoding?.includes("aws-chunked") === true ||
    headers["x-amz-content-sha256"]?.startsWith("STREAMING-") === true;
  return isFramed ? decodeAwsChunked(wireBody).payload : wireBody;
}
