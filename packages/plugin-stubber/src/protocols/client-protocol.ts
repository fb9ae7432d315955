import { utf8 } from "../model/bytes.js";
import type { Shape } from "../model/shape.js";

/** A client's protocol, `client.config.protocol`, as far as responses are written with it. */
export interface ClientProtocol {
  /** `aws.protocols#restXml` */
  getShapeId(): string;
  getPayloadCodec(): {
    createSerializer(): { write(schema: unknown, value: unknown): void; flush(): string | Uint8Array };
  };
}

/** Writes a value as the client's own codec writes it. */
export function encode(protocol: ClientProtocol, schema: unknown, value: unknown): Uint8Array {
  const serializer = protocol.getPayloadCodec().createSerializer();
  serializer.write(schema, value);
  const written = serializer.flush();
  return typeof written === "string" ? utf8(written) : written;
}

/** An HTTP response, before its body is given the form of the client's runtime. */
export interface WireResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: WireBody;
}

/** The bytes of a response, in chunks where they are streamed; what its source failed with comes after them. */
export interface WireBody {
  readonly chunks: readonly Uint8Array[];
  /** The SDK hands out the stream instead of reading it. */
  readonly isStreamed: boolean;
  readonly failure?: { readonly error: unknown };
}

/** A body that the SDK reads itself. */
export function wholeBody(bytes: Uint8Array): WireBody {
  return { chunks: bytes.length === 0 ? [] : [bytes], isStreamed: false };
}

/** An error as the service tells it. */
export interface WireError {
  /** `NoSuchKey` */
  readonly code: string;
  readonly statusCode: number;
  readonly message: string;
  /** The other members of the error. */
  readonly members: Readonly<Record<string, unknown>>;
  /** The error's shape, where the service's model has one. */
  readonly shape: Shape | undefined;
  /** What the service tells beside code and message, though no model has it: S3's `Endpoint` of a redirect. */
  readonly unmodelled?: Readonly<Record<string, string>>;
}

/** What a protocol knows of the service: `client.config.protocolSettings`, and more of the client's configuration. */
export interface ServiceSettings {
  readonly serviceId: string;
  /** `com.amazonaws.s3` */
  readonly namespace: string | undefined;
  /** `http://s3.amazonaws.com/doc/2006-03-01/` */
  readonly xmlNamespace: string | undefined;
}
