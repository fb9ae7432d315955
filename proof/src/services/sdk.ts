import type { ClientLike } from "@tucuxi/events";

/** The parts of an SDK client that the proof uses. */
export interface SdkClient extends ClientLike {
  readonly config: Readonly<Record<string, unknown>> & { readonly serviceId: string };
  send(command: object): Promise<object>;
  destroy(): void;
}

/** The public part of a client's protocol. */
export interface Protocol {
  getShapeId(): string;
  getPayloadCodec(): Codec;
  serializeRequest(operation: object, input: unknown, context: object): Promise<SdkRequest>;
}

/** Writes values of a schema. */
export interface Codec {
  createSerializer(): { write(schema: unknown, value: unknown): void; flush(): string | Uint8Array };
}

export type MakeCodec = new (settings: object) => Codec;

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

export interface Operation {
  readonly name: string;
  readonly command: new (input: unknown) => object;
  readonly input: unknown;
  readonly output: unknown;
}

/** A client's loaded package. */
export interface Service {
  readonly name: string;
  readonly version: string;
  readonly client: new (config: object) => SdkClient;
  readonly operations: readonly Operation[];
  /** The schemas of its errors. */
  readonly errors: readonly unknown[];
  /** Whether the client itself has these schemas. If so, handlers see the members of inputs and outputs. */
  readonly hasSchemas: boolean;
  /** The protocol that writes the answers to a client. */
  readonly protocolOf: (client: SdkClient) => Protocol;
  /** Writes XML responses of the query protocols. */
  readonly xmlCodec: () => Codec;
}

/** Finds the client class, the commands with their schemas, and the errors in a package's exports. */
export function serviceOf(
  name: string,
  version: string,
  module: Readonly<Record<string, unknown>>,
  protocols: Readonly<Record<string, unknown>>,
): Service {
  const operations = Object.entries(module).flatMap(([key, value]) => {
    if (typeof value !== "function" || !/^[A-Z]\w*Command$/.test(key)) return [];
    const command = value as Operation["command"];
    const schema: unknown = Reflect.get(new command({}), "schema");
    if (!Array.isArray(schema)) return [];
    return [{ name: schema[2] as string, command, input: schema[4], output: schema[5] }];
  });
  if (operations.length === 0) throw new Error(`${name}@${version} has no schemas`);
  return {
    ...{ name, version, client: clientClass(module), operations, hasSchemas: true },
    errors: Object.values(module).filter((value) => Array.isArray(value) && value[0] === -3),
    protocolOf: ({ config }) => config["protocol"] as Protocol,
    xmlCodec: () => xmlCodec(protocols["XmlCodec"] as MakeCodec),
  };
}

export function clientClass(module: Readonly<Record<string, unknown>>): Service["client"] {
  const found = Object.entries(module).find(
    ([key, value]) => /^[A-Z]\w*Client$/.test(key) && hasMethod(value, "destroy"),
  );
  if (found === undefined) throw new Error("the package has no client");
  return found[1] as Service["client"];
}

export function xmlCodec(make: MakeCodec): Codec {
  return new make({ timestampFormat: { useTrait: true, default: 5 }, httpBindings: false });
}

function hasMethod(value: unknown, method: string): boolean {
  return typeof Reflect.get(Object(Reflect.get(Object(value), "prototype")), method) === "function";
}
