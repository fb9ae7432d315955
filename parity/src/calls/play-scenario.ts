import { Readable } from "node:stream";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { CredentialsProviderError } from "@smithy/core/config";
import { ConfiguredRetryStrategy } from "@smithy/core/retry";
import { type Emitter, eventsOf, Session } from "@tucuxi/events";
import { behave } from "./behaviours.js";
import { describeError } from "./describe-error.js";
import { DATE_AND_END } from "./endpoint.js";
import type { Outcome, Scenario, Value, Values } from "./scenario.js";
import { type AnyClient, clientClass, commandOf, paginate, waitFor } from "./services.js";

/**
 * Runs a scenario with SDK v3.
 *
 * @param endpoint The endpoint's URL.
 * @returns the parts of its trace that the endpoint doesn't see.
 */
export async function playScenario(scenario: Scenario, endpoint: string) {
  const created: string[] = [];
  const events: string[] = [];
  const fields: Record<string, readonly string[]> = {};
  let into = created;
  const session = new Session();
  // A `*` handler runs first for every event, so it also sees events whose handler throws or answers.
  session.events.registerFirst("*", function record({ eventName, ...payload }) {
    into.push(eventName);
    fields[eventName.split(".")[0] ?? ""] = Object.keys(payload).sort();
  });
  const client = session.client(clientClass(scenario.service), {
    endpoint,
    region: "us-east-1",
    credentials: scenario.credentials === false ? noCredentials : CREDENTIALS,
    forcePathStyle: true,
    // The SDK's standard strategy, without the waits between attempts.
    retryStrategy: new ConfiguredRetryStrategy(3, 0),
    logger: SILENT,
  });
  into = events;
  const emitter: Emitter = eventsOf(client);
  let outcome: Outcome;
  try {
    for (const [pattern, behaviour] of scenario.handlers ?? []) {
      emitter.register(pattern, behave(behaviour, jsonValues));
    }
    outcome = { output: await perform(client, scenario) };
  } catch (error) {
    outcome = { error: describeError(error) };
  }
  return { created, events, fields, outcome };
}

const CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" };

/** The last error of SDK v3's own chain of credential providers. */
function noCredentials(): never {
  throw new CredentialsProviderError("Could not load credentials from any providers");
}

/** Silent, because the SDK warns about streams that it can't send again. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

function perform(client: AnyClient, { service, act }: Scenario): Promise<unknown> {
  const params = jsonValues(act.params ?? {});
  if ("call" in act) return call(client, commandOf(service, act.call, params), act.select ?? []);
  if ("presign" in act) return presign(client, commandOf(service, act.presign, params));
  if ("paginate" in act) return pages(paginate(client, service, act.paginate, params), act.select);
  return waitFor(client, service, act.waitFor, params).then(() => null);
}

async function call(client: AnyClient, command: object, select: readonly string[]): Promise<unknown> {
  return selected(await client.send(command), select);
}

async function presign(client: AnyClient, command: object): Promise<unknown> {
  // Its types accept only the S3 client and its commands.
  const url = new URL(await getSignedUrl(client as never, command as never));
  url.searchParams.sort();
  const compared = [...url.searchParams].filter(
    ([name]) => name.startsWith("x-parity") || name === "X-Amz-SignedHeaders",
  );
  const signedBy = url.searchParams.get("X-Amz-Credential")?.replace(DATE_AND_END, "") ?? null;
  return { path: url.pathname, signedBy, query: Object.fromEntries(compared) };
}

async function pages(all: AsyncIterable<object>, select: readonly string[]): Promise<unknown[]> {
  const result: unknown[] = [];
  for await (const page of all) result.push(await selected(page, select));
  return result;
}

/** The value at a path of member names in an output. Reads streams, and lists the events of event streams. */
async function selected(output: object, path: readonly string[]): Promise<unknown> {
  let value: unknown = output;
  for (const step of path) {
    value = Array.isArray(value) ? value.map((item: unknown) => member(item, step)) : member(value, step);
  }
  return path.length === 0 ? null : plain(value);
}

function member(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>> | undefined)?.[name];
}

/** Formats a value as the Python side does. */
async function plain(value: unknown): Promise<unknown> {
  if (value === undefined) return null;
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (typeof value !== "object" || value === null) return value;
  if ("transformToString" in value && typeof value.transformToString === "function") {
    return value.transformToString();
  }
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (Symbol.asyncIterator in value) {
    const items: unknown[] = [];
    for await (const item of value as AsyncIterable<unknown>) items.push(await plain(item));
    return items;
  }
  const members = await Promise.all(
    Object.entries(value).map(async ([name, item]) => [name, await plain(item)]),
  );
  return Object.fromEntries(members);
}

function jsonValues(values: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, jsonValue(value)]));
}

function jsonValue(value: Value): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(jsonValue);
  const values = value as Values;
  if (typeof values["$bytes"] === "string") return new TextEncoder().encode(values["$bytes"]);
  if (typeof values["$stream"] === "string") return Readable.from([Buffer.from(values["$stream"])]);
  return jsonValues(values);
}
