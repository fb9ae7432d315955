import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The AWS CLI and boto3 with one botocore, and what signs by SigV4a for it. */
const PACKAGES = ["awscli==1.45.11", "boto3[crt]==1.43.11"];

/** Makes a virtual environment with boto3 and the AWS CLI, where there is none, and gives the folder of its programs. */
export async function pythonTools(): Promise<string> {
  const folder = fileURLToPath(new URL("../../.venv/", import.meta.url));
  const bin = join(folder, "bin");
  const installed = join(folder, "installed.txt");
  const wanted = PACKAGES.join("\n");
  if (existsSync(installed) && (await readFile(installed, "utf8")) === wanted) return bin;
  await run("python3", ["-m", "venv", "--clear", folder]);
  await run(join(bin, "python"), [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    ...PACKAGES,
  ]);
  await writeFile(installed, wanted);
  return bin;
}

/** The environment in which these programs send to an endpoint, whatever the machine's own configuration is. */
export function toolsEnvironment(bin: string, endpoint: string): NodeJS.ProcessEnv {
  return {
    PATH: [bin, process.env["PATH"]].join(delimiter),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_ENDPOINT_URL: endpoint,
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_PAGER: "",
    NO_PROXY: "127.0.0.1",
  };
}
