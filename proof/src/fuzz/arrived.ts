import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { PythonWorker } from "../../../parity/src/python/worker.js";

/** A request as it arrived over the network. */
export interface Arrived {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** A local server that keeps each request, and answers it with an empty success. */
export class Receiver {
  readonly arrived: Arrived[] = [];
  readonly #server: Server;

  private constructor() {
    const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of request) chunks.push(chunk);
      } catch {
        return; // The sender gave up, because its body failed.
      }
      this.arrived.push({ ...headOf(request), body: Buffer.concat(chunks) });
      response.setHeader("content-type", "application/json").end("{}");
    };
    this.#server = createServer(receive);
    // Otherwise Node.js would answer an unknown expectation itself.
    this.#server.on("checkExpectation", receive);
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

function headOf({ method = "", url = "", rawHeaders }: IncomingMessage): Omit<Arrived, "body"> {
  const headers = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""] as const] : [],
  );
  return { method, target: url, headers };
}

/** Lets botocore check a request's signature. @returns what is wrong, or `undefined` if it is good. */
export async function signatureFault(
  python: PythonWorker,
  { method, target, headers, body }: Arrived,
  secretKey: string,
): Promise<string | undefined> {
  const header = (name: string): string | undefined =>
    headers.find(([given]) => given.toLowerCase() === name)?.[1];
  const authorization = header("authorization") ?? "";
  const [, credential, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 Credential=(\S+), SignedHeaders=(\S+), Signature=(\w+)$/.exec(authorization) ?? [];
  if (credential === undefined || signedHeaders === undefined)
    return `the authorization header is "${authorization}"`;
  const [accessKey, , region, service] = credential.split("/");
  const digest = createHash("sha256").update(body).digest("hex");
  const declared = header("x-amz-content-sha256");
  if (declared !== undefined && /^[0-9a-f]{64}$/.test(declared) && declared !== digest) {
    return "the body doesn't match the signed digest";
  }
  const answer = Object(
    await python.ask({
      ...{ accessKey, secretKey, region, service, method, headers },
      url: `http://${header("host")}${target}`,
      signedHeaders: signedHeaders.split(";"),
      amzDate: header("x-amz-date"),
      payloadHash: declared ?? digest,
    }),
  ) as { signature?: string; error?: string };
  if (answer.signature === signature) return undefined;
  return answer.error ?? `botocore computes the signature ${answer.signature}, but ${signature} arrived`;
}
