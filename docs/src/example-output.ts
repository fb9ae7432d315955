import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { type ResponseStep, startInspector } from "@tucuxi/inspector";
import { vi } from "vitest";

/** Where programs that the documentation shows are. */
const EXAMPLES = new URL("../../examples/src/", import.meta.url);

/** The file of an example. */
export function exampleFile(name: string): string {
  return fileURLToPath(new URL(name, EXAMPLES));
}

/**
 * Runs an example in this process, as its readers would with the environment pointing at a local endpoint, which
 * refuses wrong signatures and checksums. Given `null` for its answers there is no endpoint: the example sends nothing.
 *
 * @returns what it printed
 * @throws what it threw; where the endpoint had a request to refuse
 */
export async function exampleOutput(
  name: string,
  respond: readonly ResponseStep[] | null = [],
): Promise<string> {
  await using inspector = await startInspector({ verify: "enforce", respond: respond ?? [] });
  vi.stubEnv("AWS_ENDPOINT_URL", respond === null ? undefined : inspector.url);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", inspector.credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", inspector.credentials.secretAccessKey);
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    lines.push(values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" "));
  });
  try {
    await import(/* @vite-ignore */ exampleFile(name));
  } finally {
    log.mockRestore();
    vi.unstubAllEnvs();
  }
  const refused = inspector.requests.find(({ problem }) => problem !== undefined)?.problem;
  if (refused !== undefined) throw new Error(`${name}: ${refused.code}: ${refused.message}`);
  return lines.join("\n");
}
