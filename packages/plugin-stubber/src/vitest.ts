/**
 * Matchers for Vitest: `import "@tucuxi/plugin-stubber/vitest"` in a test or in a setup file.
 *
 * @packageDocumentation
 */

import { expect } from "vitest";
import { type SentMatchers, sentMatchers } from "./runners/sent-matchers.js";

declare module "vitest" {
  interface Matchers<T> extends SentMatchers<T> {}
}

export type { SentMatchers };

expect.extend(sentMatchers);
