import { Readable } from "node:stream";
import type { ClientLike, StubbedResponse } from "@tucuxi/events";
import {
  ErrorShapes,
  eventStreamOf,
  isObject,
  type Operation,
  type OutputWriter,
  prepared,
  protocolOf,
  type SdkConfig,
  type Shape,
  shapeOf,
  streamedMember,
  type WireEvent,
  type WireResponse,
  withDigests,
  withStrings,
  writeError,
  writeEvents,
  writeOutput,
} from "@tucuxi/plugin-stubber/wire";
import type { Attempt, Json, RecordedFailure } from "../cassette/episode.js";
import { fromJson, type ReadOptions } from "../cassette/from-json.js";

/** A call to answer. */
export interface Answered {
  readonly client: ClientLike;
  readonly operation: Operation;
  readonly params: object;
  /** Counted up. */
  readonly requestId: string;
}

/**
 * The service's bytes for a recorded attempt.
 *
 * @throws the error of the attempt, if no response arrived.
 */
export async function wireAnswer(
  { client, operation, params, requestId }: Answered,
  attempt: Attempt,
  read: ReadOptions,
): Promise<StubbedResponse> {
  const config: SdkConfig = client.config as object;
  const writer = writerOf(config, requestId);
  if ("error" in attempt) {
    const { code, message, statusCode, members = {} } = attempt.error;
    const own = fromJson(members, read) as Readonly<Record<string, unknown>>;
    const shape = withOwnMembers(new ErrorShapes(config).find(code), own);
    return stubbed(
      writeError(writer, operation, { code, message, statusCode, members: own, shape }),
      config,
      requestId,
    );
  }
  if (!("output" in attempt)) throw errorOf(attempt.failure);
  const output = fromJson(attempt.output, read);
  const value = prepared(operation.output, output, attempt.isNative === true) as Record<string, unknown>;
  const stream = eventStreamOf(operation.output);
  if (stream !== undefined) {
    const [, union] = stream;
    const events = (attempt.events ?? []).map((event) => wireEvent(event, read));
    return stubbed(
      writeEvents(writer, operation, [stream[0], union], value, events),
      config,
      requestId,
      attempt.failure,
    );
  }
  const known = await withDigests(
    {
      errors: new ErrorShapes(config),
      operationName: operation.name,
      params: { ...params },
      md5: config.md5,
    },
    withoutDigests(config, value),
  );
  const streamed = streamedMember(operation);
  const bytes = streamed === undefined ? undefined : known[streamed];
  const chunks = bytes instanceof Uint8Array && bytes.length > 0 ? [bytes] : [];
  const body = streamed === undefined ? undefined : { chunks, isStreamed: true };
  const response = writeOutput(writer, operation, known, body);
  const { statusCode = response.statusCode, failure } = attempt;
  return stubbed({ ...response, statusCode }, config, requestId, failure);
}

const NO_SHAPE = shapeOf([-3, "", "", 0, [], []]);

/** Errors have strings that no model has, such as S3's `Key` and `BucketName`. The SDK returns them anyway. */
function withOwnMembers(
  shape: Shape | undefined,
  members: Readonly<Record<string, unknown>>,
): Shape | undefined {
  const strings = Object.entries(members).filter(([, value]) => typeof value === "string");
  const names = strings
    .map(([name]) => name)
    .filter((name) => name !== "__type" && shape?.members.has(name) !== true);
  return names.length === 0 ? shape : shapeOf(withStrings(shape ?? NO_SHAPE, names));
}

/** SQS's digests are of bodies that may have hidden parts, so they are computed again. */
function withoutDigests({ serviceId }: SdkConfig, value: Record<string, unknown>): Record<string, unknown> {
  if (serviceId !== "SQS") return value;
  const { MD5OfMessageBody: _, ...others } = value;
  for (const name of ["Messages", "Successful"]) {
    const list = others[name];
    if (!Array.isArray(list)) continue;
    others[name] = list.map((item: unknown) => {
      const { MD5OfBody: _body, MD5OfMessageBody: _message, ...rest } = isObject(item) ? item : {};
      return rest;
    });
  }
  return others;
}

function wireEvent(json: Json, read: ReadOptions): WireEvent {
  const [entry] = Object.entries(fromJson(json, read) as object);
  const [name = "", value] = entry ?? [];
  return { name, value: isObject(value) ? value : {} };
}

function writerOf(config: SdkConfig, requestId: string): OutputWriter {
  const protocol = protocolOf(config);
  if (protocol === undefined) throw new TypeError("a client with an operation's schema has a protocol");
  const { protocolSettings, serviceId = "" } = config;
  const { defaultNamespace: namespace, xmlNamespace } = protocolSettings ?? {};
  return { protocol, requestId, service: { serviceId, namespace, xmlNamespace } };
}

function stubbed(
  { statusCode, headers, body }: WireResponse,
  { serviceId }: SdkConfig,
  requestId: string,
  failure?: RecordedFailure,
): StubbedResponse {
  const name = serviceId === "S3" ? "x-amz-request-id" : "x-amzn-requestid";
  const content =
    failure === undefined
      ? Buffer.concat(body.chunks)
      : Readable.from(broken(body.chunks, failure), { objectMode: false });
  return { statusCode, headers: { [name]: requestId, ...headers }, body: content };
}

async function* broken(chunks: readonly Uint8Array[], failure: RecordedFailure): AsyncGenerator<Uint8Array> {
  yield* chunks;
  throw errorOf(failure);
}

function errorOf({ name, message, ...others }: RecordedFailure): Error {
  return Object.assign(new Error(message), { name, ...others });
}
