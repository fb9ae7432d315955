import { InspectorError } from "../errors.js";
import { type Inspector, startInspector } from "../inspector.js";
import type { InspectorOptions } from "../options.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { VERSION } from "../version.js";
import { CommandUsageError, HELP, parseCommandLine } from "./command-line.js";
import { requestLine } from "./request-line.js";

/** What the command uses of the process. */
export interface CommandProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  once(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
}

/**
 * Runs `tucuxi-inspector` until it is stopped by SIGINT or SIGTERM.
 * @returns the exit code: 0 when stopped, 1 when it could not start, 2 for a wrong command line.
 */
export async function runCommand(args: readonly string[], process: CommandProcess): Promise<number> {
  const fail = (code: number, message: string): number => {
    process.stderr.write(`tucuxi-inspector: ${message}\n`);
    return code;
  };
  try {
    const command = parseCommandLine(args, process.env);
    if (command.kind !== "start") {
      process.stdout.write(command.kind === "help" ? HELP : `${VERSION}\n`);
      return 0;
    }
    const format = command.json ? jsonLine : requestLine;
    const onRequest = (request: InspectedRequest): void => void process.stdout.write(`${format(request)}\n`);
    const inspector = await start({ ...command.options, onRequest });
    (command.json ? process.stderr : process.stdout).write(banner(inspector, command.usesTestCredentials));
    await new Promise<void>((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
    await inspector.close();
    return 0;
  } catch (error) {
    if (error instanceof CommandUsageError) return fail(2, `${error.message}\nSee tucuxi-inspector --help.`);
    if (error instanceof InspectorError) return fail(1, error.message);
    throw error;
  }
}

async function start(options: InspectorOptions): Promise<Inspector> {
  try {
    return await startInspector(options);
  } catch (error) {
    if (!(error instanceof InspectorError) || error.code !== "PORT_IN_USE") throw error;
    const message = `port ${options.port} is in use: choose another with --port, or --port 0 for a free one`;
    throw new InspectorError("PORT_IN_USE", message, { cause: error });
  }
}

/** Secrets that the command was given are not printed; the test pair is no secret. */
function banner(inspector: Inspector, usesTestCredentials: boolean): string {
  const { accessKeyId, secretAccessKey } = inspector.credentials;
  const lines = [
    `tucuxi-inspector ${VERSION} listens on ${inspector.url}`,
    "Point AWS clients at it, then press Ctrl-C here when you are done:",
    `  export AWS_ENDPOINT_URL=${inspector.url}`,
    ...(usesTestCredentials
      ? [`  export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`]
      : [`  (signatures are checked against access key id ${accessKeyId})`]),
    "  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1",
  ];
  return `${lines.join("\n")}\n\n`;
}

/** What `requestLine` says, for a program: one JSON object, without headers and bodies. */
function jsonLine(request: InspectedRequest): string {
  const { time, method, url, service, operation, protocol, status, wireBytes, bodyBytes } = request;
  const { contentEncoding, signature, checksums, problem } = request;
  const { state } = signature;
  return JSON.stringify({
    time,
    method,
    url,
    service,
    operation,
    protocol,
    status,
    wireBytes,
    bodyBytes,
    contentEncoding,
    signature: signature.state === "valid" ? { state } : { state, reason: signature.reason },
    checksums,
    problem,
  });
}
