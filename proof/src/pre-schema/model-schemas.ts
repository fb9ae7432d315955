/** The parts of botocore's model of a service (`service-2.json`) that the proof reads. */
export interface ServiceModel {
  readonly operations: Readonly<Record<string, { readonly input?: Reference; readonly output?: Reference }>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

interface Reference {
  readonly shape: string;
  readonly location?: "header" | "headers" | "querystring" | "statusCode" | "uri";
  readonly locationName?: string;
  readonly flattened?: boolean;
  readonly streaming?: boolean;
  readonly jsonvalue?: boolean;
  readonly idempotencyToken?: boolean;
  readonly xmlAttribute?: boolean;
  readonly eventpayload?: boolean;
  readonly eventheader?: boolean;
  readonly timestampFormat?: string;
}

interface ModelShape extends Omit<Reference, "shape"> {
  readonly type: string;
  readonly sensitive?: boolean;
  readonly document?: boolean;
  readonly union?: boolean;
  readonly eventstream?: boolean;
  readonly exception?: boolean;
  readonly fault?: boolean;
  readonly error?: {
    readonly code?: string;
    readonly httpStatusCode?: number;
  };
  readonly payload?: string;
  readonly members?: Readonly<Record<string, Reference>>;
  readonly member?: Reference;
  readonly key?: Reference;
  readonly value?: Reference;
}

type Traits = Readonly<Record<string, unknown>>;

const SIMPLE: Readonly<Record<string, number>> = { boolean: 2, blob: 21, string: 0, character: 0 };
/** Smithy's numbers of the timestamp formats. */
const TIMESTAMPS: Readonly<Record<string, number>> = { iso8601: 5, rfc822: 6, unixTimestamp: 7 };
const NAMESPACE = "proof.model";

/** What a model doesn't say. */
export interface ClientFacts {
  /** Whether errors use the codes of the query protocols. */
  readonly hasQueryErrors: boolean;
  /** Whether a structure is a union. botocore doesn't mark the unions of some older services. */
  isUnion(name: string): boolean;
}

/** Converts the shapes of a model to Smithy's static schemas, which today's clients have built in. */
export class ModelSchemas {
  readonly #shapes: ServiceModel["shapes"];
  readonly #client: ClientFacts;
  readonly #made = new Map<string, unknown>();

  constructor({ shapes }: ServiceModel, client: ClientFacts) {
    this.#shapes = shapes;
    this.#client = client;
  }

  /** The schemas of all errors. */
  errors(): unknown[] {
    const names = Object.keys(this.#shapes).filter((name) => this.#shape(name).exception === true);
    return names.map((name) => this.of({ shape: name }));
  }

  /** The schema of a shape. It is made once per name, because shapes may be recursive. */
  of(reference: Reference | undefined): unknown {
    if (reference === undefined) return "unit";
    const { shape: name } = reference;
    const shape = this.#shape(name);
    const simple = simpleKind({ ...shape, ...reference });
    const traits = this.#traits(shape);
    if (simple !== undefined)
      return Object.keys(traits).length === 0 ? simple : [0, NAMESPACE, name, traits, simple];
    if (!this.#made.has(name)) this.#made.set(name, this.#aggregate(name, shape, traits));
    return this.#made.get(name);
  }

  #shape(name: string): ModelShape {
    return this.#shapes[name] ?? { type: "structure" };
  }

  #aggregate(name: string, shape: ModelShape, traits: Traits): unknown {
    const { type, member, key, value, members = {} } = shape;
    if (type === "list") return [1, NAMESPACE, name, traits, this.#element(member)];
    if (type === "map") return [2, NAMESPACE, name, traits, this.#element(key), this.#element(value)];
    const isUnion = shape.union === true || shape.eventstream === true || this.#client.isUnion(name);
    const schemas = Object.entries(members).map(([member, reference]) => [
      () => this.of(reference),
      this.#memberTraits(member, reference, shape),
    ]);
    const kind = isUnion ? 4 : shape.exception === true ? -3 : 3;
    return [kind, NAMESPACE, name, traits, Object.keys(members), schemas];
  }

  /** The schema of an element of a list or map, with its name in XML. */
  #element(reference: Reference | undefined): unknown {
    const { locationName } = reference ?? {};
    return [() => this.of(reference), locationName === undefined ? 0 : { xmlName: locationName }];
  }

  #traits({ sensitive, eventstream, exception, fault, error }: ModelShape): Traits {
    return present({
      ...{ sensitive, streaming: eventstream },
      error: exception === true && (fault === true ? "server" : "client"),
      httpError: error?.httpStatusCode,
      awsQueryError: this.#client.hasQueryErrors &&
        error?.code !== undefined && [error.code, error.httpStatusCode],
    });
  }

  #memberTraits(name: string, reference: Reference, parent: ModelShape): Traits {
    const { location, locationName, shape: target } = reference;
    const shape = this.#shape(target);
    const { idempotencyToken, xmlAttribute, eventpayload, eventheader, jsonvalue } = reference;
    const isFlat = reference.flattened === true || shape.flattened === true;
    // Elements of a flattened list have the list's own name.
    const xmlName = (isFlat ? shape.member?.locationName : undefined) ?? locationName;
    const isParameters = location === "querystring" && shape.type === "map";
    return present({
      httpLabel: location === "uri",
      httpResponseCode: location === "statusCode",
      httpHeader: location === "header" && (locationName ?? name),
      httpPrefixHeaders: location === "headers" && (locationName ?? ""),
      httpQueryParams: isParameters,
      httpQuery: location === "querystring" && !isParameters && (locationName ?? name),
      httpPayload: parent.payload === name,
      jsonName: location === undefined && locationName,
      xmlName: location === undefined && xmlName,
      xmlFlattened: isFlat,
      mediaType: jsonvalue === true && "application/json",
      ...{ idempotencyToken, xmlAttribute, eventPayload: eventpayload, eventHeader: eventheader },
    });
  }
}

/** Smithy's number for a simple type, or `undefined`. */
function simpleKind({ type, document, timestampFormat, streaming }: ModelShape): number | undefined {
  if (document === true) return 15;
  if (type === "timestamp") return TIMESTAMPS[timestampFormat ?? ""] ?? 4;
  if (type === "blob" && streaming === true) return 42;
  if (type === "structure" || type === "list" || type === "map") return undefined;
  return SIMPLE[type] ?? 1;
}

/** The traits that are set. Smithy writes 1 for those without a value. */
function present(traits: Traits): Traits {
  const set = Object.entries(traits).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(set.map(([name, value]) => [name, value === true ? 1 : value]));
}
