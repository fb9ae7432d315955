/** What kind of value a shape of a service's model is. */
export type ShapeKind =
  | "bigDecimal"
  | "bigInteger"
  | "blob"
  | "boolean"
  | "document"
  | "list"
  | "map"
  | "number"
  | "string"
  | "structure"
  | "timestamp"
  | "union"
  | "unit";

/** The traits that decide how a value is sent, by Smithy's names. Those of the member override those of its shape. */
export interface Traits {
  readonly [name: string]: unknown;
  readonly error?: "client" | "server";
  readonly httpError?: number;
  readonly httpHeader?: string;
  readonly httpPayload?: 1;
  readonly httpPrefixHeaders?: string;
  readonly httpResponseCode?: 1;
  readonly idempotencyToken?: 1;
  readonly xmlName?: string;
}

/**
 * A shape of the service's model, from a client's schemas. They aren't read with `@smithy/core`, which stores its
 * findings on the schema objects: a second copy of it would change what the client's own copy sees.
 */
export interface Shape {
  readonly kind: ShapeKind;
  /** `ListObjectsV2Output`. For a simple shape without a name, its kind. */
  readonly name: string;
  /** `com.amazonaws.s3`. Empty for a shape without a name. */
  readonly namespace: string;
  readonly traits: Traits;
  /**
   * The member's own traits. For example, an XML name of a structure isn't the name of members that have the structure.
   */
  readonly memberTraits: Traits;
  /** Blobs only: it's sent as a stream. */
  readonly isStream: boolean;
  /** Timestamps only: the format in the model. */
  readonly timestampFormat: TimestampFormat | undefined;
  /** Structures and unions only, in the model's order. */
  readonly members: ReadonlyMap<string, Shape>;
  /** Structures only: the names of the required members. */
  readonly required: ReadonlySet<string>;
  /** The elements of a list, or the values of a map. */
  readonly element: Shape;
  /** Maps only. */
  readonly key: Shape;
  /** The schema for the client's codec, without the member's traits. */
  readonly schema: unknown;
}

export type TimestampFormat = "date-time" | "epoch-seconds" | "http-date";

const STRING = 0;
const DOCUMENT = 15;
const LIST_OF = 64;
const MAP_OF = 128;

const SIMPLE_KINDS: ReadonlyMap<unknown, ShapeKind> = new Map<unknown, ShapeKind>([
  ["unit", "unit"],
  [STRING, "string"],
  [1, "number"],
  [2, "boolean"],
  [4, "timestamp"],
  [5, "timestamp"],
  [6, "timestamp"],
  [7, "timestamp"],
  [DOCUMENT, "document"],
  [17, "bigInteger"],
  [19, "bigDecimal"],
  [21, "blob"],
  [42, "blob"],
]);

const STREAM = 42;

const TIMESTAMP_FORMATS: ReadonlyMap<unknown, TimestampFormat> = new Map<unknown, TimestampFormat>([
  [5, "date-time"],
  [6, "http-date"],
  [7, "epoch-seconds"],
]);

const STRUCTURE_KINDS: ReadonlyMap<unknown, ShapeKind> = new Map<unknown, ShapeKind>([
  [3, "structure"],
  [-3, "structure"],
  [4, "union"],
]);

/** The traits of a bit vector, starting with the lowest bit. */
const FLAGS = [
  "httpLabel",
  "idempotent",
  "idempotencyToken",
  "sensitive",
  "httpPayload",
  "httpResponseCode",
  "httpQueryParams",
];

/** Reads a schema: a static one, one of a member, or a function that returns one. */
export function shapeOf(schema: unknown): Shape {
  return new SchemaShape(schema);
}

class SchemaShape implements Shape {
  readonly kind: ShapeKind;
  readonly name: string;
  readonly namespace: string = "";
  readonly traits: Traits;
  readonly memberTraits: Traits;
  readonly isStream: boolean;
  readonly timestampFormat: TimestampFormat | undefined;
  readonly schema: unknown;
  #members: ReadonlyMap<string, Shape> | undefined;

