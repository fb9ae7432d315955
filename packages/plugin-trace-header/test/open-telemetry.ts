import { context, propagation, trace } from "@opentelemetry/api";
import { afterAll } from "vitest";

/**
 * Registers a provider of OpenTelemetry for the tests of one file. The provider is global, and other files run in the same
 * process.
 */
export function registerForThisFile(provider: { register(): void }): void {
  provider.register();
  afterAll(() => {
    for (const api of [trace, context, propagation]) api.disable();
  });
}
