import { describe, RegistrationError } from "../errors.js";
import { didYouMean } from "./nearest-name.js";

/**
 * A set of handlers that you install and remove together, with `events.use(plugin)`.
 *
 * @typeParam Events The emitter that it's installed on.
 */
export interface Plugin<Events> {
  /** Unique on an emitter: installing the same name twice has no effect. */
  readonly name: string;
  /**
   * Set it if the plugin only watches. What its handlers return is then ignored. What they throw goes to the client's
   * logger and never fails a call. They get the call's own objects, without copies and checks, and mustn't change them.
   * @default false
   */
  readonly observer?: boolean;
  /**
   * Registers the plugin's handlers. Must be synchronous. A session and its clients can share these handlers. An `Emitter`
   * without a client has the same methods, but doesn't check patterns against the catalogue.
   */
  register(events: Events): void;
}

const MEMBERS = ["name", "observer", "register"] as const satisfies readonly (keyof Plugin<unknown>)[];

/** Throws unless a value is a plugin. The usual mistake is a factory that wasn't called. */
export function checkPlugin(plugin: Plugin<never>): void {
  const value: unknown = plugin;
  if (typeof value === "function") {
    throw new RegistrationError(
      "INVALID_PLUGIN",
      `use() was given ${describe(value)}: call it, as use(${value.name || "plugin"}())`,
    );
  }
  if (typeof value !== "object" || value === null || !("name" in value || "register" in value)) {
    throw new RegistrationError(
      "INVALID_PLUGIN",
      `a plugin is { name, register(events) }, not ${describe(value)}`,
    );
  }
  if (typeof plugin.name !== "string" || plugin.name === "") {
    throw new RegistrationError(
      "INVALID_PLUGIN",
      `a plugin's name must be a string, not ${describe(plugin.name)}`,
    );
  }
  if (typeof plugin.register !== "function") {
    throw new RegistrationError(
      "INVALID_PLUGIN",
      `the plugin "${plugin.name}" needs a function register(events), not ${describe(plugin.register)}`,
    );
  }
  if (plugin.observer !== undefined && typeof plugin.observer !== "boolean") {
    throw new RegistrationError(
      "INVALID_PLUGIN",
      `the plugin "${plugin.name}": observer must be true or false, not ${describe(plugin.observer)}`,
    );
  }
  // An instance of a class can have fields of its own.
  if (Object.getPrototypeOf(plugin) !== Object.prototype) return;
  const unknown = Object.keys(plugin).find((member) => !MEMBERS.some((known) => known === member));
  if (unknown !== undefined) {
    throw new RegistrationError(
      "INVALID_PLUGIN",
      `the plugin "${plugin.name}" has a member "${unknown}"${didYouMean(unknown, MEMBERS)}: plugins have ${MEMBERS.join(", ")}`,
    );
  }
}
