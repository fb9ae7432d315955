import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { afterEach, describe, expect, it } from "vitest";
import { runCommand } from "../src/cli/command.js";
import { startInspector } from "../src/index.js";
import { validateHar } from "./validate-har.js";

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
  const started = spawn(process.execPath, [COMMAND, ...args], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    env: { PATH: process.env["PATH"], ...env },
  });
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
      expect.stringMatching(
        /^See every request at http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{16}\/\?token=[\w-]{32}$/,
      ),
      "Point AWS clients at it, then press Ctrl-C here when you are done:",
      `  export AWS_ENDPOINT_URL=${url}`,
      "  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test",
      "  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1",
    ]);
    expect(lines?.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3}Z {2}dynamodb ListTables {2}500 {2}2 B {2}signature ok$/),
      expect.stringMatching(
        / {2}dynamodb ListTables {2}200 {2}2 B {2}signature INVALID: signature doesn't match/,
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
      signature: { state: "invalid", reason: expect.stringContaining("doesn't match") },
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
    const page = run(["--port", "0", "--page-port", String(other.port)]);
    expect(await page.exit).toBe(1);
    expect(page.stderr).toBe(
      `tucuxi-inspector: page.port ${other.port} is in use: choose another with --page-port, or --page-port 0 for a free one\n`,
    );
  });

  it("prints headers, bodies and what was signed, without secrets", async () => {
    const command = run([
      "--port",
      "0",
      "-vv",
      "--only",
      "*.ListTables",
      "--respond",
      "200,400:ValidationException",
    ]);
    const url = await urlOf(command);
    const credentials = { accessKeyId: "test", secretAccessKey: "test", sessionToken: "very-secret-token" };
    const dynamodb = new DynamoDB({ endpoint: url, region: "us-east-1", credentials, maxAttempts: 1 });
    await dynamodb.listTables({ Limit: 3 });
    await expect(dynamodb.listTables({})).rejects.toThrow();
    await dynamodb.describeLimits({});
    await expect.poll(() => command.stdout).toContain("string to sign");
    command.stop("SIGINT");
    await command.exit;
    const { stdout } = command;
    expect(stdout).toContain("  POST / HTTP/1.1\n");
    expect(stdout).toContain(" *x-amz-target: DynamoDB_20120810.ListTables\n");
    expect(stdout).toMatch(/\n {2}authorization: AWS4-HMAC-SHA256 .*Signature=[0-9a-f]{64}\n/);
    expect(stdout).toContain('    {\n      "Limit": 3\n    }\n');
    expect(stdout).toContain("  answered with 400 in ");
    expect(stdout).toContain('"__type": "ValidationException"');
    expect(stdout).toContain("  canonical request:\n     POST\n     /\n     \n");
    expect(stdout).toContain("  signature: a session token was sent, but test has none\n");
    expect(stdout).toContain("  >> x-amz-security-token:••••••\n");
    expect(stdout).not.toContain("very-secret-token");
    expect(stdout).not.toContain("DescribeLimits");
  });

  it("runs a program with the environment that its clients need, and ends with it", async () => {
    const program = `
      const { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: key, AWS_REGION: region } = process.env;
      const target = { "x-amz-target": "DynamoDB_20120810.ListTables" };
      fetch(url, { method: "POST", body: "{}", headers: target }).then(async (answer) => {
        const others = Object.keys(process.env).filter((name) => /^AWS_.*(PROFILE|TOKEN|EXPIRATION)$/.test(name));
        console.log(key, region, others, process.env.AWS_USE_FIPS_ENDPOINT, await answer.text());
        process.exit(7);
      });`;
    const command = run(
      ["--respond", "ListTables=./test/fixtures/tables.json", "--", process.execPath, "-e", program],
      {
        AWS_PROFILE: "mine",
        AWS_REGION: "eu-west-1",
        AWS_SECURITY_TOKEN: "boto's",
        AWS_CREDENTIAL_EXPIRATION: "2020-01-01T00:00:00Z",
        AWS_USE_FIPS_ENDPOINT: "true",
      },
    );
    expect(await command.exit).toBe(7);
    expect(command.stdout).toBe('test eu-west-1 [] false {"TableNames":["orders"]}\n');
    expect(command.stderr).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3}Z {2}dynamodb ListTables {2}200 {2}2 B {2}unsigned\n$/,
    );
  });

  it("answers with a file after the steps of the same operation", async () => {
    const program = `
      const target = { "x-amz-target": "DynamoDB_20120810.ListTables" };
      const call = () => fetch(process.env.AWS_ENDPOINT_URL, { method: "POST", body: "{}", headers: target });
      call().then(async ({ status }) => console.log(status, await (await call()).text()));`;
    const answers = ["--respond", "ListTables=500", "--respond", "ListTables=./test/fixtures/tables.json"];
    const command = run([...answers, "--", process.execPath, "-e", program]);
    await command.exit;
    expect(command.stdout).toBe('500 {"TableNames":["orders"]}\n');
  });

  it("passes signals on to the program, and says when it cannot be run", async () => {
    const command = run(["--", process.execPath, "-e", "console.log('up'); setInterval(() => {}, 1000)"]);
    await expect.poll(() => command.stdout, { timeout: 15_000 }).toContain("up");
    command.stop("SIGTERM");
    expect(await command.exit).toBe(143);
    const missing = run(["--", "./no-such-program"]);
    expect(await missing.exit).toBe(1);
    expect(missing.stderr).toContain("./no-such-program can't be run: ");
    const wrong = run(["--respond", "s3.*=./no-such-file.xml"]);
    expect(await wrong.exit).toBe(2);
    expect(wrong.stderr).toContain("--respond s3.*=./no-such-file.xml: ENOENT");
  });

  it.each([true, false])("leaves Ctrl-C to a terminal, which sends it to the program: %s", async (isTTY) => {
    const program = `
      process.on("SIGINT", () => process.exit(7));
      fetch(process.env.AWS_ENDPOINT_URL).then(() => setTimeout(() => process.exit(0), 500));`;
    let interrupt = (): void => undefined;
    const code = await runCommand(["--", process.execPath, "-e", program], {
      env: process.env,
      stdin: { isTTY },
      stdout: process.stdout,
      // The line about the request.
      stderr: { write: () => interrupt() },
      on: (signal, listener) => {
        if (signal === "SIGINT") interrupt = listener;
      },
    });
    expect(code).toBe(isTTY ? 0 : 7);
  });

  it("saves a session and a HAR file, and prints the session again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "inspector-"));
    const [session, har] = [join(folder, "session.jsonl"), join(folder, "session.har")];
    await writeFile(session, "the session before", { mode: 0o644 });
    const command = run(["--port", "0", "--save", session, "--har", har, "--respond", "drop"]);
    const url = await urlOf(command);
    const credentials = { accessKeyId: "test", secretAccessKey: "test", sessionToken: "very-secret-token" };
    const dynamodb = new DynamoDB({ endpoint: url, region: "us-east-1", credentials });
    await dynamodb.listTables({ Limit: 3 });
    expect((await stat(session)).mode & 0o777).toBe(0o600);
    // It is whole while the inspector runs.
    expect(JSON.parse(await readFile(har, "utf8")).log.entries).toHaveLength(2);
    command.stop("SIGINT");
    expect(await command.exit).toBe(0);
    const document = JSON.parse(await readFile(har, "utf8"));
    expect(validateHar(document)).toEqual([]);
    expect(document.log.entries).toMatchObject([
      { response: { status: 0 } },
      {
        request: { method: "POST", url: `${url}/`, postData: { text: '{"Limit":3}' } },
        response: { status: 200 },
      },
    ]);
    expect(JSON.stringify(document)).not.toContain("very-secret-token");
    expect((await stat(session)).mode & 0o777).toBe(0o600);

    const again = run(["--load", session, "--json"]);
    expect(await again.exit).toBe(0);
    const lines = again.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { attempt: 1 },
      {
        attempt: 2,
        status: 200,
        parameters: { Limit: 3 },
        signature: { state: "invalid" },
        response: { output: {} },
      },
    ]);
    expect(lines[0]).not.toHaveProperty("status");
    const printed = run(["--load", session]);
    await printed.exit;
    expect(printed.stdout).toBe(command.stdout.slice(command.stdout.indexOf("\n\n") + 2));

    const broken = run(["--load", har]);
    expect(await broken.exit).toBe(1);
    expect(broken.stderr).toContain("isn't a saved session");
    await rm(folder, { recursive: true });
  });

  it("opens the page in the user's browser, or says that it cannot", async () => {
    const folder = await mkdtemp(join(tmpdir(), "inspector-"));
    for (const name of ["xdg-open", "open"]) {
      await writeFile(join(folder, name), `#!/bin/sh\nprintf %s "$1" > ${join(folder, "opened")}\n`, {
        mode: 0o755,
      });
    }
    const command = run(["--port", "0", "--open"], { PATH: `${folder}:${process.env["PATH"]}` });
    await urlOf(command);
    const opened = (): Promise<string> => readFile(join(folder, "opened"), "utf8").catch(() => "");
    await expect
      .poll(opened, { timeout: 5000 })
      .toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{16}\/\?token=/);
    expect(command.stdout).toContain(await opened());
    command.stop("SIGINT");
    await command.exit;
    const without = run(["--port", "0", "--open"], { PATH: "/nowhere" });
    await expect
      .poll(() => without.stderr, { timeout: 15_000 })
      .toContain("no browser could be opened; open http://");
    without.stop("SIGINT");
    await without.exit;
    await rm(folder, { recursive: true });
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
