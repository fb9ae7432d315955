/**
 * Matchers for Jest if you import `expect` from `@jest/globals`. Import `"@tucuxi/plugin-stubber/jest-globals"` in a
 * test, or in a file of `setupFilesAfterEnv`. Also works with `injectGlobals: false`.
 *
 * @packageDocumentation
 */

import { expect } from "@jest/globals";
// The matchers of @jest/globals are declared there.
import type {} from "expect";
import { type SentMatchers, sentMatchers } from "./runners/sent-matchers.js";

declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends SentMatchers<R> {}
}

export type { SentMatchers };

expect.extend(sentMatchers);
