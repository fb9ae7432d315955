import { createServer } from "node:net";
import {
  DEFAULT_CREDENTIALS,
  type InspectedRequest,
  type Inspector,
  startInspector,
} from "@tucuxi/inspector";
import type { RequestTrace, Scenario } from "./scenario.js";

/** The credentials that handlers of scenarios sign with. */
const OTHER_CREDENTIALS = { accessKeyId: "other", secretAccessKey: "other" };

/** The rest of a credential's scope, after its access key, region and service. */
export const DATE_AND_END = /(?<=\/)\d+\/|\/aws4_request$/g;

/** The endpoint that both sides call. It answers with a scenario's steps. */
export class ScriptedEndpoint implements AsyncDisposable {
  readonly #inspector: Inspector;
  readonly #refusing: string;

  private constructor(inspector: Inspector, refusing: string) {
    this.#inspector = inspector;
    this.#refusing = refusing;
  }

  static async start(): Promise<ScriptedEndpoint> {
    return new ScriptedEndpoint(
      await startInspector({ credentials: [DEFAULT_CREDENTIALS, OTHER_CREDENTIALS] }),
      await refusingUrl(),
    );
  }

  /** Prepares for one side's run of a scenario. Returns the URL to call. */
  prepare(scenario: Scenario): string {
    this.#inspector.clear();
    this.#inspector.respond(...(scenario.respond ?? []));
    return scenario.refused ? this.#refusing : this.#inspector.url;
  }

  /** The requests since then. */
  requests(): RequestTrace[] {
    return this.#inspector.requests.map(traceOf);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inspector.close();
  }
}

function traceOf({ method, path, operation, protocol, signature, headers }: InspectedRequest): RequestTrace {
  return {
    method,
    // SDK v3 sends `/bucket/` and botocore `/bucket`. S3 accepts both.
    path: path.replace(/(?<=.)\/$/, ""),
    operation: operation ?? null,
    protocol: protocol ?? null,
    signature: signature.state,
    signedBy:
      /Credential=(\S+),/.exec(headers["authorization"] ?? "")?.[1]?.replace(DATE_AND_END, "") ?? null,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("x-parity-"))),
  };
}

/** A URL with a port that was free a moment ago, so nothing listens there. */
async function refusingUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}`;
}
