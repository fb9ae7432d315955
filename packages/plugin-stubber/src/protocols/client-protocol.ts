import { utf8 } from "../model/bytes.js";
import type { Shape } from "../model/shape.js";

/** A client's protocol, `client.config.protocol`, with the parts that write responses. */
export interface ClientProtocol {
  /** `aws.protocols#restXml` */
  getShapeId(): string;
  getPayloadCodec(): {
    createSerializer(): { write(schema: unknown, value: unknown): void; flush(): string | Uint8Array };
  };
}

/** Writes a value with the client's own codec. */
export function encode(protocol: ClientProtocol, schema: unknown, value: unknown): Uint8Array {
  const serializer = protocol.getPayloadCodec().createSerializer();
  serializer.write(schema, value);
  const written = serializer.flush();
  return typeof written === "string" ? utf8(written) : written;
}

/** An HTTP response, before its body gets the form of the client's runtime. */
export interface WireResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: WireBody;
}

/** The bytes of a response, in chunks if they are streamed, and then the error of their source. */
export interface WireBody {
  readonly chunks: readonly Uint8Array[];
  /** The SDK returns the stream and doesn't read it. */
  readonly isStreamed: boolean;
  readonly failure?: { readonly error: unknown };
}

/** A body that the SDK reads itself. */
export function wholeBody(bytes: Uint8Array): WireBody {
  return { chunks: bytes.length === 0 ? [] : [bytes], isStreamed: false };
}

/** An error as the service sends it. */
export interface WireError {
  /** `NoSuchKey` */
  readonly code: string;
  readonly statusCode: number;
  readonly message: string;
  /** The other members of the error. */
  readonly members: Readonly<Record<string, unknown>>;
  /** The error's shape, if the service's model has one. */
  readonly shape: Shape | undefined;
  /**
   * What the service sends besides code and message, though no model has it, such as the `Endpoint` of S3's redirects.
   */
  readonly unmodelled?: Readonly<Record<string, string>>;
}

/**
 * What a protocol knows about the service: `client.config.protocolSettings`, and more of the client's configuration.
 */
export interface ServiceSettings {
  readonly serviceId: string;
  /** `com.amazonaws.s3` */
  readonly namespace: string | undefined;
  /** `http://s3.amazonaws.com/doc/2006-03-01/` */
  readonly xmlNamespace: string | undefined;
}
