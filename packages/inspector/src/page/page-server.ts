import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import { listen } from "../server/listen.js";
import { VERSION } from "../version.js";
import { LiveUpdates } from "./live-updates.js";
import { PAGE } from "./page.generated.js";
import { PageAccess } from "./page-access.js";
import { type ApiAnswer, type PageContext, readApi, writeApi } from "./page-api.js";

/** Where the page is. */
export interface PageOptions {
  /** @default "127.0.0.1" */
  readonly host?: string | undefined;
  /** 0 means any free port. @default 0 */
  readonly port?: number | undefined;
}

/** A page that shows the requests. */
export interface InspectorPage {
  /** The address to open in a browser. It contains a token: whoever knows it can see the requests. */
  readonly url: string;
}

/** The longest body that the page can send, which is an output to answer with. */
const MAX_INPUT_BYTES = 4 * 1024 * 1024;

/** Serves the page on its own port, which AWS clients don't know. */
export async function startPage(
  context: PageContext & { readonly forward: string | undefined },
  options: PageOptions,
): Promise<InspectorPage & { close(): Promise<void> }> {
  const host = options.host ?? "127.0.0.1";
  const access = new PageAccess();
  const { endpoint, forward } = context;
  const live = new LiveUpdates(context.log, { type: "start", version: VERSION, endpoint, forward });
  const html = gunzipSync(Buffer.from(PAGE, "base64"));
  const headers = pageHeaders(html.toString("utf8"));
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
    response.on("error", () => undefined);
    void handle(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      send(response, { status: 400, json: { error: message } });
    });
  });
  server.maxConnections = 100;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const refused = access.refusalOf(request);
    if (refused !== undefined) return refuse(response, refused.status, refused.message);
    const url = new URL(request.url ?? "/", "http://page");
    if (!url.pathname.startsWith(access.path)) return refuse(response, 403, NO_TOKEN);
    const path = url.pathname.slice(access.path.length);
    if (path === "" && request.method === "GET" && (access.hasToken(url) || access.hasCookie(request))) {
      // Not a redirect: a browser that came from another site wouldn't send the cookie.
      if (access.hasToken(url)) response.setHeader("set-cookie", access.cookie);
      response.writeHead(200, headers).end(html);
      return;
    }
    if (!access.hasCookie(request)) return refuse(response, 403, NO_TOKEN);
    if (path === "api/live" && request.method === "GET") return live.open(response);
    const answer =
      request.method === "POST"
        ? writeApi(path, await readJson(request), context)
        : readApi(path, url.searchParams, context);
    send(response, answer ?? { status: 404, json: { error: "There is nothing here." } });
  };

  const port = await listen(server, { host, port: options.port ?? 0 }, "page.port");
  return {
    url: access.addressOf(urlHost(host), port),
    close: () =>
      new Promise((resolve) => {
        live.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const NO_TOKEN = "The token is missing. Open the address that the inspector printed.";

const SECURITY_HEADERS = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** Allows only the page's own script and style, by their hashes. */
function pageHeaders(html: string): Record<string, string> {
  const hashOf = (element: string): string => {
    const [, text = ""] = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(html) ?? [];
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  };
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      `script-src ${hashOf("script")}`,
      `style-src ${hashOf("style")}`,
      "img-src data:",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
  };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${message}\n`);
}

function send(response: ServerResponse, answer: ApiAnswer): void {
  if (response.headersSent) return;
  const download = "download" in answer ? answer.download : undefined;
  response.writeHead(answer.status, {
    // So that a browser never shows it as the type that it claims to have.
    "content-type": "bytes" in answer ? "application/octet-stream" : "application/json",
    ...(download === undefined ? {} : { "content-disposition": `attachment; filename="${download}"` }),
  });
  response.end("bytes" in answer ? answer.bytes : JSON.stringify(answer.json));
}

/** Only JSON, which a form on another page can't send. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (request.headers["content-type"] !== "application/json")
    throw new Error("The content type has to be application/json.");
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // The rest is read and dropped. If the connection were cut, the page wouldn't learn why.
    if (length <= MAX_INPUT_BYTES) chunks.push(chunk);
  }
  if (length > MAX_INPUT_BYTES) throw new Error(`More than ${MAX_INPUT_BYTES} bytes aren't taken.`);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function urlHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
