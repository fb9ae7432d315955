import { type ClientEventType, EVENT_CATALOGUE, type EventType } from "../catalogue/event-catalogue.js";
import type { OperationModel } from "../catalogue/payloads.js";
import { serviceEventName } from "../catalogue/service-names.js";
import type { Registration } from "../emitter/registration.js";
import type { HandlerContext } from "./sdk.js";

/** An operation of a bound client, with its model and the names of its events. */
export interface Operation {
  readonly model: OperationModel;
  readonly eventNames: Readonly<Record<EventType, string>>;
  /** What is registered for it, at some version of the binding. It's looked up once, not in every call. */
  registered: Registered | undefined;
}

/** The handlers of an operation's events, in running order. */
export type Handlers = Readonly<Record<ClientEventType, readonly Registration[]>>;

/** What is registered for an operation. */
export interface Registered {
  readonly version: number;
  readonly handlers: Handlers;
  /** The events with handlers that aren't observers. */
  readonly edited: ReadonlySet<ClientEventType>;
  /** The names of the entries that have work to do for it. */
  readonly entries: ReadonlySet<string>;
}

/** The operation that a stack is resolved for. A stack used without a client may not know the operation's names. */
export function operationFor(clientServiceId: string | undefined, context: HandlerContext): Operation {
  const serviceId = clientServiceId ?? context.clientName?.replace(/Client$/, "") ?? "unknown";
  const name =
    context.commandName?.replace(/Command$/, "") ?? context.__smithy_context?.operation ?? "unknown";
  const serviceName = serviceEventName(serviceId);
  // Smithy's static operation schema: [kind, namespace, name, traits, input, output].
  const schema = context.__smithy_context?.operationSchema;
  const [, , , , input, output]: unknown[] = Array.isArray(schema) ? schema : [];
  const model: OperationModel = {
    name,
    serviceId,
    serviceName,
    get inputMembers() {
      return membersOf(input);
    },
    get outputMembers() {
      return membersOf(output);
    },
    redactInput: context.inputFilterSensitiveLog ?? unfiltered,
    redactOutput: context.outputFilterSensitiveLog ?? unfiltered,
  };
  const eventNames = Object.fromEntries(
    Object.entries(EVENT_CATALOGUE).map(([type, { segments }]) => [
      type,
      segments === 2 ? `${type}.${serviceName}` : `${type}.${serviceName}.${name}`,
    ]),
  ) as Record<EventType, string>;
  return { model, eventNames, registered: undefined };
}

/** The SDK does the same for a client without a filter. */
function unfiltered(value: object): object {
  return value;
}

/** The member names of a static structure schema: [kind, namespace, name, traits, member names, ...]. */
function membersOf(schema: unknown): readonly string[] {
  const structure: unknown = typeof schema === "function" ? schema() : schema;
  const members: unknown = Array.isArray(structure) ? structure[4] : undefined;
  return Array.isArray(members) ? members : [];
}

/** The number of a streaming blob in Smithy's static schemas. */
const STREAMING_BLOB = 42;

/** The name of the output member that is a stream of bytes, if there is one and the client has schemas. */
export function streamingMember(context: HandlerContext): string | undefined {
  const schema = context.__smithy_context?.operationSchema;
  const output: unknown = Array.isArray(schema) ? schema[5] : undefined;
  const structure: unknown = typeof output === "function" ? output() : output;
  const members: unknown = Array.isArray(structure) ? structure[5] : undefined;
  const index = Array.isArray(members) ? members.findIndex(isStreamingBlob) : -1;
  return index < 0 ? undefined : membersOf(output)[index];
}

/**
 * A member's schema is a number, `[0, namespace, name, traits, number]`, either of them with traits, or a function that
 * returns one.
 */
function isStreamingBlob(schema: unknown): boolean {
  if (typeof schema === "function") return isStreamingBlob(schema());
  if (!Array.isArray(schema)) return schema === STREAMING_BLOB;
  return schema[0] === 0 ? schema[4] === STREAMING_BLOB : isStreamingBlob(schema[0]);
}
