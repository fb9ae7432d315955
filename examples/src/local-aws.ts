import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, vi } from "vitest";

/** For tests: an inspector for each, which the environment gives the examples' clients as their endpoint. */
export function useLocalAws(): { readonly inspector: Inspector } {
  let running: Inspector | undefined;
  beforeEach(async () => {
    running = await startInspector({ verify: "enforce" });
    vi.stubEnv("AWS_ENDPOINT_URL", running.url);
    vi.stubEnv("AWS_REGION", "eu-west-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", running.credentials.accessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", running.credentials.secretAccessKey);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await running?.close();
  });
  return {
    get inspector() {
      if (running === undefined) throw new Error("the inspector runs within a test");
      return running;
    },
  };
}
