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

  /** The plugin whose `register` is running, and that owns what is registered now. */
  get installing(): PluginIdentity | undefined {
    return this.#installing;
  }

  /** Whether a plugin of this name is installed. */
  has(plugin: { readonly name: string } | undefined): boolean {
    return this.#plugins.has(plugin?.name ?? "");
  }

  /**
   * Runs a plugin's `register`, unless a plugin of that name is installed. Returns a function that removes everything it
   * registered.
   *
   * @throws RegistrationError `INVALID_PLUGIN`. If `register` throws, everything it registered is removed.
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
        // The user gets the error below; if the promise failed too, it would end the process.
        returned.then(undefined, () => {});
        throw new RegistrationError(
          "INVALID_PLUGIN",
          `the register function of the plugin "${plugin.name}" must not be asynchronous. Register the handlers at once, and await inside them`,
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

  /** Takes over another emitter's plugins, after its registrations. */
  takeOver(other: InstalledPlugins): void {
    for (const { owner } of other.#plugins.values()) this.#add(owner);
  }

  /** Returns a function that removes this installation and the plugins it installed, but no later one of that name. */
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
