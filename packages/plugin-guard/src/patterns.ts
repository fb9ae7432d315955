import { RegistrationError, Session } from "@tucuxi/events";

/** The patterns of an option. They match like event patterns, with globs and services' older names. */
export class Patterns {
  readonly #matching = new Map<string, readonly string[]>();
  // Nothing is emitted on this emitter. It checks and matches patterns.
  readonly #events = new Session().events;

  /** @throws RegistrationError for a pattern that can't match an operation */
  constructor(option: string, patterns: readonly string[]) {
    for (const pattern of patterns) {
      if (!pattern.includes(".")) {
        throw new RegistrationError(
          "INVALID_OPTION",
          `guard(): the option "${option}" has "${pattern}". Write the service, too: "cloudwatch.${pattern}" for an operation, "${pattern}.*" for all operations of a service`,
        );
      }
      this.#events.register(`before-call.${pattern}`, () => {}, { uniqueId: pattern });
    }
  }

  /** The pattern that matches an operation, as it was written, or `undefined`. */
  match(service: string, operation: string): string | undefined {
    return this.#all(service, operation)[0];
  }

  /** Whether a pattern names a service and its operation, without a wildcard in either. */
  names(service: string, operation: string): boolean {
    return this.#all(service, operation).some((pattern) => /^[a-z0-9-.]+\.[A-Z]\w*$/.test(pattern));
  }

  #all(service: string, operation: string): readonly string[] {
    const key = `${service}.${operation}`;
    let matching = this.#matching.get(key);
    if (matching === undefined) {
      matching = this.#events.explain(`before-call.${key}`).map(({ uniqueId }) => String(uniqueId));
      this.#matching.set(key, matching);
    }
    return matching;
  }
}
