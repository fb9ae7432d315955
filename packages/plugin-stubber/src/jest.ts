/**
 * Matchers for Jest: `import "@tucuxi/plugin-stubber/jest"` in a test, or in a file of `setupFilesAfterEnv`.
 *
 * @packageDocumentation
 */

import { StubError } from "./errors.js";
import { type SentMatchers, sentMatchers } from "./runners/sent-matchers.js";

declare global {
  namespace jest {
    interface Matchers<R, T> extends SentMatchers<R> {}
  }
}

export { type SentMatchers, sentMatchers };

const { expect } = globalThis as { expect?: { extend?(matchers: object): void } };
if (expect?.extend === undefined) {
  throw new StubError(
    "INVALID_STUB",
    "there is no global expect. If injectGlobals is false, import @tucuxi/plugin-stubber/jest-globals",
  );
}
expect.extend(sentMatchers);
