import type { ClientLike, Logger } from "@tucuxi/events";

/** A broken logger fails at every call. */
const MOST_REPORTED = 100;

/** Reports errors in logging to the client's own logger, each one once per client. */
export class Faults {
  readonly #reported = new WeakMap<ClientLike, Set<string>>();

  /** Never throws, since there is nobody to catch it. */
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
      // The client's logger is broken too, or the error is.
    }
  }
}
