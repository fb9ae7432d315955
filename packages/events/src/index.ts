/**
 * boto3's event system for the AWS SDK for JavaScript v3. Start with {@link eventsOf} for one client, or with
 * {@link Session} for several clients that share handlers.
 *
 * @packageDocumentation
 */

export {
  type ClientEventType,
  EVENT_CATALOGUE,
  type EventType,
  type ReturnedValue,
} from "./catalogue/event-catalogue.js";
export type { KnownServices, ServiceName } from "./catalogue/known-services.generated.js";
export type { OperationName, OperationsOf, OperationTypes } from "./catalogue/operations.js";
export type {
  CheckedHandler,
  CheckedPattern,
  ClientOf,
  ClientTypes,
  ContextOf,
  EventOf,
  HandlerOf,
  OperationType,
  SessionTypes,
} from "./catalogue/pattern-types.js";
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
  ServiceError,
  ServiceErrorOutput,
  SigningCredentials,
  SigningOptions,
  StubbedResponse,
} from "./catalogue/payloads.js";
export { SERVICE_ALIASES, serviceEventName } from "./catalogue/service-names.js";
export { clientOf, isPresigned, repeatCall, signalOf, wholeOf } from "./client/call-context.js";
export { type ClientEvents, eventsOf, type ServiceOf } from "./client/client-events.js";
export type { Plugin } from "./client/plugin.js";
export type { ServiceEvents } from "./client/service-events.js";
export { Session, type SessionEvents } from "./client/session.js";
export { withContext } from "./client/with-context.js";
export type { EventAliases } from "./emitter/aliases.js";
export type { CustomEvents, EmittedPayload } from "./emitter/custom-events.js";
export type { Disposer } from "./emitter/disposer.js";
export type { HandlerResult } from "./emitter/emission.js";
export { Emitter, type EmitterOptions, type UniqueIdOptions } from "./emitter/emitter.js";
export type { ExplainedHandler } from "./emitter/explain.js";
export { firstResponse } from "./emitter/first-response.js";
export type { Section } from "./emitter/pattern-trie.js";

export type { AnyHandler, EmittedEvent, RegisterOptions } from "./emitter/registration.js";
export {
  BindingError,
  HandlerError,
  isTucuxiError,
  RegistrationError,
  TucuxiError,
  type TucuxiErrorCode,
} from "./errors.js";
export { bytesOf, textOf } from "./http/read-body.js";
export { setUrl, urlOf } from "./http/request-url.js";
export type { Body, ClientLike, Headers, HttpRequest, HttpResponse, Logger } from "./http/sdk-shapes.js";
export { UNSIGNED } from "./unsigned.js";
