import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startInspector } from "@tucuxi/inspector";
import { expect, it, onTestFinished } from "vitest";

const readme = await readFile(new URL("../../packages/plugin-recorder/README.md", import.meta.url), "utf8");

async function run(cwd: string, env: Readonly<Record<string, string>>): Promise<string> {
  const args = [
    "--no-warnings",
    "--import",
    import.meta.resolve("tsx"),
    fileURLToPath(new URL("./recorder.ts", import.meta.url)),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd,
    env: { PATH: process.env["PATH"], ...env },
  });
  return stdout;
}

it("recorder.ts writes the file that the plugin's README shows, and prints the same from it, without AWS", async () => {
  const cwd = await mkdtemp(join(tmpdir(), "tucuxi-example-"));
  onTestFinished(() => rm(cwd, { recursive: true }));
  await using inspector = await startInspector({ verify: "enforce" });
  inspector.respond({
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: JSON.stringify({ Item: { id: { S: "1" }, total: { N: "12" } } }),
  });
  const { accessKeyId, secretAccessKey } = inspector.credentials;
  const recorded = await run(cwd, {
    AWS_ENDPOINT_URL: inspector.url,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  expect(inspector.requests).toHaveLength(1);
  const [, output] = /it prints\n\n```\n(.*?)```/s.exec(readme) ?? [];
  const [, file] = /```json\n(.*?)```/s.exec(readme) ?? [];
  expect(recorded).toBe(output);
  expect(await readFile(join(cwd, "orders.cassette.json"), "utf8")).toBe(file);
  expect(await run(cwd, { CI: "true", AWS_EC2_METADATA_DISABLED: "true" })).toBe(output);
});
