/** An input or output of an operation with something in every member, and the values of the sensitive ones. */
export interface Sample {
  readonly value: unknown;
  readonly secrets: readonly string[];
}

/**
 * Fills Smithy's static schema with values: what is marked sensitive gets values that are found again. Independent of
 * the SDK's own filter, and of the logger.
 *
 * @param asJson Bytes in base64 and times as numbers, as in a service's answer.
 */
export function sampleOf(schema: unknown, asJson = false): Sample {
  const secrets: string[] = [];
  const value = fill(schema, { secrets, asJson, isSensitive: false, depth: 0 });
  return { value, secrets };
}

interface Filling {
  readonly secrets: string[];
  readonly asJson: boolean;
  readonly isSensitive: boolean;
  readonly depth: number;
}

function fill(reference: unknown, filling: Filling): unknown {
  const schema: unknown = typeof reference === "function" ? reference() : reference;
  if (typeof schema === "number") return simple(schema, filling);
  if (!Array.isArray(schema) || filling.depth > 6) return undefined;
  const within = (traits: unknown): Filling => ({
    ...filling,
    isSensitive: filling.isSensitive || isSensitive(traits),
  });
  if (schema.length === 2) return fill(schema[0], within(schema[1]));
  const [kind, , , traits, ...rest] = schema;
  const inner = { ...within(traits), depth: filling.depth + 1 };
  switch (kind) {
    case 0:
      return fill(rest[0], inner);
    case 1:
      return [fill(rest[0], inner)];
    case 2:
      return { [String(fill(rest[0], inner))]: fill(rest[1], inner) };
    default: {
      const [names, members]: [string[], unknown[]] = [rest[0], rest[1]];
      // A union has one member; an event stream none that could be sent here.
      const count = kind === 4 ? 1 : names.length;
      if (typeof traits === "object" && traits !== null && "streaming" in traits) return undefined;
      return Object.fromEntries(
        names.slice(0, count).map((name, index) => [name, fill(members[index], inner)]),
      );
    }
  }
}

/** Smithy's simple types by number: 0 string, 1 number, 2 boolean, 4 to 7 timestamps, 15 document, 21 and 42 blobs; 64 and 128 are added for lists and maps. */
function simple(type: number, filling: Filling): unknown {
  if (type >= 128) return { "map-key": simple(type - 128, filling) };
  if (type >= 64) return [simple(type - 64, filling)];
  const text = filling.isSensitive ? `secret-value-${filling.secrets.length}-${type}` : "plain";
  switch (type) {
    case 1:
      return 7;
    case 2:
      return true;
    case 4:
    case 5:
    case 6:
    case 7:
      return filling.asJson ? 1 : new Date(0);
    case 15:
      return {};
    case 21:
    case 42:
      remember(filling, text);
      return filling.asJson ? Buffer.from(text).toString("base64") : new TextEncoder().encode(text);
    default:
      remember(filling, text);
      return text;
  }
}

function remember({ isSensitive, secrets }: Filling, text: string): void {
  if (isSensitive) secrets.push(text);
}

function isSensitive(traits: unknown): boolean {
  if (typeof traits === "number") return (traits & 8) !== 0;
  return typeof traits === "object" && traits !== null && "sensitive" in traits;
}
