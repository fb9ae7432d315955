import type { Section } from "./pattern-trie.js";
import type { AnyHandler, Registration } from "./registration.js";

/** A registered handler, as `list()` and `explain()` show it. */
export interface ExplainedHandler {
  /** The pattern you registered it for, in its canonical form. */
  readonly pattern: string;
  /** Its place among the handlers of the same pattern: `first`, `middle` or `last`. */
  readonly section: Section;
  readonly handler: AnyHandler;
  /** The handler's name, or `(anonymous)`. */
  readonly handlerName: string;
  /** The plugin that registered it. */
  readonly plugin: string | undefined;
  readonly uniqueId: string | symbol | undefined;
}

/** The part of a registration that users see. */
export function explain({ pattern, section, handler, plugin, options }: Registration): ExplainedHandler {
  return {
    pattern: pattern.text,
    section,
    handler,
    handlerName: handler.name || "(anonymous)",
    plugin: plugin?.name,
    uniqueId: options.uniqueId,
  };
}
