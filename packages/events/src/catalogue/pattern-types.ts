import type { CustomEvents, FirstSegment } from "../emitter/custom-events.js";
import type { EmittedEvent } from "../emitter/registration.js";
import type { ClientEventType, EVENT_CATALOGUE, EventType } from "./event-catalogue.js";
import type { AnyServiceName, OlderName, ServiceName } from "./known-services.generated.js";
import type { Matching, MatchingEvery } from "./matching.js";
import type { OperationName, OperationsOf, OperationTypes } from "./operations.js";
import type { EventPayloads, EventResponses } from "./payloads.js";

/** The types of events of a client's emitter. */
export type ClientTypes = ClientEventType | (keyof CustomEvents & string);

/** The types of events of a session's emitter. */
export type SessionTypes = EventType | (keyof CustomEvents & string);

/** The types of events whose names end with the service. */
type TypeWithoutOperation = {
  [Type in EventType]: (typeof EVENT_CATALOGUE)[Type]["segments"] extends 2 ? Type : never;
}[EventType];

/** The types of events whose handlers the SDK calls synchronously. */
type SynchronousType = TypeWithoutOperation;

type Dotted = `${string}.${string}`;

/**
 * The operation's segment of a pattern: `*` where there is none. Some older names of services have dots
 * (`runtime.sagemaker`), operations do not.
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

/** `Before.After`, or `Before` where nothing can come after it. */
type Joined<Before extends string, After extends string> = [After] extends [never]
  ? Before
  : `${Before}.${After}`;

/** What may stand in the place of an operation: what stands there if it can match one, else all of them. */
type PossibleOperation<Operations extends string, Segment extends string> = [
  MatchingEvery<Operations, Segment>,
] extends [never]
  ? Operations
  : Segment extends ""
    ? "*"
    : Segment;

/** What may follow the type where the service is known. */
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

/** What may follow the type where any service is meant: an editor completes those that are known. */
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

/** None where no event of the types is an operation's. */
type OperationNameOf<Service, Types extends string> = [Types] extends [TypeWithoutOperation]
  ? never
  : OperationName<Service>;

/** A pattern that can match an event; else what could be written in its place, which is what an editor completes. */
export type CheckedPattern<
  Service,
  Pattern extends string,
  Types extends string = ClientTypes,
> = string extends Pattern
  ? Pattern
  : Pattern extends PossiblePattern<Service, Pattern, Types>
    ? Pattern | PossiblePattern<Service, NoInfer<Pattern>, Types>
    : PossiblePattern<Service, NoInfer<Pattern>, Types>;

/** The types of events whose payloads have a field. */
type TypeWith<Field extends string> = {
  [Type in EventType]: Field extends (typeof EVENT_CATALOGUE)[Type]["payload"][number] ? Type : never;
}[EventType];

// Of events that have neither, the operations' types are not looked at: a service has hundreds.
type PayloadOf<Type extends string, Service, Pattern extends string> =
  Type extends TypeWith<"params" | "parsed">
    ? PayloadOfOperation<Type, MatchedOperation<Service, Pattern>>
    : Type extends EventType
      ? EventPayloads[Type]
      : Type extends keyof CustomEvents
        ? CustomEvents[Type]
        : never;

type PayloadOfOperation<Type extends EventType, Operation> = [Operation] extends [OperationTypes]
  ? EventPayloads<Operation["input"], Operation["output"]>[Type]
  : never;

/**
 * The payload of a handler registered under a pattern: the union of all events that the pattern can match.
 *
 * @typeParam Types The types of events of the emitter.
 */
export type EventOf<Service, Pattern extends string, Types extends string = SessionTypes> = EmittedEvent &
  (string extends Pattern
    ? Record<string, unknown>
    : PayloadOf<MatchingTypes<Pattern, Types>, Service, Pattern>);

type ResponseTo<Type extends keyof EventResponses, Operation> = [Operation] extends [OperationTypes]
  ? EventResponses<Operation["input"], Operation["output"]>[Type]
  : never;

/** What is no promise. */
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
 * What a handler may return: what acts on one of the events, or nothing; anything where it is ignored by all of
 * them, so that a concise arrow function may assign.
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
 * A handler for a pattern: what it gets, and what it may return. May be asynchronous, but for the events that the SDK
 * waits for synchronously.
 *
 * @typeParam Types The types of events of the emitter.
 */
export type HandlerOf<Service, Pattern extends string, Types extends string = SessionTypes> = (
  event: EventOf<Service, Pattern, Types>,
) => string extends Pattern ? unknown : ResponseOf<MatchingTypes<Pattern, Types>, Service, Pattern>;
