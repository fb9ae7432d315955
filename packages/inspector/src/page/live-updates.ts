import type { ServerResponse } from "node:http";
import type { RecordedRequest } from "../requests/recorded-request.js";
import type { RequestLog } from "../requests/request-log.js";
import type { PageMessage } from "./page-data.js";
import { requestRow } from "./request-row.js";

/** Changes are collected for this long, since a page doesn't need more frequent updates. */
const INTERVAL_MS = 50;
const ROWS_A_MESSAGE = 500;
/** A page that leaves more than this unread gets everything again when it comes back. */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;
const MAX_PAGES = 20;
const HEARTBEAT_MS = 15_000;

/** Tells open pages what happens, with Server-Sent Events. */
export class LiveUpdates {
  readonly #log: RequestLog;
  readonly #start: PageMessage;
  readonly #pages = new Set<ServerResponse>();
  readonly #changed = new Map<number, RecordedRequest>();
  readonly #stopListening: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  #forgottenBefore = 0;

  constructor(log: RequestLog, start: PageMessage) {
    this.#log = log;
    this.#start = start;
    const change = (request: RecordedRequest): void => {
      if (this.#pages.size === 0) return;
      this.#changed.set(request.id, request);
      this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
    };
    this.#stopListening = log.listen({
      added: change,
      changed: change,
      forgotten: (requests) => {
        for (const { id } of requests) {
          this.#changed.delete(id);
          this.#forgottenBefore = Math.max(this.#forgottenBefore, id + 1);
        }
        this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
      },
      cleared: () => {
        this.#changed.clear();
        this.#send({ type: "cleared" });
        this.#sendRows(this.#log.requests);
      },
    });
    this.#heartbeat = setInterval(() => this.#write(":\n\n"), HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  /** Sends a page everything so far, and then what happens. */
  open(page: ServerResponse): void {
    // The oldest page is probably one that was left open.
    const [oldest] = this.#pages;
    if (this.#pages.size >= MAX_PAGES && oldest !== undefined) oldest.destroy();
    page.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    page.once("close", () => this.#pages.delete(page));
    page.write(event(this.#start));
    page.write(event({ type: "cleared" }));
    for (const message of rowMessages(this.#log.requests)) page.write(event(message));
    this.#pages.add(page);
  }

  close(): void {
    this.#stopListening();
    clearInterval(this.#heartbeat);
    clearTimeout(this.#timer);
    for (const page of this.#pages) page.destroy();
  }

  #flush(): void {
    this.#timer = undefined;
    this.#sendRows([...this.#changed.values()]);
    this.#changed.clear();
    if (this.#forgottenBefore > 0) this.#send({ type: "forgotten", before: this.#forgottenBefore });
    this.#forgottenBefore = 0;
  }

  #sendRows(requests: readonly RecordedRequest[]): void {
    for (const message of rowMessages(requests)) this.#send(message);
  }

  #send(message: PageMessage): void {
    this.#write(event(message));
  }

  #write(text: string): void {
    for (const page of this.#pages) {
      if (page.writableLength > MAX_UNREAD_BYTES) page.destroy();
      else page.write(text);
    }
  }
}

function* rowMessages(requests: readonly RecordedRequest[]): Generator<PageMessage> {
  for (let at = 0; at < requests.length; at += ROWS_A_MESSAGE) {
    yield { type: "rows", rows: requests.slice(at, at + ROWS_A_MESSAGE).map(requestRow) };
  }
}

function event(message: PageMessage): string {
  return `data: ${JSON.stringify(message)}\n\n`;
}
