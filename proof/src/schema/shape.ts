/** A shape of Smithy's static schemas, with the traits of the member that refers to it. */
export interface Shape {
  readonly kind:
    | "string"
    | "number"
    | "boolean"
    | "timestamp"
    | "blob"
    | "streaming-blob"
    | "document"
    | "big-integer"
    | "big-decimal"
    | "list"
    | "map"
    | "structure"
    | "union"
    | "error"
    | "unit";
  readonly name: string;
  readonly traits: Readonly<Record<string, unknown>>;
  /** A structure's members, a list's `member`, or a map's `key` and `value`. Lazy, for recursive shapes. */
  readonly members: () => readonly (readonly [name: string, shape: Shape])[];
}

/** The traits that a number encodes, from its lowest bit. */
const TRAIT_BITS = [
  "httpLabel",
  "idempotent",
  "idempotencyToken",
  "sensitive",
  "httpPayload",
  "httpResponseCode",
  "httpQueryParams",
];

const SIMPLE: Readonly<Record<number, Shape["kind"]>> = {
  0: "string",
  1: "number",
  2: "boolean",
  15: "document",
  17: "big-integer",
  19: "big-decimal",
  21: "blob",
  42: "streaming-blob",
};

const none = (): readonly [] => [];

/** Reads a schema: `[kind, namespace, name, traits, ...]`, `[schema, member traits]`, a number or function. */
export function shapeOf(schema: unknown, traits: Readonly<Record<string, unknown>> = {}): Shape {
  if (typeof schema === "function") return shapeOf(schema(), traits);
  if (typeof schema === "number") return numbered(schema, traits);
  if (!Array.isArray(schema)) return { kind: "unit", name: "Unit", traits, members: none };
  if (schema.length === 2) return shapeOf(schema[0], { ...traitsOf(schema[1]), ...traits });
  const [kind, , name, own, first, second] = schema;
  const all = { ...traitsOf(own), ...traits };
  switch (kind) {
    case 0:
      return { ...shapeOf(first, all), name };
    case 1:
      return { kind: "list", name, traits: all, members: () => [["member", shapeOf(first)]] };
    case 2:
      return {
        kind: "map",
        name,
        traits: all,
        members: () => [
          ["key", shapeOf(first)],
          ["value", shapeOf(second)],
        ],
      };
    default: {
      const structure = kind === 4 ? "union" : kind === -3 ? "error" : "structure";
      const members = (): readonly (readonly [string, Shape])[] =>
        (first as string[]).map((member, index) => [member, shapeOf((second as unknown[])[index])]);
      return { kind: structure, name, traits: all, members };
    }
  }
}

function numbered(schema: number, traits: Shape["traits"]): Shape {
  if (schema >= 128)
    return {
      kind: "map",
      name: "map",
      traits,
      members: () => [
        ["key", shapeOf(0)],
        ["value", shapeOf(schema & 63)],
      ],
    };
  if (schema >= 64)
    return { kind: "list", name: "list", traits, members: () => [["member", shapeOf(schema & 63)]] };
  return { kind: SIMPLE[schema] ?? "timestamp", name: "simple", traits, members: none };
}

function traitsOf(traits: unknown): Readonly<Record<string, unknown>> {
  if (typeof traits !== "number") return Object(traits);
  return Object.fromEntries(
    TRAIT_BITS.filter((_, bit) => ((traits >> bit) & 1) === 1).map((name) => [name, 1]),
  );
}

export function isEventStream({ kind, traits }: Shape): boolean {
  return kind === "union" && traits["streaming"] !== undefined;
}
