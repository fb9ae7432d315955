import { createHash } from "node:crypto";
import { shapeOf } from "../schema/shape.js";
import { fullValue, type ValueSettings } from "../schema/values.js";
import type { Codec, Operation, Protocol, SdkClient, SdkRequest, Service } from "./sdk.js";

/** An HTTP response, or the code of a connection error. */
export type Answer =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array }
  | { readonly reset: string };

const BASE = { "x-amzn-requestid": "request-1", "x-amz-request-id": "request-1", "x-amz-id-2": "extended-1" };

/** Writes a service's answers in its protocol. */
export class Answers {
  readonly #service: Service;
  /** A separate client, because its protocol gets a serializer context that calls under test don't see. */
  readonly #client: SdkClient;
  readonly #settings: ValueSettings;
  readonly #writer: Protocol;
  readonly #protocol: string;
  readonly #xml: Codec;

  constructor(
    service: Service,
    client: SdkClient,
    settings: ValueSettings = { unionMember: 0, streams: "bytes" },
  ) {
    this.#service = service;
    this.#client = client;
    this.#settings = settings;
    this.#writer = service.protocolOf(client);
    this.#protocol = this.#writer.getShapeId().split("#")[1] ?? "";
    this.#xml = service.xmlCodec();
  }

  get protocol(): string {
    return this.#protocol;
  }

  /** The output with no members. */
  empty(operation: Operation): Promise<Answer> {
    return this.output(operation, {});
  }

  /** An output with every member set, and with this member of each union. */
  full(operation: Operation, unionMember = 0): Promise<Answer> {
    return this.output(
      operation,
      Object(fullValue(shapeOf(operation.output), { ...this.#settings, unionMember })),
    );
  }

  /** A modelled error, with every member set unless you pass a value. */
  async error(schema: unknown, value?: Record<string, unknown>): Promise<Answer> {
    const shape = shapeOf(schema);
    const { httpError, error } = shape.traits;
    const status = Number(httpError ?? (error === "server" ? 500 : 400));
    const awsQuery = Object(shape.traits["awsQueryError"]) as { 0?: string };
    return this.#failure(
      status,
      awsQuery[0] ?? shape.name,
      schema,
      value ?? Object(fullValue(shape, this.#settings)),
    );
  }

  /** An error that isn't in any model. */
  unmodelled(status: number, code: string, message = `no model has ${code}`): Promise<Answer> {
    const schema = [-3, "proof", code, 0, ["message"], [0]];
    return this.#failure(status, code, schema, { message });
  }

  /** A success that can't be parsed. */
  get unparsable(): Answer {
    return { status: 200, headers: BASE, body: Buffer.from('<<< {"not": [either') };
  }

  /** An output with this value. */
  async output({ name, output }: Operation, value: Record<string, unknown>): Promise<Answer> {
    const schema: unknown = typeof output === "function" ? output() : output;
    if (this.#isQuery) {
      const inner = Array.isArray(schema) ? inside(this.#write(this.#xml, schema, value)) : "";
      const result = this.#protocol === "awsQuery" ? `<${name}Result>${inner}</${name}Result>` : inner;
      return this.#xmlAnswer(200, `<${name}Response>${result}</${name}Response>`);
    }
    const code = Object.entries(value).find(([member]) => isStatus(schema, member))?.[0];
    const { [code ?? ""]: _, ...rest } = value;
    const request = await this.#asRequest(schema, rest);
    let body = await bytesOf(request.body);
    // Clients without schemas can't read an empty element.
    if (body.length === 0 && this.#protocol === "restXml" && hasBody(schema))
      body = Buffer.from("<Result><NoMember/></Result>");
    return { status: 200, headers: { ...BASE, ...checkable(request.headers, body) }, body };
  }

  async #failure(
    status: number,
    code: string,
    schema: unknown,
    value: Record<string, unknown>,
  ): Promise<Answer> {
    const [, namespace, name, traits, members, schemas] = schema as [
      number,
      string,
      string,
      unknown,
      string[],
      unknown[],
    ];
    if (this.#isQuery || this.#protocol === "restXml") {
      const codec = this.#isQuery ? this.#xml : this.#writer.getPayloadCodec();
      const fields = inside(this.#write(codec, [3, namespace, name, traits, members, schemas], value));
      const error = `<Error><Type>Sender</Type><Code>${code}</Code>${fields}</Error>`;
      if (this.#protocol === "ec2Query")
        return this.#xmlAnswer(status, `<Response><Errors>${error}</Errors></Response>`);
      const alone = this.#service.name === "@aws-sdk/client-s3";
      return this.#xmlAnswer(
        status,
        alone ? error : `<ErrorResponse>${error}<RequestId>r</RequestId></ErrorResponse>`,
      );
    }
    const typed = [3, namespace, name, 0, ["__type", ...members], [0, ...schemas]];
    const request = await this.#asRequest(typed, { __type: code, ...value });
    const headers = { ...BASE, ...request.headers, "x-amzn-errortype": code };
    return { status, headers, body: await bytesOf(request.body) };
  }

  get #isQuery(): boolean {
    return this.#protocol === "awsQuery" || this.#protocol === "ec2Query";
  }

  #xmlAnswer(status: number, body: string): Answer {
    return { status, headers: { ...BASE, "content-type": "text/xml" }, body: Buffer.from(body) };
  }

  #write(codec: Codec, schema: unknown, value: unknown): string {
    const serializer = codec.createSerializer();
    serializer.write(schema, value);
    return String(serializer.flush());
  }

  /** Writes an output as a request, in the client's own protocol. Both have the same bindings. */
  #asRequest(schema: unknown, value: unknown): Promise<SdkRequest> {
    const { config } = this.#client;
    const operation = {
      namespace: "proof",
      name: "proof#Answer",
      traits: { http: ["POST", "/", 200] },
      input: schema,
      output: "unit",
    };
    const endpoint = { protocol: "https:", hostname: "localhost", path: "/" };
    return this.#writer.serializeRequest(operation, value, { ...config, endpoint: async () => endpoint });
  }
}

/** Keeps one correct checksum and removes the others, because the SDK verifies them. */
function checkable(headers: SdkRequest["headers"], body: Buffer): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !/^x-amz-checksum-(?!type)/.test(name));
  const checksum = Object.hasOwn(headers, "x-amz-checksum-sha256") && {
    "x-amz-checksum-sha256": createHash("sha256").update(body).digest("base64"),
  };
  return { ...Object.fromEntries(kept), ...checksum };
}

/** Whether some members of an output are in an XML document. */
function hasBody(schema: unknown): boolean {
  const traits = shapeOf(schema)
    .members()
    .map(([, member]) => Object.keys(member.traits));
  return traits.some(
    (names) => !names.some((name) => /^http(Header|PrefixHeaders|Payload|ResponseCode)/.test(name)),
  );
}

function isStatus(schema: unknown, member: string): boolean {
  const found = shapeOf(schema)
    .members()
    .find(([name]) => name === member);
  return found?.[1].traits["httpResponseCode"] !== undefined;
}

/** The content of the outermost element. */
function inside(xml: string): string {
  return /^<[^>]*[^/]>([\s\S]*)<\/[^>]*>$/.exec(xml)?.[1] ?? "";
}

/** Reads a body of any kind. */
export async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === "string") return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const parts: Uint8Array[] = [];
  for await (const part of body as AsyncIterable<Uint8Array | string>) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}
