import { parseArgs } from "node:util";
import { InspectorError } from "../errors.js";
import { nearestName } from "../nearest-name.js";
import { DEFAULT_CREDENTIALS, type InspectorOptions } from "../options.js";
import { parseScript, STEP_GRAMMAR } from "../respond/respond-script.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";

/** A command line that cannot be followed. */
export class CommandUsageError extends Error {
  override readonly name = "CommandUsageError";
}

/** What a command line asks for. */
export type Command =
  | { readonly kind: "help" | "version" }
  | {
      readonly kind: "start";
      readonly options: InspectorOptions;
      readonly json: boolean;
      /** Whether signatures are checked against the well-known test pair. */
      readonly usesTestCredentials: boolean;
    };

/** The port of the command, unless told otherwise. */
export const DEFAULT_PORT = 4569;

/** Nothing reads the requests of a command that runs for days; a few are kept. */
const KEEP_REQUESTS = 100;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  credentials: { type: "string", multiple: true },
  respond: { type: "string" },
  "max-body": { type: "string" },
  enforce: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** The text of --help. */
export const HELP = `Usage: tucuxi-inspector [options]

A local AWS endpoint that answers every request and prints a line about it: time, service, operation,
status, bytes on the wire and decoded, and whether the signature is valid.

  --port PORT            the port to listen on; 0 takes a free one (default ${DEFAULT_PORT})
  --host HOST            the address to listen on (default 127.0.0.1)
  --credentials KEY:SECRET[:TOKEN]
                         an access key that signatures are checked against; may be given again
                         (default: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN when set,
                         else ${DEFAULT_CREDENTIALS.accessKeyId}:${DEFAULT_CREDENTIALS.secretAccessKey})
  --respond STEP,STEP,…  answers for the first requests, in order; afterwards every request succeeds
  --max-body SIZE        the largest body, sent and decoded: bytes, or with K, M, G (default 64M)
  --enforce              refuse bad signatures and checksums as AWS does, instead of reporting them only
  --json                 print one JSON object for each request
  -h, --help             print this
  --version              print the version

Steps:
${STEP_GRAMMAR.map(([word, meaning]) => `  ${word.padEnd(17)}${meaning}`).join("\n")}
`;

/**
 * Reads the command's arguments.
 * @throws CommandUsageError that says what is wrong, with the nearest right name for a misspelt option.
 */
export function parseCommandLine(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Command {
  const values = parseOptions(args);
  if (values.help) return { kind: "help" };
  if (values.version) return { kind: "version" };
  const credentials = commandCredentials(values.credentials, env);
  const { host, respond, "max-body": maxBody } = values;
  return {
    kind: "start",
    json: values.json ?? false,
    usesTestCredentials: credentials === undefined,
    options: {
      host: host === "" ? undefined : host,
      port: values.port === undefined ? DEFAULT_PORT : portOf(values.port),
      credentials,
      respond: respond === undefined ? undefined : scriptOf(respond),
      maxBodyBytes: maxBody === undefined ? undefined : bytesOf(maxBody),
      keepRequests: KEEP_REQUESTS,
      verify: values.enforce ? "enforce" : "report",
    },
  };
}

function parseOptions(args: readonly string[]) {
  const known = Object.keys(OPTIONS).map((name) => `--${name}`);
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, unknown] = /^Unknown option '([^']*)'/.exec(message) ?? [];
    if (unknown === undefined) throw new CommandUsageError(message, { cause: error });
    const near = nearestName(unknown, known);
    const hint = near === undefined ? `known are ${known.join(", ")}` : `did you mean ${near}?`;
    throw new CommandUsageError(`unknown option ${unknown}: ${hint}`, { cause: error });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new CommandUsageError(`--port ${text}: a port is 0 to 65535`);
  return port;
}

function bytesOf(text: string): number {
  const [, digits, unit = ""] = /^(\d{1,9})([KMG]?)$/i.exec(text) ?? [];
  const bytes = Number(digits) * 1024 ** " KMG".indexOf(unit.toUpperCase() || " ");
  if (bytes >= 1) return bytes;
  throw new CommandUsageError(`--max-body ${text}: a size is a number of bytes, or like 500K, 10M, 1G`);
}

function scriptOf(text: string): string[] {
  try {
    return parseScript(text);
  } catch (error) {
    if (error instanceof InspectorError) {
      throw new CommandUsageError(`--respond: ${error.message}`, { cause: error });
    }
    throw error;
  }
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

/** The message does not repeat the value: it may hold a secret. */
function credentialsOf(text: string): InspectorCredentials {
  const [accessKeyId = "", secretAccessKey = "", ...rest] = text.split(":");
  if (accessKeyId === "" || secretAccessKey === "") {
    throw new CommandUsageError("--credentials takes KEY:SECRET or KEY:SECRET:TOKEN");
  }
  const sessionToken = rest.join(":");
  return { accessKeyId, secretAccessKey, ...(sessionToken === "" ? {} : { sessionToken }) };
}
