import { createHash } from "node:crypto";
import type { ClientLike } from "@tucuxi/events";
import { type InspectedRequest, type Inspector, type ResponseStep, startInspector } from "@tucuxi/inspector";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventsOf, isPresigned } from "./published.js";

/** The configuration of a client. */
export interface Config {
  readonly endpoint: string;
  readonly region: string;
  /** A function, such as one that runs on AWS Lambda. */
  readonly credentials: () => Promise<Inspector["credentials"]>;
  readonly cacheMiddleware: boolean;
  /** The program's clock stops, the endpoint's doesn't. */
  readonly disableClockSkewCorrection: true;
}

/** Another library, used as its users use it. */
export interface Neighbour<Client extends ClientLike, Installed> {
  /** Makes a client. */
  client(config: Config): Client;
  /** Installs the library on the client. The return value is passed to `use`. */
  install(client: Client): Installed;
  /** Makes calls. Its result is compared, such as outputs and what the library recorded. */
  use(client: Client, installed: Installed): Promise<unknown>;
  /** The operations that handlers see in one `use`, in order. */
  readonly operations: readonly string[];
  /** How the endpoint answers one `use`. @default the smallest successful responses */
  readonly answers?: readonly ResponseStep[];
  /** Whether the library works on a client that keeps its stacks. @default true */
  readonly takesCached?: boolean;
  /** The headers with a new random value in each request. @default none */
  readonly randomHeaders?: readonly string[];
}

type Act = "attach" | "install" | "use" | "detach";

/** The baseline. Its second `use` is the baseline for a client after Tucuxi's detach. */
const BARE: readonly Act[] = ["install", "use", "use"];
const ORDERS: Readonly<Record<string, { readonly acts: readonly Act[]; readonly runsHandlers: boolean }>> = {
  "Tucuxi first": { acts: ["attach", "install", "use", "detach", "use"], runsHandlers: true },
  "Tucuxi second": { acts: ["install", "attach", "use", "detach", "use"], runsHandlers: true },
  "detached before the other comes": {
    acts: ["attach", "detach", "install", "use", "use"],
    runsHandlers: false,
  },
  "detached after the other came": {
    acts: ["install", "attach", "detach", "use", "use"],
    runsHandlers: false,
  },
};

/** What must be the same with and without Tucuxi. */
interface Outcome {
  readonly results: readonly unknown[];
  readonly requests: readonly unknown[];
  readonly stack: readonly string[];
}

/**
 * Declares tests that a library and Tucuxi don't affect each other. Either comes first on the client. The results of
 * calls, the bytes of requests and the final stack must match those of the library alone.
 */
export function besideTucuxi<Client extends ClientLike, Installed>(
  name: string,
  neighbour: Neighbour<Client, Installed>,
): void {
  const kinds = neighbour.takesCached === false ? [false] : [false, true];
  describe.each(kinds)(`${name} (cacheMiddleware: %s)`, (cacheMiddleware) => {
    let inspector: Inspector;
    beforeAll(async () => {
      inspector = await startInspector();
    });
    afterAll(() => inspector.close());

    async function run(
      acts: readonly Act[],
      attach: (client: Client) => void = () => {},
      onRequest: (request: InspectedRequest) => void = () => {},
    ): Promise<Outcome> {
      const endpoint = inspector.url;
      const credentials = async (): Promise<Inspector["credentials"]> => inspector.credentials;
      const client = neighbour.client({
        ...{ endpoint, region: "eu-west-1", credentials, cacheMiddleware },
        disableClockSkewCorrection: true,
      });
      const results: unknown[] = [];
      const requests: unknown[] = [];
      let installed: { readonly value: Installed } | undefined;
      for (const act of acts) {
        if (act === "attach") attach(client);
        else if (act === "detach") eventsOf(client).detach();
        else if (act === "install") installed = { value: neighbour.install(client) };
        else {
          if (installed === undefined) throw new Error("a library is used before it is installed");
          inspector.clear();
          inspector.respond(...(neighbour.answers ?? []));
          results.push(await neighbour.use(client, installed.value));
          for (const request of inspector.requests) onRequest(request);
          requests.push(...inspector.requests.map((request) => onTheWire(request, neighbour.randomHeaders)));
        }
      }
      return { results, requests, stack: client.middlewareStack.identify() };
    }

    test.each(Object.entries(ORDERS))("%s: as without Tucuxi", async (_, { acts, runsHandlers }) => {
      const seen: string[] = [];
      const bare = await run(BARE);
      const beside = await run(acts, (client) => {
        eventsOf(client).register("*", ({ eventName }) => void seen.push(eventName));
      });
      expect(beside).toStrictEqual(bare);
      expect(callsIn(seen)).toEqual(runsHandlers ? neighbour.operations : []);
    });

    test.each([
      ["Tucuxi first", ["attach", "install", "use"]],
      ["Tucuxi second", ["install", "attach", "use"]],
    ] as const)("%s: what a handler changes is sent, and signed", async (_, acts) => {
      const bare = await run(["install", "use"]);
      const sent: unknown[] = [];
      const beside = await run(
        acts,
        (client) => {
          eventsOf(client).register("before-sign", ({ request, context }) => {
            if (!isPresigned(context)) request.headers["x-tucuxi"] = "1";
          });
        },
        ({ headers, signature }) => sent.push([headers["x-tucuxi"], signature.state]),
      );
      expect(beside.results).toStrictEqual(bare.results);
      expect(sent).toEqual(bare.requests.map(() => ["1", "valid"]));
    });
  });
}

/** The operations that were called, each taken from its first event. */
function callsIn(eventNames: readonly string[]): string[] {
  return eventNames
    .filter((name) => name.startsWith("provide-client-params."))
    .map((name) => name.split(".").at(-1) ?? "");
}

/** All of a request that was sent. */
export function onTheWire(
  { method, url, rawHeaders, wireBody, signature, status }: InspectedRequest,
  randomHeaders: readonly string[] = [],
): unknown {
  return {
    ...{ method, url, status, signature: signature.state },
    // HTTP ignores the order of headers and the case of their names.
    headers: rawHeaders
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .map(([name, value]) => `${name}: ${randomHeaders.includes(name) ? "…" : value}`)
      .toSorted(),
    body: wireBody.length > 10_000 ? createHash("sha256").update(wireBody).digest("hex") : latin1(wireBody),
  };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

/** A comparable outcome of a call. For an error, it has what callers look at. */
export async function ending(call: Promise<unknown>): Promise<unknown> {
  try {
    return { output: await call };
  } catch (error) {
    if (!(error instanceof Error)) return { error };
    const { name, message } = error;
    return { error: { ...error, name, message } };
  }
}
