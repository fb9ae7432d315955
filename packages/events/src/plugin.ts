/**
 * For plugin authors: {@link definePlugin}, checks for a plugin's options, {@link CallMap} for what a plugin keeps for each
 * call, and {@link sendPart} for plugins that answer one call with several requests.
 *
 * @packageDocumentation
 */

export type { PartOptions } from "./binding/call.js";
export { isDocumentCall, operationSchemaOf, sendPart } from "./client/call-context.js";
export { CallMap } from "./client/call-map.js";
export { checkEventPattern } from "./client/catalogue-policy.js";
export { definePlugin, type Plugin } from "./client/plugin.js";
export { didYouMean } from "./emitter/nearest-name.js";
export { aBoolean, aFunction, anObject, checkOptions, type OptionCheck } from "./emitter/options.js";