  constructor(ref: unknown) {
    let schema = resolved(ref);
    let traits: Traits = {};
    while (Array.isArray(schema) && schema.length === 2) {
      traits = { ...traitsOf(schema[1]), ...traits };
      schema = resolved(schema[0]);
    }
    this.memberTraits = traits;
    let name: string | undefined;
    // A simple shape with a name: [0, namespace, name, traits, schema].
    while (Array.isArray(schema) && schema[0] === 0) {
      traits = { ...traitsOf(schema[3]), ...traits };
      name ??= String(schema[2]);
      schema = resolved(schema[4]);
    }
    this.schema = schema;
    if (Array.isArray(schema)) {
      const kind = schema[0] === 1 ? "list" : schema[0] === 2 ? "map" : STRUCTURE_KINDS.get(schema[0]);
      if (kind === undefined) throw new TypeError(`no schema is known of kind ${String(schema[0])}`);
      this.kind = kind;
      this.namespace = String(schema[1]);
      name = String(schema[2]);
      traits = { ...traitsOf(schema[3]), ...traits };
    } else if (typeof schema === "number" && schema >= LIST_OF) {
      this.kind = schema >= MAP_OF ? "map" : "list";
    } else {
      const kind = SIMPLE_KINDS.get(schema);
      if (kind === undefined) throw new TypeError(`no schema is known of kind ${String(schema)}`);
      this.kind = kind;
    }
    this.name = name ?? this.kind;
    this.traits = traits;
    this.isStream = schema === STREAM || traits["streaming"] !== undefined;
    this.timestampFormat = TIMESTAMP_FORMATS.get(schema);
  }

  get members(): ReadonlyMap<string, Shape> {
    // Read on demand, since shapes contain themselves.
    if (this.#members === undefined) {
      const members = new Map<string, Shape>();
      const [names, schemas] = this.#listed();
      names.forEach((name, place) => {
        members.set(name, new SchemaShape(schemas[place]));
      });
      this.#members = members;
    }
    return this.#members;
  }

  get required(): ReadonlySet<string> {
    const [names, , count] = this.#listed();
    return new Set(names.slice(0, count));
  }

  get element(): Shape {
    const { schema } = this;
    if (typeof schema === "number") return new SchemaShape(schema % LIST_OF);
    const place = this.kind === "map" ? 5 : 4;
    return new SchemaShape(Array.isArray(schema) ? schema[place] : DOCUMENT);
  }

  get key(): Shape {
    return new SchemaShape(Array.isArray(this.schema) ? (this.schema[4] ?? STRING) : STRING);
  }

  /** A structure: [kind, namespace, name, traits, names, schemas, how many of them are required]. */
  #listed(): [names: readonly string[], schemas: readonly unknown[], required: number] {
    const { schema } = this;
    if (!Array.isArray(schema) || !Array.isArray(schema[4]) || !Array.isArray(schema[5])) return [[], [], 0];
    return [schema[4], schema[5], typeof schema[6] === "number" ? schema[6] : 0];
  }
}

function resolved(schema: unknown): unknown {
  return typeof schema === "function" ? resolved(schema()) : schema;
}

function traitsOf(indicator: unknown): Traits {
  if (typeof indicator === "object" && indicator !== null) return indicator as Traits;
  if (typeof indicator !== "number" || indicator === 0) return {};
  return Object.fromEntries(FLAGS.filter((_, bit) => (indicator >> bit) & 1).map((name) => [name, 1]));
}

/** A structure with some of another's members, for the client's codec. */
export function partOf(shape: Shape, names: readonly string[]): unknown {
  const { schema } = shape;
  const [, namespace, name, traits, all, schemas] = Array.isArray(schema) ? schema : [];
  if (!Array.isArray(all) || !Array.isArray(schemas)) return schema;
  return structure(
    [namespace, name, traits],
    names.map((member) => [member, schemas[all.indexOf(member)]]),
  );
}

/** A structure with additional members, for the client's codec. */
export function withStrings(shape: Shape, names: readonly string[]): unknown {
  const { schema } = shape;
  const [, namespace, name, traits, all, schemas] = Array.isArray(schema) ? schema : [];
  const own: [string, unknown][] = Array.isArray(all)
    ? all.map((member, place) => [member, schemas[place]])
    : [];
  return structure(
    [namespace ?? "", name ?? "", traits ?? 0],
    [...names.filter((member) => !own.some(([known]) => known === member)).map(string), ...own],
  );
}

function string(name: string): [string, unknown] {
  return [name, STRING];
}

function structure(about: readonly unknown[], members: readonly (readonly [string, unknown])[]): unknown {
  return [3, ...about, members.map(([name]) => name), members.map(([, schema]) => schema)];
}
