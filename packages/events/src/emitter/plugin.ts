import { describe, RegistrationError } from "../errors.js";
import { didYouMean } from "./nearest-name.js";

/**
 * A set of handlers that is installed and removed as one, with `events.use(plugin)`.
 *
 * @typeParam Events The emitter that it is installed on.
 */
export interface Plugin<Events> {
  /** Unique among the plugins of an emitter: installing a name twice is one installation. */
  readonly name: string;
  /**
   * The plugin only watches: what its handlers return is ignored, and what they throw is reported to the
   * client's logger and never fails a call.
   * @default false
   */
  readonly observer?: boolean;
  /**
   * Registers the plugin's handlers. Must be synchronous. Session and clients may share what it registers. On an
   * `Emitter` without a client all of `events` is there, but patterns are not checked against the catalogue.
   */
  register(events: Events): void;
}

const MEMBERS = ["name", "observer", "register"] as const satisfies readonly (keyof Plugin<unknown>)[];

/** Throws unless a value is a plugin; a factory that was not called is the usual mistake. */
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
      `a plugin's name must be a text, not ${describe(plugin.name)}`,
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
  // An instance of a class may keep what it likes in its fields.
  if (Object.getPrototypeOf(plugin) !== Object.prototype) return;
  const unknown = Object.keys(plugin).find((member) => !MEMBERS.some((known) => known === member));
  if (unknown !== undefined) {
    throw new RegistrationError(
      "INVALID_PLUGIN",
      `the plugin "${plugin.name}" has a member "${unknown}"${didYouMean(unknown, MEMBERS)}: plugins have ${MEMBERS.join(", ")}`,
    );
  }
}
