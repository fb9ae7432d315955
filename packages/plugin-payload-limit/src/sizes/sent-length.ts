import { type Body, type CallContext, clientOf, type HttpRequest } from "@tucuxi/events";

/** The length of a request's body in bytes, or `undefined` for a stream, which can be read only once. */
export function bodyLength({ body }: HttpRequest): number | undefined {
  return bytesOf(body)?.byteLength;
}

/**
 * The length of a body after the SDK's own compression, which runs after `before-call`. It's the current length if the
 * SDK doesn't compress it, because it's already encoded or because of the client's configuration.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html
 */
export async function lengthAfterSdk({ body, headers }: HttpRequest, context: CallContext): Promise<number> {
  const bytes = bytesOf(body) ?? new Uint8Array();
  const { config }: { config: CompressionConfig } = clientOf(context);
  if (
    "content-encoding" in headers ||
    ((await provided(config.disableRequestCompression)) ?? true) ||
    bytes.byteLength < ((await provided(config.requestMinCompressionSizeBytes)) ?? 0)
  ) {
    return bytes.byteLength;
  }
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(compressed).arrayBuffer()).byteLength;
}

/** The resolved configuration of a client whose service accepts compressed requests. */
interface CompressionConfig {
  readonly disableRequestCompression?: Provided<boolean>;
  readonly requestMinCompressionSizeBytes?: Provided<number>;
}

/** A setting as the client resolved it, or the user's value if the client doesn't know the setting. */
type Provided<Value> = Value | (() => Promise<Value>);

async function provided<Value extends boolean | number>(
  setting: Provided<Value> | undefined,
): Promise<Value | undefined> {
  return typeof setting === "function" ? setting() : setting;
}

function bytesOf(body: Body): Uint8Array<ArrayBuffer> | undefined {
  if (typeof body === "string") return new TextEncoder().encode(body);
  return body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : undefined;
}
