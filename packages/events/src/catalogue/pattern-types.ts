import type { CustomEvents, FirstSegment } from "../emitter/custom-events.js";
import type { EmittedEvent } from "../emitter/registration.js";
import type { ClientLike } from "../http/sdk-shapes.js";
import type { ClientEventType, EVENT_CATALOGUE, EventType } from "./event-catalogue.js";
import type { AnyServiceName, OlderName, ServiceName } from "./known-services.generated.js";
import type { Matching, MatchingEvery } from "./matching.js";
import type { OperationName, OperationsOf, OperationTypes } from "./operations.js";
import type { CallContext, EventPayloads, EventResponses, Params, Parsed } from "./payloads.js";

/** The event types of a client's emitter. */
export type ClientTypes = ClientEventType | (keyof CustomEvents & string);

/** The event types of a session's emitter. */
export type SessionTypes = EventType | (keyof CustomEvents & string);

/** The event types whose names end with the service. */
type TypeWithoutOperation = {
  [Type in EventType]: (typeof EVENT_CATALOGUE)[Type]["segments"] extends 2 ? Type : never;
}[EventType];

/** The event types whose handlers the SDK calls synchronously. */
type SynchronousType = TypeWithoutOperation;

type Dotted = `${string}.${string}`;

/**
 * The operation in a pattern, or `*` if there is none. Some older service names have dots (`runtime.sagemaker`), but
 * operations don't.
 */
type OperationSegment<Pattern extends string> = Pattern extends `${string}.${infer Rest}`
  ? Rest extends OlderName & Dotted
    ? "*"
    : Rest extends `${OlderName & Dotted}.${infer Operation}`
      ? Operation
      : Rest extends `${string}.${infer Operation}`
        ? Operation
        : "*"
  : "*";

type NamesOperation<Pattern extends string> = Pattern extends `${string}.${infer Rest}`
  ? Rest extends Dotted
    ? Rest extends OlderName
      ? false
      : true
    : false
  : false;

/** The types that a pattern can match. */
type MatchingTypes<Pattern extends string, Types extends string> =
  NamesOperation<Pattern> extends true
    ? Exclude<Matching<Types, FirstSegment<Pattern>>, TypeWithoutOperation>
    : Matching<Types, FirstSegment<Pattern>>;

type MatchingOperations<Service, Pattern extends string> = Matching<
  OperationName<Service>,
  OperationSegment<Pattern>
>;

type MatchedOperation<Service, Pattern extends string> = OperationsOf<Service>[MatchingOperations<
  Service,
  Pattern
> &
  keyof OperationsOf<Service>];

/** `Before.After`, or `Before` if nothing can come after it. */
type Joined<Before extends string, After extends string> = [After] extends [never]
  ? Before
  : `${Before}.${After}`;

/** What can stand for the operation: what stands there now if it can match one, else all operations. */
type PossibleOperation<Operations extends string, Segment extends string> = [
  MatchingEvery<Operations, Segment>,
] extends [never]
  ? Operations
  : Segment extends ""
    ? "*"
    : Segment;

/** What can follow the type if the service is known. */
type PossibleRest<Service extends string, Operations extends string, Rest extends string> = Rest extends
  | Service
  | OlderName<Service>
  ? Rest
  : Rest extends `${OlderName<Service> & Dotted}.${infer Operation}`
    ? Rest extends `${infer Older}.${Operation}`
      ? Joined<Older, PossibleOperation<Operations, Operation>>
      : never
    : Rest extends `${infer Segment}.${infer Operation}`
      ? Joined<
          Segment extends OlderName<Service>
            ? Segment
            : [Matching<Service, Segment>] extends [never]
              ? Service
              : Segment,
          PossibleOperation<Operations, Operation>
        >
      : [Matching<Service, Rest>] extends [never]
        ? Service | Joined<Service, Operations>
        : Rest;

/** What can follow the type for any service. An editor completes the known ones. */
type PossibleRestOfAny<Operations extends string, Rest extends string> = Rest extends "*" | AnyServiceName
  ? Rest
  : Rest extends `${infer Segment}.${infer Operation}`
    ? Joined<Segment, PossibleOperation<Operations, Operation>>
    : Rest extends ""
      ? AnyServiceName
      : Rest | AnyServiceName;

type PossiblePattern<Service, Pattern extends string, Types extends string> = [
  MatchingEvery<Types, FirstSegment<Pattern>>,
] extends [never]
  ? Pattern extends `${string}.${infer Rest}`
    ? `${NamesOperation<Pattern> extends true ? Exclude<Types, TypeWithoutOperation> : Types}.${Rest}`
    : Types
  : Pattern extends `${infer First}.${infer Rest}`
    ? string extends Rest
      ? Pattern
      : `${First}.${PossibleRestOf<Service, Matching<Types, First>, Rest>}`
    : Pattern;

type PossibleRestOf<Service, Types extends string, Rest extends string> =
  string extends ServiceName<Service>
    ? PossibleRestOfAny<OperationNameOf<Service, Types>, Rest>
    : PossibleRest<ServiceName<Service>, OperationNameOf<Service, Types>, Rest>;

/** `never` if the events of these types have no operation. */
type OperationNameOf<Service, Types extends string> = [Types] extends [TypeWithoutOperation]
  ? never
  : OperationName<Service>;

/** What the compiler expects if the type argument has no operations, as the class `S3Client` has none. */
type AggregatedClient = "Name the aggregated client: S3, not S3Client";

