import type { Pattern } from "./pattern.js";
import type { Section } from "./pattern-trie.js";

/** What every handler gets: the event's payload, which always has the event's canonical name. */
// A type, since an interface doesn't fit the index signature of AnyHandler's event.
export type EmittedEvent = {
  readonly eventName: string;
};

/**
 * A handler whose pattern doesn't tell the payload's type. Annotate what the event has, as in
 * `({ total }: EmittedEvent & { total: number }) => ...`. It can be asynchronous.
 */
// A method's type, since a method's parameters can be narrowed.
export type AnyHandler = { handler(event: EmittedEvent & Record<string, unknown>): unknown }["handler"];

/** Options of `register`, `registerFirst` and `registerLast`. */
export interface RegisterOptions {
  /** If a handler with this id is already registered, nothing happens. botocore's `unique_id`. */
  readonly uniqueId?: string | symbol | undefined;
  /**
   * Counts the registrations of `uniqueId`. The handler is removed with the last one. botocore's `unique_id_uses_count`.
   * @default false
   */
  readonly uniqueIdUsesCount?: boolean | undefined;
  /** Runs the handler at most once. @default false */
  readonly once?: boolean | undefined;
  /** Removes the handler when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** One handler under one pattern of one emitter. */
export interface Registration {
  readonly pattern: Pattern;
  readonly section: Section;
  readonly handler: AnyHandler;
  /** The handler, or a wrapper that runs it once or as an observer. */
  readonly invoke: (event: EmittedEvent) => unknown;
  readonly options: RegisterOptions;
  /** The plugin that registered it. */
  readonly plugin: PluginIdentity | undefined;
  /** Whether an event has matched it, or a client's copy of it. */
  matched: boolean;
  /** The session's registration that this one is a copy of. */
  readonly origin: Registration | undefined;
}

/** What a registration knows about its plugin. */
export interface PluginIdentity {
  readonly name: string;
  readonly observer?: boolean | undefined;
  /** The plugin whose `register` installed this one. */
  readonly parent?: PluginIdentity | undefined;
}
