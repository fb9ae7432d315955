/**
 * Events of your own. Augment this interface with their payloads, and call `declareEvents` so that an emitter accepts
 * them.
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
// Only interfaces can be augmented.
export interface CustomEvents {}

/** The payload that `emit` takes after a name: the one in {@link CustomEvents}, or any object if it isn't there. */
export type EmittedPayload<Name extends string> =
  FirstSegment<Name> extends keyof CustomEvents
    ? object extends CustomEvents[FirstSegment<Name>]
      ? [payload?: CustomEvents[FirstSegment<Name>]]
      : [payload: CustomEvents[FirstSegment<Name>]]
    : [payload?: object];

/** The type of an event: the first segment of its name. */
export type FirstSegment<Name extends string> = Name extends `${infer First}.${string}` ? First : Name;