/** The pattern, if it can match an event. Otherwise the patterns you could write instead, which an editor completes. */
export type CheckedPattern<
  Service,
  Pattern extends string,
  Types extends string = ClientTypes,
> = string extends Pattern
  ? Pattern
  : Pattern extends PossiblePattern<Service, Pattern, Types>
    ? Pattern | PossiblePattern<Service, NoInfer<Pattern>, Types>
    : [OperationName<Service>] extends [never]
      ? AggregatedClient
      : PossiblePattern<Service, NoInfer<Pattern>, Types>;

/** The event types whose payloads have a field. */
type TypeWith<Field extends string> = {
  [Type in EventType]: Field extends keyof EventPayloads[Type] ? Type : never;
}[EventType];

declare const CALL: unique symbol;

/** The context of a call of one of a service's operations. It exists for types alone, which `clientOf` and `repeatCall` read. */
export type ContextOf<Service, Operations extends string = string> = CallContext & {
  readonly [CALL]?: { readonly service: Service; readonly operations: Operations };
};

// The operations are worked out only where somebody asks for them.
type ContextIn<Service, Pattern extends string> = unknown extends Service
  ? CallContext
  : CallContext & {
      readonly [CALL]?: {
        readonly service: Service;
        readonly operations: MatchingOperations<Service, Pattern>;
      };
    };

// A service has hundreds of operations, so their types are used only for events that need them.
type PayloadOf<Type extends string, Service, Pattern extends string> =
  Type extends TypeWith<"params" | "parsed">
    ? PayloadOfOperation<Type, MatchedOperation<Service, Pattern>, ContextIn<Service, Pattern>>
    : Type extends EventType
      ? EventPayloads<Params, Parsed, ContextIn<Service, Pattern>>[Type]
      : Type extends keyof CustomEvents
        ? CustomEvents[Type]
        : never;

type PayloadOfOperation<Type extends EventType, Operation, Context extends CallContext> = [
  Operation,
] extends [OperationTypes]
  ? EventPayloads<Operation["input"], Operation["output"], Context>[Type]
  : never;

/** The members of each type of a union, so that an editor shows them instead of the types' names. */
type Members<Payload> = Payload extends infer Each ? { [Member in keyof Each]: Each[Member] } : never;

/**
 * What a handler registered for a pattern gets: the union of the payloads of all events that the pattern can match.
 *
 * @typeParam Types The event types of the emitter.
 */
export type EventOf<Service, Pattern extends string, Types extends string = SessionTypes> = Members<
  EmittedEvent &
    (string extends Pattern
      ? Record<string, unknown>
      : PayloadOf<MatchingTypes<Pattern, Types>, Service, Pattern>)
>;

type ResponseTo<Type extends keyof EventResponses, Operation> = [Operation] extends [OperationTypes]
  ? EventResponses<Operation["input"], Operation["output"]>[Type]
  : never;

/** Anything but a promise. */
type Settled =
  | string
  | number
  | boolean
  | bigint
  | symbol
  | null
  | undefined
  | void
  | (object & { readonly then?: never });

/**
 * What a handler can return: a value that acts on one of the events, or nothing. If all of the events ignore it, it can be
 * anything, so that a short arrow function can assign.
 */
type ResponseOf<Types extends string, Service, Pattern extends string> = [Types] extends [SynchronousType]
  ? Settled
  : [Types & keyof EventResponses] extends [never]
    ? unknown
    : Answer<
        ResponseTo<Types & keyof EventResponses, MatchedOperation<Service, Pattern>> | null | undefined | void
      >;

type Answer<Response> = Response | PromiseLike<Response>;

/**
 * A handler for a pattern: what it gets and what it can return. It can be asynchronous, unless the SDK calls the event's
 * handlers synchronously.
 *
 * @typeParam Types The event types of the emitter.
 */
export type HandlerOf<Service, Pattern extends string, Types extends string = SessionTypes> = (
  event: EventOf<Service, Pattern, Types>,
) => string extends Pattern ? unknown : ResponseOf<MatchingTypes<Pattern, Types>, Service, Pattern>;

/** The handler, if it can be registered for the pattern. Otherwise the type that it should have. */
export type CheckedHandler<Service, Pattern extends string, Types extends string, Handler> = [
  MatchingTypes<Pattern, Types>,
] extends [SynchronousType]
  ? Handler &
      // Inferring from this costs the compiler a fourth more.
      NoInfer<
        Handler extends (event: never) => PromiseLike<unknown>
          ? MustBeSynchronous
          : (event: EventOf<Service, Pattern, Types>) => unknown
      >
  : NoInfer<HandlerOf<Service, Pattern, Types>>;

type MustBeSynchronous = "this event's handlers must be synchronous";

/** What `clientOf` returns: what the clients of a service have, aggregated or not. */
export type ClientOf<Service> = unknown extends Service
  ? ClientLike
  : Pick<Service, keyof Service & ("config" | "destroy" | "middlewareStack" | "send")>;

/** The input or output of some of a service's operations, as `repeatCall` takes and returns it. */
export type OperationType<
  Member extends keyof OperationTypes,
  Service,
  Operations extends string,
> = unknown extends Service
  ? object
  : OperationsOf<Service>[Operations & keyof OperationsOf<Service>] extends infer Types extends OperationTypes
    ? Types[Member]
    : never;
