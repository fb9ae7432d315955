import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { startInspector } from "../src/index.js";

const COMMAND = fileURLToPath(new URL("../bin/tucuxi-inspector.js", import.meta.url));

let child: ChildProcessWithoutNullStreams | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
});

interface Run {
  stdout: string;
  stderr: string;
  readonly exit: Promise<number | null>;
  stop(signal: "SIGINT" | "SIGTERM"): void;
}

function run(args: readonly string[], env: Record<string, string> = {}): Run {
  const started = spawn(process.execPath, [COMMAND, ...args], { env: { PATH: process.env["PATH"], ...env } });
  child = started;
  const result: Run = {
    stdout: "",
    stderr: "",
    exit: once(started, "close").then(([code]) => code),
    stop: (signal) => void started.kill(signal),
  };
  started.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    result.stdout += chunk;
  });
  started.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    result.stderr += chunk;
  });
  return result;
}

async function urlOf(command: Run, stream: "stdout" | "stderr" = "stdout"): Promise<string> {
  await expect.poll(() => command[stream], { timeout: 15_000 }).toContain("AWS_REGION");
  return /listens on (http:\S+)/.exec(command[stream])?.[1] ?? "";
}

function client(endpoint: string, secretAccessKey = "test"): DynamoDB {
  const credentials = { accessKeyId: "test", secretAccessKey };
  return new DynamoDB({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
}

describe("tucuxi-inspector", { timeout: 20_000 }, () => {
  it("says how to point clients at it, prints a line for each request, and stops on Ctrl-C", async () => {
    const command = run(["--port", "0", "--respond", "500,200"]);
    const url = await urlOf(command);
    await expect(client(url).listTables({})).rejects.toMatchObject({ $metadata: { httpStatusCode: 500 } });
    await client(url, "wrong").listTables({});
    command.stop("SIGINT");
    expect(await command.exit).toBe(0);
    const [banner, lines] = command.stdout.split("\n\n");
    expect(banner?.split("\n").slice(1)).toEqual([
      "Point AWS clients at it, then press Ctrl-C here when you are done:",
      `  export AWS_ENDPOINT_URL=${url}`,
      "  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test",
      "  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1",
    ]);
    expect(lines?.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3}Z {2}dynamodb ListTables {2}500 {2}2 B {2}signature ok$/),
      expect.stringMatching(
        / {2}dynamodb ListTables {2}200 {2}2 B {2}signature INVALID: signature does not match/,
      ),
    ]);
    expect(command.stderr).toBe("");
  });

  it("prints JSON alone on its output when asked, and enforces when asked", async () => {
    const command = run(["--port=0", "--json", "--enforce"]);
    const url = await urlOf(command, "stderr");
    await expect(client(url, "wrong").listTables({})).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    await expect.poll(() => command.stdout).toContain("\n");
    expect(JSON.parse(command.stdout)).toMatchObject({
      service: "dynamodb",
      operation: "ListTables",
      status: 403,
      wireBytes: 2,
      bodyBytes: 2,
      signature: { state: "invalid", reason: expect.stringContaining("does not match") },
      problem: { code: "SignatureDoesNotMatch" },
    });
    command.stop("SIGTERM");
    expect(await command.exit).toBe(0);
  });

  it("stops while connections hang", async () => {
    const command = run(["--port", "0", "--respond", "hang"]);
    const { hostname, port } = new URL(await urlOf(command));
    const socket = connect(Number(port), hostname);
    socket.write("GET / HTTP/1.1\r\nhost: h\r\n\r\n");
    await expect.poll(() => command.stdout).toContain("no answer");
    command.stop("SIGINT");
    expect(await command.exit).toBe(0);
    socket.destroy();
  });

  it("does not print a secret that it was given", async () => {
    const command = run(["--port", "0"], { AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "very-secret" });
    await urlOf(command);
    expect(command.stdout).toContain("access key id AKID");
    expect(command.stdout + command.stderr).not.toContain("very-secret");
  });

  it("says plainly that the port is in use", async () => {
    await using other = await startInspector();
    const command = run(["--port", String(other.port)]);
    expect(await command.exit).toBe(1);
    expect(command.stderr).toBe(
      `tucuxi-inspector: port ${other.port} is in use: choose another with --port, or --port 0 for a free one\n`,
    );
  });

  it("prints its help and its version", async () => {
    const help = run(["--help"]);
    expect(await help.exit).toBe(0);
    expect(help.stdout).toMatch(/^Usage: tucuxi-inspector \[options\]\n/);
    const version = run(["--version"]);
    expect(await version.exit).toBe(0);
    const manifest = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
    expect(version.stdout).toBe(`${manifest.version}\n`);
  });
});
