import type { ClientLike } from "@tucuxi/events";

/** What the service's model marks sensitive in an error. */
export interface SensitiveError {
  /** Its message: so in Account, Proton and Tax Settings. */
  readonly message: boolean;
  /** Any of its members: its body must not be shown. */
  readonly anything: boolean;
}

const NOTHING: SensitiveError = { message: false, anything: false };

/**
 * Looks an error's schema up in the client's own registry of errors (`protocolSettings.errorTypeRegistries`), by the
 * error's class. The SDK's filters are for inputs and outputs only. A client of before the schemas has no registry.
 */
export function sensitiveError(client: ClientLike, error: unknown): SensitiveError {
  if (typeof error !== "object" || error === null) return NOTHING;
  for (const registry of registriesOf(client)) {
    const schema = registry.find(
      (candidate) => isErrorSchema(candidate) && registry.getErrorCtor(candidate) === error.constructor,
    );
    if (isErrorSchema(schema)) {
      const [, , , , names, members] = schema;
      const sensitive = names.filter((_, index) => isSensitive(members[index]));
      return {
        message: sensitive.some((name) => name.toLowerCase() === "message"),
        anything: sensitive.length > 0,
      };
    }
  }
  return NOTHING;
}

/** The SDK's `TypeRegistry`. */
interface ErrorRegistry {
  find(predicate: (schema: unknown) => boolean): unknown;
  getErrorCtor(schema: unknown): unknown;
}

/** Smithy's static schema of an error: kind, namespace, name, traits, member names, member schemas. */
type ErrorSchema = readonly [-3, string, string, unknown, readonly string[], readonly unknown[]];

function registriesOf({ config }: ClientLike): readonly ErrorRegistry[] {
  const { protocolSettings } = config as {
    readonly protocolSettings?: { readonly errorTypeRegistries?: readonly ErrorRegistry[] };
  };
  return protocolSettings?.errorTypeRegistries ?? [];
}

function isErrorSchema(schema: unknown): schema is ErrorSchema {
  return Array.isArray(schema) && schema[0] === -3 && Array.isArray(schema[4]) && Array.isArray(schema[5]);
}

/** Whether a static schema, or anything in it, has the trait. Smithy's kinds: 0 simple, 1 list, 2 map, 3 structure, 4 union. */
function isSensitive(reference: unknown, seen = new Set<unknown>()): boolean {
  const schema: unknown = typeof reference === "function" ? reference() : reference;
  if (!Array.isArray(schema) || seen.has(schema)) return false;
  seen.add(schema);
  if (schema.length === 2) return hasTrait(schema[1]) || isSensitive(schema[0], seen);
  const [kind, , , traits, ...rest] = schema;
  const members: unknown[] = kind === 1 || kind === 2 ? rest : Array.isArray(rest[1]) ? rest[1] : [];
  return hasTrait(traits) || members.some((member) => isSensitive(member, seen));
}

/** Traits are flags, of which the fourth is `sensitive`, or an object. */
function hasTrait(traits: unknown): boolean {
  if (typeof traits === "number") return (traits & 0b1000) !== 0;
  return typeof traits === "object" && traits !== null && "sensitive" in traits && Boolean(traits.sensitive);
}
