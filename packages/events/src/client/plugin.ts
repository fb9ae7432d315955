import { checkPlugin, type Plugin as PluginOf } from "../emitter/plugin.js";
import type { ServiceEvents } from "./service-events.js";

/** A set of handlers that is installed and removed as one, with `events.use(plugin)`, on clients and sessions. */
export type Plugin = PluginOf<ServiceEvents>;

/**
 * Makes a plugin, after checking it.
 *
 * @throws RegistrationError `INVALID_PLUGIN` where `name` or `register` is missing, a member is of the wrong
 * type, or an object literal has a member that plugins do not have.
 *
 * @example
 * ```ts
 * export const auditHeader = (team: string) =>
 *   definePlugin({
 *     name: "audit-header",
 *     register(events) {
 *       events.register("before-sign", function addAuditHeader({ request }) {
 *         request.headers["x-audit-team"] = team;
 *       });
 *     },
 *   });
 * ```
 */
export function definePlugin(plugin: Plugin): Plugin {
  checkPlugin(plugin);
  return plugin;
}
