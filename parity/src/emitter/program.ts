/**
 * A program for an emitter: handlers, and what is done with them in turn. The same JSON is run by
 * `python/emitter_programs.py` on botocore's `HierarchicalEmitter` and by {@link runProgram} on `Emitter`.
 */
export interface Program {
  /**
   * `null` for a plain emitter, `"services"` for the table of service names that each side has, or a table for
   * an `EventAliaser`.
   */
  readonly aliases: null | "services" | Readonly<Record<string, string>>;
  readonly handlers: readonly HandlerSpec[];
  readonly operations: readonly Operation[];
}

/** What a handler does: gives a value (`null` is Python's None), raises, or acts on the emitter that runs it. */
export type HandlerSpec =
  | readonly ["returns", ResponseValue]
  | readonly ["raises", message: string]
  | readonly ["does", Operation];

/** Values that both languages print alike; those that are false in one of them are what botocore's `is not None` is about. */
export type ResponseValue = null | boolean | number | string | readonly ResponseValue[];

export type Section = "first" | "middle" | "last";

/** Index into the emitters made so far, the first at 0; -1 in a handler is the emitter that runs it. */
type EmitterIndex = number;

/** Index into the program's handlers; -1 is no function, which both sides refuse. */
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

/** What came of one operation. */
export type Observation =
  /** Registered, unregistered or copied, without a word. */
  | "done"
  /** A `ValueError` there, a `RegistrationError` here. */
  | "refused"
  /** Any other exception, by its class. */
  | { readonly crashed: string }
  | {
      /** The handlers in the order in which they were called, each with the event name that it was given. */
      readonly calls: readonly (readonly [HandlerIndex, eventName: string])[];
      readonly outcome: EmitOutcome;
    };

export type EmitOutcome =
  | { readonly responses: readonly (readonly [HandlerIndex, ResponseValue])[] }
  | { readonly first: readonly [HandlerIndex, ResponseValue] | null }
  | { readonly raised: string }
  | "refused"
  | { readonly crashed: string };

/** Handlers that emit do so only this deep, on both sides: else one that matches its own event would never end. */
export const MAX_DEPTH = 2;

/** Handlers act only so often in a program: one that registers itself would double with each emission. */
export const MAX_DEEDS = 30;
