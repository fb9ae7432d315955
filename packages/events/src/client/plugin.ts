import { checkPlugin, type Plugin as PluginOf } from "../emitter/plugin.js";
import type { ServiceEvents } from "./service-events.js";

/** A set of handlers that you install and remove together, on clients and sessions, with `events.use(plugin)`. */
export type Plugin = PluginOf<ServiceEvents>;

/**
 * Checks a plugin and returns it.
 *
 * @throws RegistrationError `INVALID_PLUGIN` if `name` or `register` is missing, a member has the wrong type, or an object
 * literal has a member that plugins don't have.
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
