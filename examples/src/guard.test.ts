import { readFile } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { expect, it, vi } from "vitest";
import { useLocalAws } from "./local-aws.js";

const aws = useLocalAws();

it("guard.ts prints what the plugin's README says", async () => {
  const readme = await readFile(new URL("../../packages/plugin-guard/README.md", import.meta.url), "utf8");
  const [, output] = /It prints\n\n```\n(.*?)```/s.exec(readme) ?? [];
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./guard.js");
  expect(log.mock.calls.map(([line]) => `${line}\n`).join("")).toBe(output);
  expect(aws.inspector.requests.map(({ operation }) => operation)).toEqual(["GetItem", "UpdateItem", "Scan"]);
});

it("guard-confirm.ts asks before it deletes", async () => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  vi.spyOn(process, "stdin", "get").mockReturnValue(input as unknown as typeof process.stdin);
  vi.spyOn(process, "stdout", "get").mockReturnValue(output as unknown as typeof process.stdout);
  const asked = new Promise<string>((resolve) => {
    output.once("data", (question: Buffer) => {
      resolve(question.toString());
      input.write("yes\n");
    });
  });
  await import("./guard-confirm.js");
  expect(await asked).toBe('s3.DeleteObject Bucket="orders" Key="1" in eu-west-1: send it? ');
  expect(aws.inspector.requests.map(({ operation }) => operation)).toEqual(["ListObjectsV2", "DeleteObject"]);
});
