/**
 * For authors of plugins: {@link definePlugin}, checks of the options that a plugin is given, and {@link sendPart} for
 * one that answers a call by several requests.
 *
 * @packageDocumentation
 */

export type { PartOptions } from "./binding/call.js";
export { isDocumentCall, operationSchemaOf, sendPart } from "./client/call-context.js";
export { checkEventPattern } from "./client/catalogue-policy.js";
export { definePlugin, type Plugin } from "./client/plugin.js";
export { didYouMean } from "./emitter/nearest-name.js";
export { aBoolean, aFunction, anObject, checkOptions, type OptionCheck } from "./emitter/options.js";
