import { once } from "node:events";
import { Forwarder } from "./forward/forwarder.js";
import { type InspectorOptions, resolveOptions } from "./options.js";
import { type InspectorPage, startPage } from "./page/page-server.js";
import type { InspectedRequest } from "./requests/inspected-request.js";
import { RequestLog } from "./requests/request-log.js";
import { RequestWaiter, type WaitOptions } from "./requests/wait-for-request.js";
import type { ResponseStep } from "./respond/respond-script.js";
import { ResponseQueue } from "./respond/response-queue.js";
import { createHttp1Server } from "./server/http1-server.js";
import { speakHttp2 } from "./server/http2-server.js";
import { listen } from "./server/listen.js";
import { RequestHandler } from "./server/request-handler.js";
import type { InspectorCredentials } from "./sigv4/signature-report.js";

/** What a client of the SDK for JavaScript v3 needs to talk to an inspector. Spread it to add options of your own. */
export interface InspectorClientConfig {
  /** The inspector's URL. */
  readonly endpoint: string;
  /** "us-east-1". The inspector accepts any region. */
  readonly region: string;
  /** The inspector's first credentials. */
  readonly credentials: InspectorCredentials;
  /** Makes S3 put the bucket in the path, since `BUCKET.127.0.0.1` isn't a host name. Other clients ignore it. */
  readonly forcePathStyle: boolean;
}

/** A running inspector. `await using` closes it. */
export interface Inspector extends AsyncDisposable {
  /** The endpoint to give to a client, such as "http://127.0.0.1:4569". */
  readonly url: string;
  readonly port: number;
  /** The first of the credentials that the inspector knows, ready for a client. */
  readonly credentials: InspectorCredentials;
  /** The page that shows the requests, if you asked for it. */
  readonly page: InspectorPage | undefined;
  /** The config for any client of the SDK for JavaScript v3: `new S3Client(inspector.clientConfig)`. */
  readonly clientConfig: InspectorClientConfig;
  /** The requests so far, oldest first. */
  readonly requests: readonly InspectedRequest[];
  /** How many requests are no longer among `requests`, because of `keepRequests` or `keepBytes`. */
  readonly forgotten: number;
  /**
   * Appends scripted answers for the next requests.
   * @throws InspectorError INVALID_STEP
   */
  respond(...steps: ResponseStep[]): void;
  /**
   * Appends scripted answers for requests of some operations, by a pattern such as "s3.PutObject", "*.Put*" or
   * "PutObject". An array answers the next requests in order. A single step answers all of them.
   * @throws InspectorError INVALID_PATTERN, INVALID_STEP
   */
  respondTo(pattern: string, steps: ResponseStep | readonly ResponseStep[]): void;
  /**
   * Waits for the next request of an operation, by a pattern such as "s3.PutObject". A request that has already arrived
   * counts, and each request is returned once.
   * @throws InspectorError TIMEOUT, CLOSED, INVALID_PATTERN or INVALID_OPTION, as a rejection
   */
  waitFor(pattern: string, options?: WaitOptions): Promise<InspectedRequest>;
  /** Forgets the requests, and the scripted answers that are still to come. */
  clear(): void;
  /** Stops listening and ends every connection, hanging ones included. */
  close(): Promise<void>;
}

/**
 * Starts a local HTTP server that AWS clients can talk to and that shows what they sent.
 * @throws InspectorError for a wrong option (UNKNOWN_OPTION, INVALID_OPTION, INVALID_STEP), PORT_IN_USE, or
 * CANNOT_LISTEN.
 * @example
 * await using inspector = await startInspector({ respond: ["500", "200"] });
 * const client = new CloudWatchClient(inspector.clientConfig);
 * await client.send(command);
 * console.log(inspector.requests[0]?.operation, inspector.requests[0]?.signature);
 */
export async function startInspector(options: InspectorOptions = {}): Promise<Inspector> {
  const resolved = resolveOptions(options);
  const log = new RequestLog(resolved);
  if (options.keepBytes === undefined && options.keepRequests === undefined) warnOnce(log);
  const responses = new ResponseQueue();
  responses.push(resolved.respond);
  for (const [pattern, steps] of Object.entries(resolved.respondTo)) responses.pushFor(pattern, steps);
  const waiter = new RequestWaiter(log);
  const { forward } = resolved;
  const forwarder = forward === undefined ? undefined : new Forwarder(forward.url, forward.credentials);
  const handler = new RequestHandler(resolved, log, responses, forwarder);
  const server = createHttp1Server(handler, resolved);
  const endConnections = speakHttp2(server, handler, resolved.requestTimeout);
  const port = await listen(server, resolved, "port");
  const url = `http://${urlHost(resolved.host)}:${port}`;
  const context = { log, responses, credentials: resolved.credentials, endpoint: url, forward: forward?.url };
  const page =
    resolved.page === undefined
      ? undefined
      : await startPage(context, resolved.page).catch((error: unknown) => {
          server.close();
          throw error;
        });

  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    if (closing === undefined) {
      const closed = once(server, "close");
      waiter.close();
      forwarder?.close();
      server.close();
      endConnections();
      closing = Promise.all([closed, page?.close()]).then(() => undefined);
    }
    return closing;
  };
  const [credentials] = resolved.credentials;
  return {
    url,
    port,
    credentials,
    page: page === undefined ? undefined : { url: page.url },
    clientConfig: { endpoint: url, region: "us-east-1", credentials, forcePathStyle: true },
    requests: log.requests,
    get forgotten() {
      return log.forgotten;
    },
    respond: (...steps) => responses.push(steps),
    respondTo: (pattern, steps) => responses.pushFor(pattern, steps),
    waitFor: (pattern, wait) => waiter.next(pattern, wait),
    clear: () => {
      log.clear();
      responses.clear();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A program that expects every request to be there has to know that some aren't. */
function warnOnce(log: RequestLog): void {
  const stop = log.listen({
    forgotten: () => {
      stop();
      process.emitWarning(
        "The inspector forgets its oldest requests now, to keep at most 64 MiB. Change that with keepBytes.",
        "InspectorWarning",
      );
    },
  });
}

/** You can't connect to an every-interface address. */
function urlHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}
