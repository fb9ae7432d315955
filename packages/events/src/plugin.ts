/**
 * For authors of plugins: {@link definePlugin}, and checks of the options that a plugin is given.
 *
 * @packageDocumentation
 */

export { checkEventPattern } from "./client/catalogue-policy.js";
export { definePlugin, type Plugin } from "./client/plugin.js";
export { aBoolean, aFunction, anObject, checkOptions, type OptionCheck } from "./emitter/options.js";
