import type { Pattern } from "./pattern.js";
import type { Section } from "./pattern-trie.js";

/** What every handler gets: the event's payload, with the event's canonical name always in it. */
// No interface: only a type literal fits the index signature of AnyHandler's event.
export type EmittedEvent = {
  readonly eventName: string;
};

/**
 * A handler of events whose payload is not known from the pattern; annotate what the event has, as in
 * `({ total }: EmittedEvent & { total: number }) => ...`. May be asynchronous.
 */
// The type of a method, since parameters of methods may be narrowed.
export type AnyHandler = { handler(event: EmittedEvent & Record<string, unknown>): unknown }["handler"];

/** How a handler is registered. */
export interface RegisterOptions {
  /** Registers nothing if a handler with this id is registered. botocore's `unique_id`. */
  readonly uniqueId?: string | symbol | undefined;
  /**
   * Counts registrations under `uniqueId`: the handler goes with the last of them. botocore's
   * `unique_id_uses_count`.
   * @default false
   */
  readonly uniqueIdUsesCount?: boolean | undefined;
  /** Runs the handler at most once. @default false */
  readonly once?: boolean | undefined;
  /** Takes the registration back when it aborts. */
  readonly signal?: AbortSignal | undefined;
}

/** One handler under one pattern of one emitter. */
export interface Registration {
  readonly pattern: Pattern;
  readonly section: Section;
  readonly handler: AnyHandler;
  /** Calls the handler the way it was registered: once, or as an observer. The handler itself in the plain case. */
  readonly invoke: (event: EmittedEvent) => unknown;
  readonly options: RegisterOptions;
  /** The plugin that registered it. */
  readonly plugin: PluginIdentity | undefined;
  /** Whether an emitted event has matched it, or a client's copy of it. */
  matched: boolean;
  /** The session's registration that this one of a client is a copy of. */
  readonly origin: Registration | undefined;
}

/** What a registration keeps of its plugin. */
export interface PluginIdentity {
  readonly name: string;
  readonly observer?: boolean | undefined;
  /** The plugin whose `register` installed this one. */
  readonly parent?: PluginIdentity | undefined;
}
