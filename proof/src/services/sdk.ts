import type { ClientLike } from "@tucuxi/events";

/** What is used of an SDK client. */
export interface SdkClient extends ClientLike {
  readonly config: Readonly<Record<string, unknown>> & {
    readonly serviceId: string;
    readonly protocol: Protocol;
  };
  send(command: object): Promise<object>;
  destroy(): void;
}

/** The public part of the protocol that a client speaks. */
export interface Protocol {
  getShapeId(): string;
  getPayloadCodec(): Codec;
  serializeRequest(operation: object, input: unknown, context: object): Promise<SdkRequest>;
}

/** Writes values of a schema. */
export interface Codec {
  createSerializer(): { write(schema: unknown, value: unknown): void; flush(): string | Uint8Array };
}

/** A request as a request handler gets it. */
export interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** An operation of a client. */
export interface Operation {
  readonly name: string;
  readonly command: new (input: unknown) => object;
  readonly input: unknown;
  readonly output: unknown;
}

/** A client's package, loaded. */
export interface Service {
  readonly name: string;
  readonly version: string;
  readonly client: new (config: object) => SdkClient;
  readonly operations: readonly Operation[];
  /** The schemas of its errors. */
  readonly errors: readonly unknown[];
  /** What XML responses of the query protocols are written with. */
  readonly xmlCodec: () => Codec;
}

/** Finds a client's class, its commands with their schemas, and its errors in what its package exports. */
export function serviceOf(
  name: string,
  version: string,
  module: Readonly<Record<string, unknown>>,
  protocols: Readonly<Record<string, unknown>>,
): Service {
  const classes = Object.entries(module).filter(([, value]) => typeof value === "function");
  const client = classes.find(
    ([key, value]) => /^[A-Z]\w*Client$/.test(key) && hasMethod(value, "destroy"),
  )?.[1];
  const operations = classes.flatMap(([key, value]) => {
    if (!/^[A-Z]\w*Command$/.test(key)) return [];
    const command = value as Operation["command"];
    const schema: unknown = Reflect.get(new command({}), "schema");
    if (!Array.isArray(schema)) return [];
    return [{ name: schema[2] as string, command, input: schema[4], output: schema[5] }];
  });
  if (client === undefined || operations.length === 0) throw new Error(`${name}@${version} has no schemas`);
  const errors = Object.values(module).filter((value) => Array.isArray(value) && value[0] === -3);
  const xmlCodec = (): Codec => {
    const make = protocols["XmlCodec"] as new (settings: object) => Codec;
    return new make({ timestampFormat: { useTrait: true, default: 5 }, httpBindings: false });
  };
  return { name, version, client: client as Service["client"], operations, errors, xmlCodec };
}

function hasMethod(value: unknown, method: string): boolean {
  return typeof Reflect.get(Object(Reflect.get(Object(value), "prototype")), method) === "function";
}
