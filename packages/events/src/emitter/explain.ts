import type { Section } from "./pattern-trie.js";
import type { AnyHandler, Registration } from "./registration.js";

/** A registered handler, as `list()` and `explain()` show it. */
export interface ExplainedHandler {
  /** The canonical pattern that it was registered under. */
  readonly pattern: string;
  /** Whether it runs before (`first`), among or after (`last`) the handlers of the same pattern. */
  readonly section: Section;
  readonly handler: AnyHandler;
  /** The handler's name, or `(anonymous)`. */
  readonly handlerName: string;
  /** The plugin that registered it. */
  readonly plugin: string | undefined;
  readonly uniqueId: string | symbol | undefined;
}

/** What a user is told of a registration. */
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
