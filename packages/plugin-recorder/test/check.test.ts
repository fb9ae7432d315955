import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { expect, it } from "vitest";
import { runCommand } from "../src/check/command.js";
import { folder, live, recording, service } from "./support.js";

/** The package has the clients, wherever the tests are started. */
const PACKAGE = fileURLToPath(new URL("..", import.meta.url));

async function run(...args: string[]) {
  const written = { stdout: "", stderr: "" };
  const sink = (name: "stderr" | "stdout") => ({ write: (text: string) => (written[name] += text) });
  const code = await runCommand(args, { stdout: sink("stdout"), stderr: sink("stderr") }, PACKAGE);
  return { code, ...written };
}

function cassette(path: string, ...episodes: object[]): string {
  const file = join(path, "c.json");
  writeFileSync(file, JSON.stringify({ "tucuxi-recorder": 1, episodes }));
  return file;
}

it("finds nothing in what the recorder wrote", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((request, response) => {
    if (request.method !== "GET") {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.end(JSON.stringify({ Name: "db", SecretString: '{"password":"hunter2hunter2"}' }));
    } else response.writeHead(200).end(`${"x".repeat(20_000)} "api_key": "abcdefgh"`);
  });
  const secrets = new SecretsManager(live(aws.endpoint));
  const s3 = new S3({ ...live(aws.endpoint), forcePathStyle: true });
  const plugin = recording({ file }, secrets, s3);
  await secrets.getSecretValue({ SecretId: "db" });
  await (await s3.getObject({ Bucket: "b", Key: "k" })).Body?.transformToString();
  await plugin.save();
  expect(await run("check", file)).toEqual({
    code: 0,
    stdout: "1 files, 2 episodes: nothing to report\n",
    stderr: "",
  });
});

it.each<[string, object, string]>([
  [
    "a member that the model marks",
    {
      call: "secrets-manager.GetSecretValue",
      params: {},
      attempts: [{ output: { SecretString: "hunter2" } }],
    },
    "attempts[0].output.SecretString: is secret",
  ],
  [
    "a member whose name says so",
    {
      call: "sts.GetSessionToken",
      params: {},
      attempts: [{ output: { Credentials: { SessionToken: "IQoJb3" } } }],
    },
    "attempts[0].output.Credentials.SessionToken: is secret",
  ],
  [
    "an access key",
    { call: "sts.AssumeRole", params: {}, attempts: [{ output: { Arn: "of AKIAIOSFODNN7EXAMPLE" } }] },
    "attempts[0].output.Arn: looks like an access key id",
  ],
  [
    "a presigned URL",
    {
      call: "lambda.GetFunction",
      params: {},
      attempts: [{ output: { Code: { Location: "https://b/?X-Amz-Signature=0123456789abcdef0123" } } }],
    },
    "attempts[0].output.Code.Location: looks like a presigned URL",
  ],
  [
    "bytes that name a secret",
    {
      call: "s3.GetObject",
      params: {},
      attempts: [{ output: { Body: { $bytes: '{"password": "hunter2"}' } } }],
    },
    "attempts[0].output.Body: names a secret",
  ],
  [
    "a message of an error",
    {
      call: "s3.GetObject",
      params: {},
      attempts: [{ error: { code: "A", statusCode: 400, message: "-----BEGIN PRIVATE KEY-----" } }],
    },
    "attempts[0].error.message: looks like a private key",
  ],
  [
    "an operation that is no more",
    { call: "s3.GetEverything", params: {}, attempts: [] },
    "has no operation GetEverything",
  ],
])("reports %s, and the exit code is 1", async (_, episode, message) => {
  const { code, stdout } = await run("check", cassette(folder(), episode));
  expect(stdout).toContain(message);
  expect(stdout).toContain("1 files, 1 episodes: 1 to report");
  expect(code).toBe(1);
});

it("says which clients it could not ask, what isn't a cassette, and how it is used", async () => {
  const path = folder();
  const unknown = await run(
    "check",
    cassette(path, { call: "tnb.GetSolFunction", params: {}, attempts: [] }),
  );
  expect(unknown.code).toBe(0);
  expect(unknown.stderr).toBe(
    "@aws-sdk/client-tnb isn't installed here: whether its operations exist wasn't checked\n",
  );
  writeFileSync(join(path, "no.json"), "{}");
  expect(await run("check", join(path, "no.json"))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("isn't a cassette"),
    stdout: "0 files, 0 episodes: nothing to report, and 1 couldn't be checked\n",
  });
  expect(await run("chek")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('unknown command "chek". The only command is check'),
  });
  expect(await run("check")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("takes the files to read"),
  });
  expect(await run("--help")).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("Usage: tucuxi-recorder check"),
  });
});

it("is a command", async () => {
  const command = fileURLToPath(new URL("../bin/tucuxi-recorder.js", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [command, "check", cassette(folder())]);
  expect(stdout).toBe("1 files, 0 episodes: nothing to report\n");
});
