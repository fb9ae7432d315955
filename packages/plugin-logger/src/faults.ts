import type { ClientLike, Logger } from "@tucuxi/events";

/** A broken logger breaks at every call. */
const MOST_REPORTED = 100;

/** Reports what goes wrong in logging to the client's own logger, each fault once for a client. */
export class Faults {
  readonly #reported = new WeakMap<ClientLike, Set<string>>();

  /** Never throws: there is nobody left to tell. */
  report(client: ClientLike, error: unknown): void {
    try {
      const text = String(error);
      const reported = this.#reported.get(client) ?? new Set();
      this.#reported.set(client, reported);
      if (reported.has(text) || reported.size >= MOST_REPORTED) return;
      reported.add(text);
      const { logger } = client.config as { readonly logger?: Logger };
      logger?.error?.("@tucuxi/plugin-logger: logging failed, which is reported once:", error);
    } catch {
      // The client's logger is broken as well, or the error is.
    }
  }
}
