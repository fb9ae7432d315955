import type { RecordedRequest } from "./recorded-request.js";

/** How much is kept. */
export interface LogLimits {
  readonly keepRequests: number;
  readonly keepBytes: number;
}

/** Called when the kept requests change. */
export interface LogListener {
  /** A request arrived. */
  added?(request: RecordedRequest): void;
  /** It was answered, or more of it arrived. */
  changed?(request: RecordedRequest): void;
  /** The oldest requests were forgotten. */
  forgotten?(requests: readonly RecordedRequest[]): void;
  cleared?(): void;
}

/** The kept requests, oldest first, limited in number and in bytes. */
export class RequestLog {
  readonly requests: RecordedRequest[] = [];
  readonly #limits: LogLimits;
  readonly #listeners = new Set<LogListener>();
  readonly #sizes: number[] = [];
  #bytes = 0;
  #forgotten = 0;

  constructor(limits: LogLimits) {
    this.#limits = limits;
  }

  /** How many requests were forgotten, because newer ones needed their place. */
  get forgotten(): number {
    return this.#forgotten;
  }

  listen(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  add(request: RecordedRequest): void {
    this.requests.push(request);
    this.#sizes.push(0);
    this.#measure(this.requests.length - 1, request);
    for (const listener of this.#listeners) listener.added?.(request);
    this.#trim();
  }

  /** Call it when a request has its answer, or more of its body. */
  change(request: RecordedRequest): void {
    const index = this.requests.lastIndexOf(request);
    if (index >= 0) this.#measure(index, request);
    for (const listener of this.#listeners) listener.changed?.(request);
    this.#trim();
  }

  /** Forgets all requests except those with these ids. */
  clear(keep: ReadonlySet<number> = new Set()): void {
    const kept = this.requests.filter(({ id }) => keep.has(id));
    this.requests.length = 0;
    this.#sizes.length = 0;
    this.#bytes = 0;
    for (const request of kept) {
      this.requests.push(request);
      this.#sizes.push(0);
      this.#measure(this.requests.length - 1, request);
    }
    for (const listener of this.#listeners) listener.cleared?.();
  }

  #measure(index: number, request: RecordedRequest): void {
    const size = request.keptBytes;
    this.#bytes += size - (this.#sizes[index] ?? 0);
    this.#sizes[index] = size;
  }

  /** Keeps the newest request even if it's larger than the limit, unless the limit is 0. */
  #trim(): void {
    let count = Math.max(0, this.requests.length - this.#limits.keepRequests);
    let bytes = this.#bytes;
    for (let index = 0; index < count; index += 1) bytes -= this.#sizes[index] ?? 0;
    while (bytes > this.#limits.keepBytes && count < this.requests.length - 1) {
      bytes -= this.#sizes[count] ?? 0;
      count += 1;
    }
    if (count === 0) return;
    this.#bytes = bytes;
    this.#sizes.splice(0, count);
    this.#forgotten += count;
    const forgotten = this.requests.splice(0, count);
    for (const listener of this.#listeners) listener.forgotten?.(forgotten);
  }
}
