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

/**
 * What `emit` takes behind a name: the payload that {@link CustomEvents} has for its type, where that is known; else any.
 */
export type EmittedPayload<Name extends string> =
  FirstSegment<Name> extends keyof CustomEvents
    ? object extends CustomEvents[FirstSegment<Name>]
      ? [payload?: CustomEvents[FirstSegment<Name>]]
      : [payload: CustomEvents[FirstSegment<Name>]]
    : [payload?: object];

/** The type of an event: the first segment of its name. */
export type FirstSegment<Name extends string> = Name extends `${infer First}.${string}` ? First : Name;
