/**
 * For authors of plugins: {@link definePlugin}, and checks of the options that a plugin is given.
 *
 * @packageDocumentation
 */

export { didYouMean } from "./emitter/nearest-name.js";
export { aBoolean, aFunction, anObject, checkOptions, type OptionCheck } from "./emitter/options.js";
export { definePlugin, type Plugin } from "./emitter/plugin.js";
