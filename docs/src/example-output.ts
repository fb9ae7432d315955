import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { type ResponseStep, startInspector } from "@tucuxi/inspector";
import { vi } from "vitest";

/** The folder of the programs that the documentation shows. */
const EXAMPLES = new URL("../../examples/src/", import.meta.url);

/** The file of an example. */
export function exampleFile(name: string): string {
  return fileURLToPath(new URL(name, EXAMPLES));
}

/**
 * Runs a function while the environment points at a local endpoint, which refuses wrong signatures and checksums. With
 * `null` for the answers, there is no endpoint and nothing is sent.
 *
 * @throws what the function threw, or an error if the endpoint refused a request.
 */
export async function atEndpoint<Result>(
  respond: readonly ResponseStep[] | null,
  run: () => Promise<Result>,
): Promise<Result> {
  await using inspector = await startInspector({ verify: "enforce", respond: respond ?? [] });
  vi.stubEnv("AWS_ENDPOINT_URL", respond === null ? undefined : inspector.url);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", inspector.credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", inspector.credentials.secretAccessKey);
  try {
    const result = await run();
    const refused = inspector.requests.find(({ problem }) => problem !== undefined)?.problem;
    if (refused !== undefined) throw new Error(`${refused.code}: ${refused.message}`);
    return result;
  } finally {
    vi.unstubAllEnvs();
  }
}

/** Runs an example in this process and returns its output. */
export function exampleOutput(name: string, respond: readonly ResponseStep[] | null = []): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...values: unknown[]) => {
    lines.push(values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" "));
  });
  return atEndpoint(respond, async () => {
    await import(/* @vite-ignore */ exampleFile(name));
    return lines.join("\n");
  }).finally(() => log.mockRestore());
}
