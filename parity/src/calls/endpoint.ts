import { createServer } from "node:net";
import {
  DEFAULT_CREDENTIALS,
  type InspectedRequest,
  type Inspector,
  startInspector,
} from "@tucuxi/inspector";
import type { RequestTrace, Scenario } from "./scenario.js";

/** What handlers of scenarios sign with. */
const OTHER_CREDENTIALS = { accessKeyId: "other", secretAccessKey: "other" };

/** What a credential's scope says beside its access key, region and service. */
export const DATE_AND_END = /(?<=\/)\d+\/|\/aws4_request$/g;

/** The one endpoint that both sides call, which answers a scenario's requests as it says. */
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

  /** Gets ready for one side's play of a scenario. Returns the URL to call. */
  prepare(scenario: Scenario): string {
    this.#inspector.clear();
    this.#inspector.respond(...(scenario.respond ?? []));
    return scenario.refused ? this.#refusing : this.#inspector.url;
  }

  /** What came since. */
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
    // SDK v3 calls a bucket `/bucket/`, botocore `/bucket`, and S3 takes both.
    path: path.replace(/(?<=.)\/$/, ""),
    operation: operation ?? null,
    protocol: protocol ?? null,
    signature: signature.state,
    signedBy:
      /Credential=(\S+),/.exec(headers["authorization"] ?? "")?.[1]?.replace(DATE_AND_END, "") ?? null,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("x-parity-"))),
  };
}

/** A URL of a port that was free a moment ago, where nothing listens. */
async function refusingUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return `http://127.0.0.1:${address.port}`;
}
