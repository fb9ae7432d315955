/**
 * A program for an emitter: handlers, and the operations on them. `python/emitter_programs.py` runs the same JSON on
 * botocore's `HierarchicalEmitter`, and {@link runProgram} runs it on `Emitter`.
 */
export interface Program {
  /**
   * `null` for a plain emitter, `"services"` for each side's table of service names, or a table for an `EventAliaser`.
   */
  readonly aliases: null | "services" | Readonly<Record<string, string>>;
  readonly handlers: readonly HandlerSpec[];
  readonly operations: readonly Operation[];
}

/** What a handler does: it returns a value (`null` is Python's None), raises, or acts on the emitter that runs it. */
export type HandlerSpec =
  | readonly ["returns", ResponseValue]
  | readonly ["raises", message: string]
  | readonly ["does", Operation];

/** Values that both languages print alike. Those that are false in one of them test botocore's `is not None`. */
export type ResponseValue = null | boolean | number | string | readonly ResponseValue[];

export type Section = "first" | "middle" | "last";

/** An index into the emitters made so far, from 0. In a handler, -1 is the emitter that runs it. */
type EmitterIndex = number;

/** An index into the program's handlers. -1 isn't a function, and both sides refuse it. */
type HandlerIndex = number;

export type Operation =
  | RegisterOperation
  | readonly ["unregister", EmitterIndex, pattern: string, HandlerIndex]
  | readonly ["unregisterId", EmitterIndex, pattern: string, uniqueId: string, counted: boolean]
  | readonly ["copy", EmitterIndex]
  | readonly ["emit", EmitterIndex, eventName: string]
  | readonly ["emitUntilResponse", EmitterIndex, eventName: string];

export type RegisterOperation = readonly [
  "register",
  EmitterIndex,
  Section,
  pattern: string,
  HandlerIndex,
  uniqueId: string | null,
  counted: boolean,
];

/** The result of one operation. */
export type Observation =
  /** Registered, unregistered or copied without an error. */
  | "done"
  /** A `ValueError` there, a `RegistrationError` here. */
  | "refused"
  /** Any other exception, by its class. */
  | { readonly crashed: string }
  | {
      /** The handlers in the order of their calls, each with the event name that it received. */
      readonly calls: readonly (readonly [HandlerIndex, eventName: string])[];
      readonly outcome: EmitOutcome;
    };

export type EmitOutcome =
  | { readonly responses: readonly (readonly [HandlerIndex, ResponseValue])[] }
  | { readonly first: readonly [HandlerIndex, ResponseValue] | null }
  | { readonly raised: string }
  | "refused"
  | { readonly crashed: string };

/** The depth to which handlers emit, on both sides. Otherwise a handler that matches its own event would never end. */
export const MAX_DEPTH = 2;

/**
 * The number of times that handlers act in a program. Otherwise one that registers itself would double with each
 * emission.
 */
export const MAX_DEEDS = 30;
