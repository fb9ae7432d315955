import { InspectorError } from "../errors.js";
import type { InspectedRequest } from "./inspected-request.js";
import { operationMatcher } from "./operation-pattern.js";
import type { RecordedRequest } from "./recorded-request.js";
import type { RequestLog } from "./request-log.js";

/** How to wait for a request. */
export interface WaitOptions {
  /** How long to wait, in milliseconds. @default 5000 */
  readonly timeout?: number | undefined;
}

/** Returns each request once, in the order they arrived, for tests that wait for what they sent. */
export class RequestWaiter {
  readonly #log: RequestLog;
  readonly #given = new WeakSet<InspectedRequest>();
  readonly #closed = new Set<() => void>();

  constructor(log: RequestLog) {
    this.#log = log;
  }

  /** Ends all waiting. */
  close(): void {
    for (const end of this.#closed) end();
  }

  /**
   * The next request of an operation that has its answer, or that won't get one.
   * @throws InspectorError INVALID_PATTERN, INVALID_OPTION, TIMEOUT, CLOSED
   */
  async next(pattern: string, { timeout = 5000 }: WaitOptions = {}): Promise<InspectedRequest> {
    const matches = operationMatcher(pattern);
    if (!(typeof timeout === "number" && timeout >= 0 && timeout < 2 ** 31)) {
      throw new InspectorError(
        "INVALID_OPTION",
        `waitFor's timeout is ${String(timeout)}. Give milliseconds, 0 or more.`,
      );
    }
    const isNext = (request: RecordedRequest): boolean =>
      request.isSettled && matches(request) && !this.#given.has(request);
    const give = (request: RecordedRequest): InspectedRequest => {
      this.#given.add(request);
      return request;
    };
    const here = this.#log.requests.find(isNext);
    if (here !== undefined) return give(here);
    return new Promise((resolve, reject) => {
      const end = (): void => {
        stop();
        clearTimeout(timer);
        this.#closed.delete(close);
      };
      const timer = setTimeout(() => {
        end();
        reject(new InspectorError("TIMEOUT", this.#timeoutMessage(pattern, timeout)));
      }, timeout);
      const close = (): void => {
        end();
        reject(new InspectorError("CLOSED", `The inspector was closed before a request of ${pattern} came.`));
      };
      this.#closed.add(close);
      const stop = this.#log.listen({
        changed: (request) => {
          if (!isNext(request)) return;
          end();
          resolve(give(request));
        },
      });
    });
  }

  #timeoutMessage(pattern: string, timeout: number): string {
    const names = this.#log.requests.map(
      ({ service, operation, method, path }) => `${service ?? "?"}.${operation ?? `${method} ${path}`}`,
    );
    const came = names.length === 0 ? "No request came." : `These came: ${names.slice(-10).join(", ")}.`;
    return `No request of ${pattern} came within ${timeout} ms, or each one was given out already. ${came}`;
  }
}
