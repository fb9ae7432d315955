import { RegistrationError } from "../errors.js";
import { type Disposer, disposer } from "./disposer.js";
import { isThenable } from "./emission.js";
import { checkPlugin, type Plugin } from "./plugin.js";
import type { PluginIdentity } from "./registration.js";
import type { Registrations } from "./registrations.js";

/** The plugins that are installed on an emitter. */
export class InstalledPlugins {
  readonly #registrations: Registrations;
  readonly #plugins = new Map<string, { readonly owner: PluginIdentity; readonly uninstall: Disposer }>();
  #installing: PluginIdentity | undefined;

  constructor(registrations: Registrations) {
    this.#registrations = registrations;
  }

  /** The plugin whose `register` is running: what is registered meanwhile is its own. */
  get installing(): PluginIdentity | undefined {
    return this.#installing;
  }

  /** Whether a plugin of this name is installed. */
  has(plugin: { readonly name: string } | undefined): boolean {
    return this.#plugins.has(plugin?.name ?? "");
  }

  /**
   * Runs a plugin's `register`, unless its name is installed. Gives the function that removes all that it registered.
   *
   * @throws RegistrationError `INVALID_PLUGIN`; what `register` throws, after what it had registered is removed.
   */
  install<Events>(plugin: Plugin<Events>, events: Events): Disposer {
    checkPlugin(plugin);
    const installed = this.#plugins.get(plugin.name);
    if (installed !== undefined) return installed.uninstall;
    const outer = this.#installing;
    const owner: PluginIdentity = { name: plugin.name, observer: plugin.observer, parent: outer };
    const uninstall = this.#add(owner);
    this.#installing = owner;
    try {
      const returned: unknown = plugin.register(events);
      if (isThenable(returned)) {
        // The refusal is what the user hears; the promise's own failure would end the process.
        returned.then(undefined, () => {});
        throw new RegistrationError(
          "INVALID_PLUGIN",
          `the register function of the plugin "${plugin.name}" must not be asynchronous: register the handlers at once and await inside them`,
        );
      }
    } catch (error) {
      uninstall();
      throw error;
    } finally {
      this.#installing = outer;
    }
    return uninstall;
  }

  /** Takes over what is installed on another emitter, whose registrations have been taken over. */
  takeOver(other: InstalledPlugins): void {
    for (const { owner } of other.#plugins.values()) this.#add(owner);
  }

  /** Gives what removes this installation, not a later one of the same name, and the plugins that it installed itself. */
  #add(owner: PluginIdentity): Disposer {
    const isOf = (plugin: PluginIdentity | undefined): boolean =>
      plugin !== undefined && (plugin === owner || isOf(plugin.parent));
    const uninstall = disposer(() => {
      this.#registrations.removeOf(isOf);
      const names = [...this.#plugins].filter(([, plugin]) => isOf(plugin.owner)).map(([name]) => name);
      for (const name of names) this.#plugins.delete(name);
      return names.length > 0;
    });
    this.#plugins.set(owner.name, { owner, uninstall });
    return uninstall;
  }
}
