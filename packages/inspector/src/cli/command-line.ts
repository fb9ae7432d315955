import { parseArgs } from "node:util";
import { InspectorError } from "../errors.js";
import { ForwardTarget } from "../forward/forward-target.js";
import { nearestName } from "../nearest-name.js";
import { DEFAULT_CREDENTIALS, type InspectorOptions } from "../options.js";
import { operationMatcher } from "../requests/operation-pattern.js";
import { parseScript } from "../respond/respond-script.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import { DEFAULT_PORT, OPTIONS } from "./command-options.js";

/** A command line that can't be used. */
export class CommandUsageError extends Error {
  override readonly name = "CommandUsageError";
}

/** What to print about each request. */
export interface OutputOptions {
  readonly format: "line" | "verbose" | "very-verbose" | "json";
  /** Patterns of operations. An empty array means all requests. */
  readonly only: readonly string[];
}

/** What a command line asks for. */
export type Command =
  | { readonly kind: "help" | "version" }
  | { readonly kind: "load"; readonly file: string; readonly output: OutputOptions }
  | StartCommand;

/** Start an inspector. */
export interface StartCommand {
  readonly kind: "start";
  readonly options: InspectorOptions;
  readonly output: OutputOptions;
  /** Operations and the files that answer them. */
  readonly answerFiles: readonly (readonly [pattern: string, file: string])[];
  readonly save: string | undefined;
  readonly har: string | undefined;
  /** Whether to open the page in a browser. */
  readonly open: boolean;
  /** The program to run, with its arguments. If it's empty, the inspector runs until it's stopped. */
  readonly program: readonly string[];
  /** Whether signatures are checked against the well-known test pair. */
  readonly usesTestCredentials: boolean;
}

/**
 * Reads the command's arguments.
 * @throws CommandUsageError that says what is wrong, and suggests the nearest name for a misspelt option.
 */
export function parseCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Command {
  const end = args.indexOf("--");
  const program = end < 0 ? [] : args.slice(end + 1);
  const values = parseOptions(end < 0 ? args : args.slice(0, end));
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  if (end >= 0 && program.length === 0)
    throw new CommandUsageError("-- needs a command after it: -- node app.js");
  const output = outputOf(values);
  if (values.load !== undefined) return loadCommand(values, output, program);
  const credentials = commandCredentials(values.credentials, env);
  const { host, "max-body": maxBody } = values;
  const page = pageOf(values, program);
  const answers = answersOf(values.respond ?? []);
  const defaultPort = program.length > 0 ? 0 : DEFAULT_PORT;
  return {
    kind: "start",
    output,
    program,
    answerFiles: answers.files,
    save: values.save,
    har: values.har,
    open: values.open ?? false,
    usesTestCredentials: credentials === undefined,
    options: {
      host: host === "" ? undefined : host,
      port: values.port === undefined ? defaultPort : portOf(values.port),
      credentials,
      respond: answers.steps,
      respondTo: answers.byOperation,
      maxBodyBytes: maxBody === undefined ? undefined : bytesOf(maxBody),
      page,
      forward:
        values.forward === undefined
          ? undefined
          : { url: forwardUrl(values.forward), credentials: commandCredentials(undefined, env)?.[0] },
      // Without the page, nobody can see them.
      keepRequests: page === undefined ? 0 : undefined,
      verify: values.enforce ? "enforce" : "report",
    },
  };
}

type Values = ReturnType<typeof parseOptions>;

function parseOptions(args: readonly string[]) {
  const known = Object.keys(OPTIONS).map((name) => `--${name}`);
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, positional] = /^Unexpected argument '([^']*)'/.exec(message) ?? [];
    if (positional !== undefined) {
      const hint =
        "options begin with --, and a command to run comes after --, as in: tucuxi-inspector -- node app.js";
      throw new CommandUsageError(`Unexpected argument '${positional}': ${hint}`, { cause: error });
    }
    const [, unknown] = /^Unknown option '([^']*)'/.exec(message) ?? [];
    if (unknown === undefined) throw new CommandUsageError(message, { cause: error });
    const near = nearestName(unknown, known);
    const hint = near === undefined ? `known are ${known.join(", ")}` : `did you mean ${near}?`;
    throw new CommandUsageError(`unknown option ${unknown}: ${hint}`, { cause: error });
  }
}

function outputOf({ json, verbose = [], only = [] }: Values): OutputOptions {
  if (json && verbose.length > 0) throw new CommandUsageError("--json prints everything: leave -v out");
  for (const pattern of only) usage("--only", () => operationMatcher(pattern));
  const format = json
    ? "json"
    : verbose.length === 0
      ? "line"
      : verbose.length === 1
        ? "verbose"
        : "very-verbose";
  return { format, only };
}

