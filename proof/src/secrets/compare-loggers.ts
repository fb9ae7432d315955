/**
 * Compares what loggers write about the same calls of real clients: which facts you can read, and which
 * secrets leak.
 *
 *     pnpm compare:loggers [--record]
 *
 * Each logger runs in its own process, whose output is searched. Fails if Tucuxi's logger shows a secret.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startInspector } from "@tucuxi/inspector";
import { COMPARED_CALLS, CREDENTIALS, SHOWN } from "./compared-calls.js";
import { COMPARED_LOGGERS, type ComparedLogger, packageOf } from "./compared-loggers.js";
import type { LoggerComparison } from "./comparison.js";
import { leaked } from "./leaked.js";

/** Precedes the output of each call. */
const MARK = "\u001e";
/** The last message of the child process: the secrets of each call. */
type Secrets = readonly Readonly<Record<string, string>>[];

async function makeCalls(compared: ComparedLogger): Promise<void> {
  const { option: logger, attach = () => {}, flush = () => {} } = await compared.install();
  const secrets: Readonly<Record<string, string>>[] = [];
  for (const { operation, answers, secrets: known, run } of COMPARED_CALLS) {
    await using inspector = await startInspector({
      credentials: CREDENTIALS,
      respondTo: { [`*.${operation}`]: answers },
    });
    const settings = { ...inspector.clientConfig, credentials: CREDENTIALS, ...(logger && { logger }) };
    console.log(MARK);
    const made = await run(settings, attach);
    flush();
    secrets.push({ ...known, ...made });
  }
  process.send?.(secrets);
}

async function compare(isRecorded: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "loggers-"));
  const comparisons: LoggerComparison[] = [];
  for (const [index, compared] of COMPARED_LOGGERS.entries()) {
    const { texts, secrets } = await written(index, join(folder, `${index}.log`));
    comparisons.push({
      name: compared.name,
      package: await packageOf(compared),
      setUp: compared.setUp,
      writes: Object.fromEntries(Object.entries(FIELDS).map(([field, isIn]) => [field, isIn(texts)])),
      secrets: [
        ...COMPARED_CALLS.flatMap(({ service, operation, how }, call) =>
          Object.entries(secrets[call] ?? {}).map(([secret, value]) => ({
            call: `${service} ${operation}${how === undefined ? "" : `, ${how}`}`,
            secret,
            isShown: isIn(texts[call] ?? "", value),
          })),
        ),
        ...Object.entries(CREDENTIALS).flatMap(([secret, value]) =>
          secret === "accessKeyId" ? [] : { call: "all calls", secret, isShown: isIn(texts.join(), value) },
        ),
      ],
    });
  }
  await rm(folder, { recursive: true });
  for (const { name, writes, secrets } of comparisons) {
    const shown = secrets.filter(({ isShown }) => isShown);
    console.log(`${name}: ${shown.length} of ${secrets.length} secrets`);
    for (const { call, secret } of shown) console.log(`  ${call}: ${secret}`);
    console.log(
      `  writes ${Object.keys(writes)
        .filter((field) => writes[field])
        .join(", ")}`,
    );
    if (shown.length > 0 && name.startsWith("Tucuxi")) process.exitCode = 1;
  }
  if (!isRecorded) return;
  const file = new URL("../../loggers.recorded.json", import.meta.url);
  await writeFile(file, `${JSON.stringify(comparisons, null, 2)}\n`);
}

/** Runs a logger. @returns its output for each call, and the secrets of the calls. */
async function written(index: number, file: string): Promise<{ texts: readonly string[]; secrets: Secrets }> {
  const output = await open(file, "w");
  const child = spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(import.meta.url), "--logger", String(index)],
    { stdio: ["ignore", output.fd, output.fd, "ipc"] },
  );
  let secrets: Secrets | undefined;
  child.on("message", (message: Secrets) => {
    secrets = message;
  });
  const [code] = await once(child, "close");
  await output.close();
  const text = await readFile(file, "utf8");
  if (code !== 0 || secrets === undefined) throw new Error(`the calls failed:\n${text}`);
  const [, ...texts] = text.split(`${MARK}\n`);
  return { texts, secrets };
}

/** Whether a string contains six consecutive characters of a secret, also if it is printed as bytes. */
function isIn(text: string, secret: string): boolean {
  const bytes = [...Buffer.from(secret)].slice(0, 6);
  const asBytes = [
    bytes.join(", "),
    JSON.stringify({ ...bytes }).slice(0, -1),
    JSON.stringify(bytes).slice(0, -1),
  ];
  const onOneLine = text.replaceAll(/\s+/g, " ");
  return leaked(text, [secret]) !== undefined || asBytes.some((spelled) => onOneLine.includes(spelled));
}

const callOf = (operation: string): number =>
  COMPARED_CALLS.findIndex((call) => call.operation === operation);
const [ANSWERED, REFUSED, RETRIED, PRESIGNED] = [
  "GetSecretValue",
  "PutSecretValue",
  "PutObject",
  "GetObject",
].map(callOf);

/** The facts to look for in the output. */
const FIELDS: Readonly<Record<string, (texts: readonly string[]) => boolean>> = {
  "the operation": find(ANSWERED, "GetSecretValue"),
  "how long it took": find(ANSWERED, /duration/i),
  "the request id": find(ANSWERED, SHOWN.requestId),
  "the HTTP status": find(ANSWERED, /status\w*\W{1,4}200/i),
  "the number of attempts": find(RETRIED, /attempts?\W{1,4}2\b|retr\w*\W{1,4}1\b/i),
  "the status of each attempt": find(RETRIED, /status\w*\W{1,4}500/i),
  "lengths of bodies": find(ANSWERED, /(?:bytes|length)\w*\W{1,4}\d/i),
  parameters: find(ANSWERED, SHOWN.input),
  "the output": find(ANSWERED, SHOWN.output),
  headers: find(ANSWERED, SHOWN.responseHeader),
  "an error's name": find(REFUSED, "InvalidParameterException"),
  "an error's message": find(REFUSED, SHOWN.message),
  "presigned URLs": find(PRESIGNED, "/orders/order-1"),
};

function find(call: number | undefined, wanted: string | RegExp): (texts: readonly string[]) => boolean {
  return (texts) => (texts[call ?? -1] ?? "").search(wanted) >= 0;
}

const [option, index] = process.argv.slice(2);
if (option === "--logger") await makeCalls(COMPARED_LOGGERS[Number(index)] as ComparedLogger);
else await compare(option === "--record");
