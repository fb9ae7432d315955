import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import type { Inspector, InspectorOptions } from "@tucuxi/inspector";
import { expect, it, onTestFinished, vi } from "vitest";
import { useLocalAws } from "./local-aws.js";

const aws = useLocalAws();

it("logger.ts prints a line for each attempt and one for the call, without the card, and needs no setting of the environment", async () => {
  vi.unstubAllEnvs();
  const started: Inspector[] = [];
  vi.doMock("@tucuxi/inspector", async (importActual) => {
    const actual = await importActual<typeof import("@tucuxi/inspector")>();
    const startInspector = async (options: InspectorOptions) => {
      const inspector = await actual.startInspector(options);
      started.push(inspector);
      return inspector;
    };
    return { ...actual, startInspector };
  });
  onTestFinished(() => void vi.doUnmock("@tucuxi/inspector"));
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  vi.spyOn(console, "debug").mockImplementation(keep);
  vi.spyOn(console, "info").mockImplementation(keep);
  await import("./logger.js");
  expect(lines.map((line) => line.slice(13))).toEqual([
    expect.stringMatching(
      /^DEBUG lambda Invoke attempt 1: failed with 429 TooManyRequestsException in [\d.]+ ms, POST .* 30 B sent, /,
    ),
    expect.stringMatching(
      /^DEBUG lambda Invoke attempt 2: 200 in [\d.]+ ms, POST .* 30 B sent, 2 B received, /,
    ),
    expect.stringMatching(/^INFO {2}lambda Invoke 200 in [\d.]+ ms, 2 attempts, 30 B sent, 2 B received, /),
  ]);
  const sent = started.flatMap(({ requests }) => requests.map(({ text }) => text));
  expect(sent).toEqual(Array(2).fill('{"card":"4111 1111 1111 1111"}'));
  expect(lines.join()).not.toContain("4111");
});

it("logger-pino.ts logs at info, then at trace, and no address in either", async () => {
  const program = fileURLToPath(new URL("logger-pino.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", program]);
  expect(aws.inspector.requests.map(({ text }) => text)).toEqual([
    expect.stringContaining("ada@example.com"),
    expect.stringContaining("grace@example.com"),
  ]);
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ level, module, aws }) => [level, module, aws.type])).toEqual([
    [30, "aws", "call"],
    [20, "aws", "attempt"],
    [10, "aws", "wire"],
    [30, "aws", "call"],
  ]);
  expect(lines[2].aws.request.body).toEqual({
    redacted: { TableName: "users", Item: { id: { S: "grace" }, email: "[redacted]" } },
  });
  expect(stdout).not.toContain("@example.com");
});

it("logger-sink.ts counts the bytes of what it includes", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./logger-sink.js");
  expect(log.mock.calls).toEqual([[{ "s3.PutObject": 19 }]]);
});

it("logger-secrets.ts logs what the README says in place of the body", async () => {
  const lines: string[] = [];
  vi.spyOn(console, "debug").mockImplementation((line: string) => void lines.push(line));
  await import("./logger-secrets.js");
  const wire = lines.map((line) => JSON.parse(line).aws).find(({ type }) => type === "wire");
  expect(wire.request.body).toEqual({
    redacted: { FunctionName: "orders", Environment: { Variables: "[redacted]" } },
  });
  expect(lines.join()).not.toMatch(/correct-horse|DB_PASSWORD/);
});

it("logger-redaction.ts hides by the logger's rules", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./logger-redaction.js");
  expect(log.mock.calls).toEqual([[{ Name: "db", SecretString: "[redacted]" }], ["can't store [redacted]"]]);
});