/** People open the page to look at it, and a program may end before they do. */
function pageOf(values: Values, program: readonly string[]): { port: number } | undefined {
  const { page, "no-page": noPage, "page-port": port, open } = values;
  const isWanted = page === true || open === true || port !== undefined;
  if (noPage && isWanted) throw new CommandUsageError("--no-page can't be combined with another page option");
  if (noPage || (program.length > 0 && !isWanted)) return undefined;
  return { port: port === undefined ? 0 : portOf(port, "--page-port") };
}

function loadCommand(values: Values, output: OutputOptions, program: readonly string[]): Command {
  const { load: file = "", json: _json, verbose: _verbose, only: _only, ...others } = values;
  const [other] = Object.keys(others);
  if (other !== undefined || program.length > 0) {
    throw new CommandUsageError(
      `--load prints a saved session, and can't be combined with ${other === undefined ? "a command" : `--${other}`}`,
    );
  }
  return { kind: "load", file, output };
}

/** `500,throttle`, `s3.PutObject=throttle` and `s3.GetObject=answer.xml`. */
function answersOf(given: readonly string[]) {
  const steps: string[] = [];
  const byOperation: Record<string, readonly string[]> = Object.create(null);
  const files: [pattern: string, file: string][] = [];
  for (const text of given) {
    const equals = text.indexOf("=");
    if (equals < 0) {
      steps.push(...usage("--respond", () => parseScript(text)));
      continue;
    }
    const pattern = text.slice(0, equals);
    const answer = text.slice(equals + 1);
    usage("--respond", () => operationMatcher(pattern));
    if (answer === "") throw new CommandUsageError(`--respond ${text}: after = comes a step or a file`);
    const script = scriptOrFile(answer);
    if (script === undefined) files.push([pattern, answer]);
    else byOperation[pattern] = [...(byOperation[pattern] ?? []), ...script];
  }
  return {
    steps: steps.length === 0 ? undefined : steps,
    byOperation: Object.keys(byOperation).length === 0 ? undefined : byOperation,
    files,
  };
}

/** Anything that isn't a step must look like a file, with a dot or a slash. So `garbag` is a mistake. */
function scriptOrFile(text: string): string[] | undefined {
  try {
    return parseScript(text);
  } catch (error) {
    if (/[./\\]/.test(text)) return undefined;
    return usage("--respond", () => {
      throw error;
    });
  }
}

/** Reports mistakes in values as mistakes in the command line. */
function usage<Value>(option: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof InspectorError) {
      throw new CommandUsageError(`${option}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

function forwardUrl(text: string): string {
  try {
    return new ForwardTarget(text).template;
  } catch (error) {
    const wanted = error instanceof Error ? error.message : String(error);
    throw new CommandUsageError(`--forward ${text}: it has to be ${wanted}`, { cause: error });
  }
}

function portOf(text: string, option = "--port"): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new CommandUsageError(`${option} ${text}: a port is 0 to 65535`);
  return port;
}

function bytesOf(text: string): number {
  const [, digits, unit = ""] = /^(\d{1,9})([KMG]?)$/i.exec(text) ?? [];
  const bytes = Number(digits) * 1024 ** " KMG".indexOf(unit.toUpperCase() || " ");
  if (bytes >= 1) return bytes;
  throw new CommandUsageError(`--max-body ${text}: a size is a number of bytes, or like 500K, 10M, 1G`);
}

/** `undefined` stands for the test pair. */
function commandCredentials(
  given: readonly string[] | undefined,
  env: Readonly<Record<string, string | undefined>>,
): InspectorCredentials[] | undefined {
  if (given !== undefined) return given.map(credentialsOf);
  const accessKeyId = env["AWS_ACCESS_KEY_ID"];
  const secretAccessKey = env["AWS_SECRET_ACCESS_KEY"];
  const sessionToken = env["AWS_SESSION_TOKEN"];
  if (!accessKeyId || !secretAccessKey) return undefined;
  if (
    accessKeyId === DEFAULT_CREDENTIALS.accessKeyId &&
    secretAccessKey === DEFAULT_CREDENTIALS.secretAccessKey
  ) {
    return undefined;
  }
  return [{ accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }];
}

/** The message doesn't repeat the value, which may contain a secret. */
function credentialsOf(text: string): InspectorCredentials {
  const [accessKeyId = "", secretAccessKey = "", ...rest] = text.split(":");
  if (accessKeyId === "" || secretAccessKey === "") {
    throw new CommandUsageError("--credentials takes KEY:SECRET or KEY:SECRET:TOKEN");
  }
  const sessionToken = rest.join(":");
  return { accessKeyId, secretAccessKey, ...(sessionToken === "" ? {} : { sessionToken }) };
}
