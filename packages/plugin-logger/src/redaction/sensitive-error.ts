import type { ClientLike } from "@tucuxi/events";
import type { SensitiveOperation } from "./sensitive-members.js";

/**
 * The members of an error that the service's model marks as sensitive, or that contain something sensitive. It uses
 * botocore's models, and the schema in the client's own registry of errors (`protocolSettings.errorTypeRegistries`),
 * which is looked up by the error's class. The SDK's filters are only for inputs and outputs. Clients older than
 * schemas have no registry.
 */
export function sensitiveErrorMembers(
  client: ClientLike,
  error: unknown,
  operation: SensitiveOperation,
): readonly string[] {
  if (typeof error !== "object" || error === null) return [];
  return [...membersBySchema(client, error), ...membersByModel(error, operation)];
}

function membersByModel(error: object, operation: SensitiveOperation): readonly string[] {
  const { name } = error as { readonly name?: unknown };
  const shape = typeof name === "string" ? operation.error(name) : undefined;
  if (shape === undefined) return [];
  return ["message", ...Object.keys(error)].filter(
    (member) =>
      shape.isSensitive || shape.member(member) !== undefined || shape.member(capital(member)) !== undefined,
  );
}

/** The SDK gives the message of every error the same name. */
function capital(name: string): string {
  return name === "message" ? "Message" : name;
}

/** By the error's class, which belongs to one client's package. */
const KNOWN = new WeakMap<object, readonly string[]>();

function membersBySchema(client: ClientLike, error: object): readonly string[] {
  const known = KNOWN.get(error.constructor ?? Object);
  if (known !== undefined) return known;
  const members = membersInRegistry(client, error);
  KNOWN.set(error.constructor ?? Object, members);
  return members;
}

function membersInRegistry(client: ClientLike, error: object): readonly string[] {
  for (const registry of registriesOf(client)) {
    const schema = registry.find(
      (candidate) => isErrorSchema(candidate) && registry.getErrorCtor(candidate) === error.constructor,
    );
    if (isErrorSchema(schema)) {
      const [, , , , names, members] = schema;
      return names
        .filter((_, index) => isSensitive(members[index]))
        .map((name) => (name.toLowerCase() === "message" ? "message" : name));
    }
  }
  return [];
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

/**
 * Whether a static schema, or anything in it, has the trait. Smithy's kinds: 0 simple, 1 list, 2 map, 3 structure, 4
 * union.
 */
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
