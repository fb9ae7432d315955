import {
  type CallContext,
  type ClientLike,
  clientOf,
  type HttpRequest,
  isPresigned,
  type OperationModel,
  signalOf,
} from "@tucuxi/events";
import { CallMap, definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { compress } from "./compress.js";
import { reportTo } from "./on-compress.js";
import { COMPRESSED_OPERATIONS, checkedOperations, type GzipOptions } from "./options.js";
import { SdkSettings } from "./sdk-settings.js";
import { isEventStream, mustStayAsItIs, requiresLength } from "./uncompressed.js";

interface BeforeCall {
  readonly request: HttpRequest;
  readonly model: OperationModel;
  readonly context: CallContext;
}

/**
 * Compresses request bodies with gzip, if that makes them smaller. It runs once per call, before the SDK compresses,
 * measures, checksums and signs the request.
 *
 * @throws RegistrationError `UNKNOWN_OPTION`, `INVALID_OPTION`, or the code for a wrong pattern in `operations`.
 *
 * @example
 * ```ts
 * eventsOf(client).use(gzip());
 * ```
 */
export function gzip(options: GzipOptions = {}): Plugin {
  const operations = checkedOperations(options);
  const { level, onCompress, ignoreSdkSettings = false } = options;
  const settings = new SdkSettings();
  /** The functions that release a call's compressed stream. */
  const held = new CallMap<() => void>();
  /** For a call that a handler ends before it's sent, since that call has no event at its end. */
  const abandoned = new FinalizationRegistry<() => void>((release) => release());

  async function gzipBody({ request, model, context }: BeforeCall): Promise<void> {
    // Whoever uses a presigned URL sends their own body.
    if (request.body === undefined || isPresigned(context) || mustStayAsItIs(request, model)) return;
    const client = clientOf(context);
    if (isEventStream(request, client)) return;
    if (!ignoreSdkSettings && (await settings.isDisabled(client))) return;
    const minSize = options.minSize ?? (ignoreSdkSettings ? undefined : await settings.minSize(client)) ?? 0;
    const declaredLength = declaredLengthOf(request);
    const length = declaredLength ?? lengthOf(request, client);
    const replacement = await compress(request.body, {
      level,
      minSize,
      length,
      declaredLength,
      isMeasured: length !== undefined || requiresLength(model),
      signal: signalOf(context),
      report: reportTo(onCompress, model),
    });
    if (replacement === undefined) return;
    request.body = replacement.body;
    if (replacement.isCompressed) request.headers["content-encoding"] = "gzip";
    if (replacement.release === undefined) return;
    held.set(context, replacement.release);
    abandoned.register(context, replacement.release);
  }

  /** A stream that wasn't sent completely would keep its file open. */
  function releaseBody({ context }: { readonly context: CallContext }): void {
    held.get(context)?.();
  }

  return definePlugin({
    name: "gzip",
    register(events) {
      for (const operation of operations) {
        // Last, so that handlers of the same pattern see the body as it was.
        events.registerLast(`before-call.${operation}`, gzipBody);
        // Each event costs a little in every call, and these operations have no streams to release.
        if (COMPRESSED_OPERATIONS.includes(operation)) continue;
        events.registerFirst(`after-call.${operation}`, releaseBody);
        events.registerFirst(`after-call-error.${operation}`, releaseBody);
      }
    },
  });
}

function declaredLengthOf({ headers }: HttpRequest): number | undefined {
  const name = Object.keys(headers).find((name) => name.toLowerCase() === "content-length");
  return name === undefined ? undefined : Number(headers[name]);
}

/** A body's length as the SDK determines it. The SDK knows the length of a file's stream. */
function lengthOf({ body }: HttpRequest, client: ClientLike): number | undefined {
  const { bodyLengthChecker }: { bodyLengthChecker?(body: unknown): number | undefined } = client.config;
  try {
    return bodyLengthChecker?.(body);
  } catch {
    return undefined;
  }
}
