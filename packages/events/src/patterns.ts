import type { ClientEventType, EventType } from "./event-catalogue.js";
import type { OperationName, OperationsOf, OperationTypes } from "./operations.js";
import type { EventPayloads, EventResponses } from "./payloads.js";
import type { EmittedEvent } from "./registration.js";

/**
 * Events of a plugin's or a user's own: augment this interface with their payloads, and make their types known
 * to an emitter with `declareEvents`.
 *
 * @example
 * ```ts
 * declare module "@tucuxi/events" {
 *   interface CustomEvents {
 *     "cache-hit": { key: string };
 *   }
 * }
 * ```
 */
// An interface, since only interfaces can be augmented.
export interface CustomEvents {}

/** The types of events of a client's emitter. */
export type ClientTypes = ClientEventType | (keyof CustomEvents & string);

/** The types of events of a session's emitter. */
export type SessionTypes = EventType | (keyof CustomEvents & string);

type FirstSegment<Pattern extends string> = Pattern extends `${infer First}.${string}` ? First : Pattern;
/** Service names may contain dots (`runtime.sagemaker`), operations do not: an operation is what follows the last dot. */
type OperationSegment<Pattern extends string> = Pattern extends `${string}.${string}.${infer Rest}`
  ? LastSegment<Rest>
  : "*";
type LastSegment<Text extends string> = Text extends `${string}.${infer Rest}` ? LastSegment<Rest> : Text;

/** The members of a union of names that a segment can match: one, all, or those of a glob. */
type Matching<Names extends string, Segment extends string> = Segment extends "*"
  ? Names
  : Segment extends Names
    ? Segment
    : string extends Names
      ? Segment
      : Segment extends `${string}${"?" | "[" | "{" | "(" | "!" | "\\"}${string}`
        ? Names
        : Segment extends `${string}*${string}`
          ? Extract<Names, GlobTemplate<Segment>>
          : never;

/** `Put*` as the template literal type `Put${string}`. */
type GlobTemplate<Glob extends string> = Glob extends `${infer Before}*${infer After}`
  ? `${Before}${string}${GlobTemplate<After>}`
  : Glob;

type MatchingTypes<Pattern extends string, Types extends string> = Matching<Types, FirstSegment<Pattern>>;
type MatchingOperations<Service, Pattern extends string> = Matching<
  OperationName<Service>,
  OperationSegment<Pattern>
>;

type PossiblePattern<Service, Pattern extends string, Types extends string> = string extends Pattern
  ? Pattern
  : [MatchingTypes<Pattern, Types>] extends [never]
    ? Types | `${Types}.${string}`
    : [MatchingOperations<Service, Pattern>] extends [never]
      ? `${FirstSegment<Pattern>}.${string}.${OperationName<Service>}`
      : Pattern;

/** A pattern that can match an event; else what could be written in its place, which is what an editor completes. */
export type CheckedPattern<Service, Pattern extends string, Types extends string = ClientTypes> =
  Pattern extends PossiblePattern<Service, Pattern, Types>
    ? Pattern
    : PossiblePattern<Service, NoInfer<Pattern>, Types>;

type PayloadOf<Type extends string, Operation> = Type extends EventType
  ? Operation extends OperationTypes
    ? EventPayloads<Operation["input"], Operation["output"]>[Type]
    : never
  : Type extends keyof CustomEvents
    ? CustomEvents[Type]
    : never;

type ResponseOf<Type extends string, Operation> = Type extends keyof EventResponses
  ? Operation extends OperationTypes
    ? EventResponses<Operation["input"], Operation["output"]>[Type] | null | undefined | void
    : never
  : unknown;

type MatchedOperation<Service, Pattern extends string> = OperationsOf<Service>[MatchingOperations<
  Service,
  Pattern
> &
  keyof OperationsOf<Service>];

/** The payload of a handler registered under a pattern: the union of all events that the pattern can match. */
export type EventOf<Service, Pattern extends string> = EmittedEvent &
  (string extends Pattern
    ? Record<string, unknown>
    : PayloadOf<MatchingTypes<Pattern, SessionTypes>, MatchedOperation<Service, Pattern>>);

/** A handler for a pattern: what it gets, and what it may return. May be asynchronous. */
export type HandlerOf<Service, Pattern extends string> = (
  event: EventOf<Service, Pattern>,
) => string extends Pattern
  ? unknown
  :
      | ResponseOf<MatchingTypes<Pattern, SessionTypes>, MatchedOperation<Service, Pattern>>
      | PromiseLike<ResponseOf<MatchingTypes<Pattern, SessionTypes>, MatchedOperation<Service, Pattern>>>;
