/**
 * The logger's rules about what is secret in AWS calls, for other plugins. One place decides, so a recording doesn't
 * show what the log hides.
 *
 * @example
 * ```ts
 * const { input } = (await loadSensitiveMembers()).operation("secrets-manager", "CreateSecret");
 * const values = new SecretValues();
 * const members = redactMembers("input", params, params, { values, sensitive: input });
 * members.show(); // { shown: { Name: "db", SecretString: "[redacted]" }, truncated: false }
 * values.scrub(`can't store ${params.SecretString}`); // "can't store [redacted]"
 * ```
 *
 * @packageDocumentation
 */

export { redactHeader } from "./redaction/headers.js";
export type { Scrubbed } from "./redaction/hidden-parts.js";
export { MASK } from "./redaction/mask.js";
export { type RedactedMembers, type Redaction, redactMembers } from "./redaction/redact-members.js";
export { type Path, type RedactFunction, RedactRules } from "./redaction/redact-rules.js";
export { isDigest, isSecretField, isSecretMember, namesSecretMember } from "./redaction/secret-names.js";
export { SecretValues } from "./redaction/secret-values.js";
export { sensitiveErrorMembers } from "./redaction/sensitive-error.js";
export {
  loadSensitiveMembers,
  type SensitiveMembers,
  type SensitiveOperation,
  type SensitiveShape,
} from "./redaction/sensitive-members.js";
export type { Hidden } from "./redaction/shown-members.js";
