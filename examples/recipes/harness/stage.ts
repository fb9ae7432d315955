import { DEFAULT_CREDENTIALS, startInspector } from "@tucuxi/inspector";
import { type Environment, OTHER_CREDENTIALS, recipeEnvironment } from "./environment.js";
import { type Observation, type ObservedRequest, observed } from "./observe.js";
import type { Scenario } from "./scenario.js";

/** Runs a recipe with the other server's URL, in an environment that leads its clients to the endpoint. */
export type Play = (elsewhere: string, environment: Environment) => Promise<unknown>;

/** Two local servers, an AWS endpoint and another one, on which recipes are played one after another. */
export interface Stage extends AsyncDisposable {
  /** Plays a recipe and tells what it did. Rejects with what `play` rejects with. */
  observe(scenario: Scenario, play: Play): Promise<Observation>;
}

/** Starts the servers; `await using` stops them. */
export async function openStage(): Promise<Stage> {
  let scenario: Scenario | undefined;
  let requests: ObservedRequest[] = [];
  const serverNamed = (server: ObservedRequest["server"]) =>
    startInspector({
      credentials: [DEFAULT_CREDENTIALS, OTHER_CREDENTIALS],
      onRequest: (request) => {
        if (scenario !== undefined) requests.push(observed(server, request, scenario, endpoint.url));
      },
    });
  const endpoint = await serverNamed("endpoint");
  const elsewhere = await serverNamed("elsewhere");
  return {
    async observe(played, play) {
      scenario = played;
      requests = [];
      endpoint.clear();
      elsewhere.clear();
      endpoint.respond(...(played.respond ?? []));
      elsewhere.respond(...(played.respondElsewhere ?? []));
      const environment = recipeEnvironment(endpoint.url, played.credentials ?? true);
      const returned = await play(elsewhere.url, environment);
      return { requests, returned: plain(returned) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([endpoint.close(), elsewhere.close()]);
    },
  };
}

/** A value as JSON has it, without what the SDKs say of the response beside an operation's output. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (name, member) =>
      name === "$metadata" || name === "ResponseMetadata" ? undefined : member,
    ),
  );
}
