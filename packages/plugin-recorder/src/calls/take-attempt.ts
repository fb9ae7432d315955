import type { ClientLike, OperationModel } from "@tucuxi/events";
import {
  loadSensitiveMembers,
  redactMembers,
  SecretValues,
  sensitiveErrorMembers,
} from "@tucuxi/plugin-logger/redaction";
import {
  ErrorShapes,
  eventStreamOf,
  isObject,
  type Operation,
  type SdkConfig,
  type Shape,
  streamedMember,
} from "@tucuxi/plugin-stubber/wire";
import type { DraftAttempt, Wanted } from "../cassette/cassette.js";
import { snapshot } from "../cassette/snapshot.js";
import type { Settings } from "../options.js";
import type { ReadBody } from "./call-state.js";

/** A call's service, operation and client, and what to hide of it. */
export interface Subject {
  readonly settings: Settings;
  readonly client: ClientLike;
  readonly model: OperationModel;
  readonly operation: Operation;
  /** All secrets that were found so far. */
  readonly values: SecretValues;
}

/** A call's parameters in the form to compare and write. */
export async function wantedCall(subject: Subject, params: object): Promise<Wanted> {
  const { settings, model, operation, values: all } = subject;
  const { input } = (await loadSensitiveMembers()).operation(model.serviceName, model.name);
  const values = new SecretValues();
  const { redact: rules, ignore } = settings;
  const collect: Pick<SecretValues, "add"> = {
    add: (value) => {
      values.add(value);
      all.add(value);
    },
  };
  const hidden = redactMembers("input", params, model.redactInput(params), {
    values: collecting(collect),
    sensitive: input,
    rules,
  }).hidden;
  return {
    call: `${model.serviceName}.${model.name}`,
    params: snapshot(params, operation.input, { hidden, values: collecting(collect), ignore, isInput: true }),
    values,
  };
}

/** Secret values that are passed on. */
function collecting({ add }: Pick<SecretValues, "add">): SecretValues {
  const values = new SecretValues();
  values.add = add;
  return values;
}

/** What to record of an attempt with an output. */
export async function outputOf(
  subject: Subject,
  parsed: Readonly<Record<string, unknown>>,
  statusCode: number | undefined,
  body: ReadBody | undefined,
  isNative: boolean,
): Promise<DraftAttempt> {
  const { operation } = subject;
  const streamed = streamedMember(operation);
  const members = { ...parsed };
  if (streamed !== undefined && body !== undefined) members[streamed] = body.bytes;
  const stream = eventStreamOf(operation.output)?.[0];
  if (stream !== undefined) delete members[stream];
  const attempt: DraftAttempt = { output: await outputSnapshot(subject, members) };
  if (statusCode !== undefined && statusCode !== operation.successStatus) attempt.statusCode = statusCode;
  if (isNative) attempt.isNative = true;
  if (body?.failure !== undefined) attempt.failure = failureOf(body.failure.error);
  return attempt;
}

async function outputSnapshot(
  subject: Subject,
  members: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const { settings, model, operation, values } = subject;
  const { output } = (await loadSensitiveMembers()).operation(model.serviceName, model.name);
  const { hidden } = redactMembers("output", members, model.redactOutput(members), {
    values,
    sensitive: output,
    rules: settings.redact,
  });
  return snapshot(members, operation.output, { hidden, values, isInput: false });
}

/** What to record of an event of a stream. */
export async function eventOf(subject: Subject, event: unknown): Promise<unknown> {
  const { model, operation, settings, values } = subject;
  const stream = eventStreamOf(operation.output);
  if (stream === undefined || !isObject(event)) return event;
  const [name, union] = stream;
  const { output } = (await loadSensitiveMembers()).operation(model.serviceName, model.name);
  const { hidden } = redactMembers("output", event, filteredEvent(model, name, event), {
    values,
    sensitive: output?.member(name),
    rules: settings.redact,
  });
  return snapshot(event, union, { hidden, values, isInput: false });
}

/** Applies the SDK's filter for an output to an event of its stream. */
function filteredEvent(model: OperationModel, name: string, event: object): unknown {
  const filtered = model.redactOutput({ [name]: event });
  const own = isObject(filtered) ? filtered[name] : undefined;
  return isObject(own) ? own : event;
}

/** The event for an exception that ended a stream, if the model has one. */
export function exceptionEvent({ operation }: Subject, error: unknown): object | undefined {
  const stream = eventStreamOf(operation.output);
  if (stream === undefined || !(error instanceof Error)) return undefined;
  for (const [name, shape] of stream[1].members) {
    if (shape.name !== error.name || shape.traits.error === undefined) continue;
    return { [name]: { message: error.message, ...ownMembers(error, shape) } };
  }
  return undefined;
}

function ownMembers(error: object, shape: Shape): object {
  return Object.fromEntries(Object.entries(error).filter(([name]) => shape.members.has(name)));
}

/** What to record of an attempt that failed. */
export async function errorOf(
  { client, model, settings, values }: Subject,
  exception: unknown,
  statusCode: number | undefined,
): Promise<DraftAttempt> {
  if (statusCode === undefined || !isServiceException(exception)) return { failure: failureOf(exception) };
  const { name, message, $metadata: _m, $fault: _f, $response: _r, $retryable: _t, ...own } = exception;
  const known = (await loadSensitiveMembers()).operation(model.serviceName, model.name);
  const sensitive = sensitiveErrorMembers(client, exception, known);
  for (const member of sensitive) values.add(exception[member]);
  const { hidden } = redactMembers("output", own, own, {
    values,
    sensitive: known.error(name),
    rules: settings.redact,
  });
  const all = new Map(hidden instanceof Map ? hidden : []);
  for (const member of sensitive) all.set(member, true);
  const shape = new ErrorShapes(client.config as SdkConfig).find(name);
  const members = snapshot(withoutRepetitions(own, shape), undefined, {
    hidden: all,
    values,
    isInput: false,
  });
  const shownMessage = sensitive.includes("message") ? "[redacted]" : message;
  const isEmpty = isObject(members) && Object.keys(members).length === 0;
  return { error: { code: name, message: shownMessage, statusCode, ...(!isEmpty && { members }) } };
}

/** What the SDK reads of an error besides its members: ids that are new in each request, and the message again. */
const NOT_MEMBERS = /^(?:requestid|hostid|message)$/i;

/** The same, unless the model has such a member, as Lambda's errors have `Type`. */
const UNLESS_MODELLED = /^(?:code|type|error)$/i;

function withoutRepetitions(members: Readonly<Record<string, unknown>>, shape: Shape | undefined): object {
  return Object.fromEntries(
    Object.entries(members).filter(
      ([name, value]) =>
        value !== undefined &&
        !NOT_MEMBERS.test(name) &&
        (!UNLESS_MODELLED.test(name) || shape?.members.has(name) === true),
    ),
  );
}

interface ServiceException extends Error {
  readonly [member: string]: unknown;
}

function isServiceException(error: unknown): error is ServiceException {
  return error instanceof Error && "$fault" in error;
}

/** What to record of an error on the way. */
export function failureOf(error: unknown): object {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const code: unknown = "code" in error ? error.code : undefined;
  return { name: error.name, message: error.message, ...(typeof code === "string" && { code }) };
}
