/** After each test file, puts back what the files share that run in one process. */
import { afterAll, expect, vi } from "vitest";

const environment = { ...process.env };

afterAll(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
  // Our own modules are loaded again for the next file. Those of the SDK stay: loading them takes longer than most tests.
  vi.resetModules();
  expect(process.env, "this file must put the environment back: use vi.stubEnv").toEqual(environment);
});
