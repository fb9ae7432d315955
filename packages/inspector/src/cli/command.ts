import { readFile } from "node:fs/promises";
import { InspectorError } from "../errors.js";
import { type Inspector, startInspector } from "../inspector.js";
import { DEFAULT_CREDENTIALS, type InspectorOptions } from "../options.js";
import type { InspectedEvent } from "../requests/inspected-event.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { operationMatcher } from "../requests/operation-pattern.js";
import { outputAnswer, outputOfFile } from "../respond/output-answer.js";
import type { ResponseStep } from "../respond/respond-script.js";
import { loadSession } from "../session/load-session.js";
import { harFile, type RequestFile, sessionFile } from "../session/request-files.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import { VERSION } from "../version.js";
import {
  CommandUsageError,
  type OutputOptions,
  parseCommandLine,
  type StartCommand,
} from "./command-line.js";
import { HELP } from "./command-options.js";
import { eventJsonLine, eventLine } from "./event-line.js";
import { jsonLine } from "./json-line.js";
import { openInBrowser } from "./open-in-browser.js";
import { requestLine } from "./request-line.js";
import { programEnv, runProgram } from "./run-program.js";
import { verboseRequest } from "./verbose-request.js";

/** What the command uses of the process. */
export interface CommandProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: { readonly isTTY?: boolean };
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
}

/**
 * Runs `tucuxi-inspector` until it is stopped by SIGINT or SIGTERM, or until the program that it runs ends.
 * @returns the exit code: 0 when stopped, 1 when it could not start, 2 for a wrong command line, or the program's.
 */
export async function runCommand(args: readonly string[], process: CommandProcess): Promise<number> {
  const fail = (code: number, message: string): number => {
    process.stderr.write(`tucuxi-inspector: ${message}\n`);
    return code;
  };
  try {
    const command = parseCommandLine(args, process.env);
    switch (command.kind) {
      case "help":
        process.stdout.write(HELP);
        return 0;
      case "version":
        process.stdout.write(`${VERSION}\n`);
        return 0;
      case "load": {
        const print = printer(command.output, [DEFAULT_CREDENTIALS], process.stdout);
        for await (const request of loadSession(command.file)) print(request);
        return 0;
      }
      case "start":
        return await runInspector(command, process);
    }
  } catch (error) {
    if (error instanceof CommandUsageError) return fail(2, `${error.message}\nSee tucuxi-inspector --help.`);
    if (error instanceof InspectorError) return fail(1, error.message);
    throw error;
  }
}

async function runInspector(command: StartCommand, process: CommandProcess): Promise<number> {
  const runsProgram = command.program.length > 0;
  // Another program may read what this one prints.
  const out = runsProgram ? process.stderr : process.stdout;
  const credentials = command.options.credentials ?? [DEFAULT_CREDENTIALS];
  const print = printer(command.output, [credentials].flat(), out);
  const answers = await answersOfFiles(command.answerFiles);
  const files: RequestFile[] = [];
  try {
    if (command.save !== undefined) files.push(sessionFile(command.save));
    if (command.har !== undefined) files.push(harFile(command.har));
    await using inspector = await start({
      ...command.options,
      onRequest: (request) => {
        print(request);
        for (const file of files) file.add(request);
      },
      onEvent: (request, event) => print(request, event),
    });
    for (const [pattern, answer] of answers) inspector.respondTo(pattern, answer);
    if (command.open && inspector.page !== undefined) openInBrowser(inspector.page.url, process.stderr);
    if (runsProgram) {
      if (inspector.page !== undefined) process.stderr.write(`tucuxi-inspector: see ${inspector.page.url}\n`);
      const env = programEnv(process.env, inspector);
      return await runProgram(command.program, env, (listener) => {
        process.on("SIGTERM", () => listener("SIGTERM"));
        // A terminal sends Ctrl-C to the program as well, and many programs take a second one as an order to die.
        process.on("SIGINT", () => process.stdin.isTTY || listener("SIGINT"));
      });
    }
    (command.output.format === "json" ? process.stderr : out).write(
      banner(inspector, command.usesTestCredentials),
    );
    await new Promise<void>((resolve) => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, resolve);
    });
    return 0;
  } finally {
    for (const file of files) file.close();
  }
}

/** Prints the requests that the options select. */
function printer(
  { format, only }: OutputOptions,
  credentials: readonly InspectorCredentials[],
  out: { write(text: string): unknown },
): (request: InspectedRequest, event?: InspectedEvent) => void {
  const wanted = only.map(operationMatcher);
  const text = (request: InspectedRequest): string => {
    switch (format) {
      case "line":
        return requestLine(request);
      case "json":
        return jsonLine(request);
      case "verbose":
      case "very-verbose":
        return verboseRequest(request, { level: format === "verbose" ? 1 : 2, credentials });
    }
  };
  const eventText = format === "json" ? eventJsonLine : eventLine;
  return (request, event) => {
    if (wanted.length > 0 && !wanted.some((matches) => matches(request))) return;
    out.write(`${event === undefined ? text(request) : eventText(request, event)}\n`);
  };
}

async function answersOfFiles(
  files: StartCommand["answerFiles"],
): Promise<[pattern: string, answer: ResponseStep][]> {
  const answers: [string, ResponseStep][] = [];
  for (const [pattern, file] of files) {
    try {
      answers.push([pattern, outputAnswer(outputOfFile(file, await readFile(file)))]);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CommandUsageError(`--respond ${pattern}=${file}: ${why}`, { cause: error });
    }
  }
  return answers;
}

async function start(options: InspectorOptions): Promise<Inspector> {
  try {
    return await startInspector(options);
  } catch (error) {
    if (!(error instanceof InspectorError) || error.code !== "PORT_IN_USE") throw error;
    const option = error.message.startsWith("page.port") ? "--page-port" : "--port";
    const [inUse] = error.message.split(":");
    const message = `${inUse}: choose another with ${option}, or ${option} 0 for a free one`;
    throw new InspectorError("PORT_IN_USE", message, { cause: error });
  }
}

/** Doesn't print secrets that were given to the command. The test pair isn't secret. */
function banner(inspector: Inspector, usesTestCredentials: boolean): string {
  const { accessKeyId, secretAccessKey } = inspector.credentials;
  const lines = [
    `tucuxi-inspector ${VERSION} listens on ${inspector.url}`,
    ...(inspector.page === undefined ? [] : [`See every request at ${inspector.page.url}`]),
    "Point AWS clients at it, then press Ctrl-C here when you are done:",
    `  export AWS_ENDPOINT_URL=${inspector.url}`,
    ...(usesTestCredentials
      ? [`  export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`]
      : [`  (signatures are checked against access key id ${accessKeyId})`]),
    "  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1",
  ];
  return `${lines.join("\n")}\n\n`;
}
