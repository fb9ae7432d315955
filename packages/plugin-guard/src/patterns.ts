import { RegistrationError, Session } from "@tucuxi/events";

/** The patterns of an option. They match like event patterns, with globs and services' older names. */
export class Patterns {
  readonly #matching = new Map<string, readonly string[]>();
  // Nothing is emitted on this emitter. It checks and matches patterns.
  readonly #events = new Session().events;
  readonly #written = new Map<unknown, string>();

  /** @throws RegistrationError for a pattern that can't match an operation */
  constructor(option: string, patterns: readonly string[]) {
    for (const pattern of patterns) {
      if (pattern.split(".").length < 2) {
        throw new RegistrationError(
          "INVALID_OPTION",
          `guard(): the option "${option}" has "${pattern}". Write the service, too: "cloudwatch.${pattern}" for an operation, "${pattern}.*" for all operations of a service`,
        );
      }
      const handler = (): void => {};
      this.#written.set(handler, pattern);
      this.#events.register(`before-call.${pattern}`, handler);
    }
  }

  /** The pattern that matches an operation, as it was written, or `undefined`. */
  match(service: string, operation: string): string | undefined {
    return this.#all(service, operation)[0];
  }

  /** Whether a pattern names an operation, without a wildcard. */
  names(service: string, operation: string): boolean {
    return this.#all(service, operation).some((pattern) => pattern.endsWith(`.${operation}`));
  }

  #all(service: string, operation: string): readonly string[] {
    const key = `${service}.${operation}`;
    let matching = this.#matching.get(key);
    if (matching === undefined) {
      const handlers = this.#events.explain(`before-call.${key}`);
      matching = handlers.flatMap(({ handler }) => this.#written.get(handler) ?? []);
      this.#matching.set(key, matching);
    }
    return matching;
  }
}
