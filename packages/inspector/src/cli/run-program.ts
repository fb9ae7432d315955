import { spawn } from "node:child_process";
import { constants } from "node:os";
import { InspectorError } from "../errors.js";
import type { Inspector } from "../inspector.js";

/** The environment for a program whose AWS clients should talk to an inspector. */
export function programEnv(
  env: Readonly<Record<string, string | undefined>>,
  { url, credentials, clientConfig }: Pick<Inspector, "url" | "credentials" | "clientConfig">,
): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    // Endpoints of single services and a profile would override what is set here. The others belong to other credentials.
    if (
      value === undefined ||
      /^AWS_(?:ENDPOINT_URL|(?:DEFAULT_)?PROFILE|SE(?:SSION|CURITY)_TOKEN|CREDENTIAL_EXPIRATION)/.test(name)
    )
      continue;
    result[name] = value;
  }
  return {
    AWS_REGION: clientConfig.region,
    AWS_DEFAULT_REGION: clientConfig.region,
    ...result,
    AWS_ENDPOINT_URL: url,
    // The configuration file can set these, and they don't go with an endpoint.
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "false",
    AWS_USE_DUALSTACK_ENDPOINT: "false",
    AWS_USE_FIPS_ENDPOINT: "false",
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
}

/**
 * Runs a program until it ends.
 * @param onSignal calls its listener for each signal to pass on.
 * @returns its exit code, or 128 plus the signal that ended it, as shells report it.
 * @throws InspectorError CANNOT_RUN
 */
export function runProgram(
  [command = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  onSignal: (listener: (signal: "SIGINT" | "SIGTERM") => void) => void,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: "inherit" });
    onSignal((signal) => child.kill(signal));
    child.once("error", (error) =>
      reject(new InspectorError("CANNOT_RUN", `${command} can't be run: ${error.message}`, { cause: error })),
    );
    child.once("exit", (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
