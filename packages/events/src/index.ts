/**
 * boto3's event system for the AWS SDK for JavaScript v3. Begin with {@link eventsOf}, the events of a client, or with
 * {@link Session}, for handlers of several clients.
 *
 * @packageDocumentation
 */

export { clientOf, isPresigned, repeatCall, signalOf } from "./call-context.js";
export { ClientEvents, eventsOf, type ServiceOf } from "./client-events.js";
export type { Disposer } from "./disposer.js";
export type { HandlerResult } from "./emission.js";
export { Emitter, type EmitterOptions, type UniqueIdOptions } from "./emitter.js";
export {
  BindingError,
  HandlerError,
  RegistrationError,
  TucuxiError,
  type TucuxiErrorCode,
} from "./errors.js";
export type { EventAliases } from "./event-aliases.js";
export {
  type ClientEventType,
  EVENT_CATALOGUE,
  type EventType,
  type ReturnedValue,
} from "./event-catalogue.js";
export type { ExplainedHandler } from "./explain.js";
export { firstResponse } from "./first-response.js";
export type { KnownServices, ServiceName } from "./known-services.js";
export type { OperationName, OperationsOf, OperationTypes } from "./operations.js";
export { aBoolean, aFunction, anObject, checkOptions, type OptionCheck } from "./options.js";
export type { Section } from "./pattern-trie.js";
export type {
  CheckedPattern,
  ClientTypes,
  CustomEvents,
  EmittedPayload,
  EventOf,
  HandlerOf,
  SessionTypes,
} from "./patterns.js";
export type {
  CallContext,
  CallOutcome,
  CallResponse,
  EventPayloads,
  EventResponses,
  OperationModel,
  OutputMembers,
  Params,
  Parsed,
  ReceivedResponse,
  SentRequest,
  ServiceErrorOutput,
  StubbedResponse,
} from "./payloads.js";
export { definePlugin, type Plugin } from "./plugin.js";
export { bytesOf, textOf } from "./read-body.js";
export type { AnyHandler, EmittedEvent, RegisterOptions } from "./registration.js";
export { setUrl, urlOf } from "./request-url.js";
export type { Body, ClientLike, Headers, HttpRequest, HttpResponse, Logger } from "./sdk-shapes.js";
export { ServiceEvents } from "./service-events.js";
export { SERVICE_ALIASES, serviceEventName } from "./service-names.js";
export { Session, SessionEvents } from "./session.js";
export { UNSIGNED } from "./unsigned.js";
export { withContext } from "./with-context.js";
