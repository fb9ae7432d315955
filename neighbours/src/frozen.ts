import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { vi } from "vitest";

/**
 * Stops the clock, and makes all ids the same and all retry delays the shortest. The same call is then the same bytes
 * with the same signature. The clock stops at the present, because the SDK corrects a clock that is minutes off.
 */
vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / 1000) * 1000 });
vi.spyOn(Math, "random").mockReturnValue(0);

const frozenId = (): `${string}-${string}-${string}-${string}-${string}` =>
  "00000000-0000-4000-8000-000000000000";
crypto.randomUUID = frozenId;
crypto.webcrypto.randomUUID = frozenId;
syncBuiltinESMExports();
