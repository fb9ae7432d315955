/**
 * Runs handlers that make random changes to requests. Each request must arrive with a signature that botocore
 * accepts, or fail with a TucuxiError before anything is sent. Also compiles and matches random patterns,
 * each in bounded time.
 *
 *     pnpm test:fuzz [--runs 2000] [--seed 1 --seed 7 …] [--record]
 */
import { writeFile } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { Emitter, eventsOf, TucuxiError } from "@tucuxi/events";
import fc from "fast-check";
import { ensureEnvironment } from "../../../parity/src/python/environment.js";
import { PythonWorker } from "../../../parity/src/python/worker.js";
import { Receiver, signatureFault } from "./arrived.js";
import { type Change, changes } from "./changes.js";

const { values } = parseArgs({
  options: {
    runs: { type: "string" },
    seed: { type: "string", multiple: true },
    record: { type: "boolean" },
  },
});
/** Per seed. */
const runs = Number(values.runs ?? 2000);
const seeds = (values.seed ?? ["1"]).map(Number);
const total = runs * seeds.length;
const SECRET_KEY = "fuzz-secret";

await ensureEnvironment(console.log);
const python = new PythonWorker("verify_signatures.py");
const receiver = await Receiver.start();
const config = {
  endpoint: receiver.url,
  region: "us-east-1",
  credentials: { accessKeyId: "FUZZ", secretAccessKey: SECRET_KEY },
  maxAttempts: 1,
};
const Body = "some bytes of a body";
/** A client, and a call to make with it. */
type MakeCall = () => readonly [client: S3Client, command: GetObjectCommand];

function making(Client: unknown, Command: unknown, input: object, more = {}): MakeCall {
  // TypeScript doesn't pair clients with their commands, so all are typed as S3's.
  const [client, command] = [Client as typeof S3Client, Command as new (input: object) => GetObjectCommand];
  return () => [new client({ ...config, ...more }), new command(input)];
}

const pathStyle = { forcePathStyle: true };
const CALLS: Readonly<Record<string, MakeCall>> = {
  "dynamodb PutItem": making(DynamoDBClient, PutItemCommand, { TableName: "t", Item: { id: { S: Body } } }),
  "lambda Invoke": making(LambdaClient, InvokeCommand, { FunctionName: "f", Payload: Buffer.from(Body) }),
  "s3 GetObject": making(S3Client, GetObjectCommand, { Bucket: "b", Key: "a b/ä" }, pathStyle),
  "s3 PutObject": making(S3Client, PutObjectCommand, { Bucket: "b", Key: "k", Body }, pathStyle),
};

const counts = { arrived: 0, refused: 0 };

async function holds(makeCall: MakeCall, handlers: readonly Change[]): Promise<void> {
  receiver.arrived.length = 0;
  const [client, command] = makeCall();
  const events = eventsOf(client);
  for (const change of handlers) {
    const handle = ({ request }: { request: object }): void => change.do(request as Record<string, unknown>);
    if (change.wait)
      events.register(change.event, async (event) => {
        await undefined;
        handle(event);
      });
    else events.register(change.event, handle);
  }
  const outcome = client.send(command).then(
    () => undefined,
    (thrown: unknown) => thrown ?? new Error("nothing was thrown"),
  );
  // `expect: 100-continue` waits for six seconds.
  const error: unknown = await Promise.race([outcome, delay(10_000, "no end", { ref: false })]);
  client.destroy();
  if (error === "no end") throw new Error("the call doesn't end");
  if (receiver.arrived.length === 0) {
    counts.refused++;
    if (!(error instanceof TucuxiError))
      throw new Error("nothing arrived, and the call didn't throw a TucuxiError", { cause: error });
    return;
  }
  counts.arrived++;
  for (const request of receiver.arrived) {
    const fault = await signatureFault(python, request, SECRET_KEY);
    if (fault !== undefined) throw new Error(`${request.method} ${request.target}: ${fault}`);
  }
  if (error instanceof TucuxiError)
    throw new Error("the request arrived, but the call threw a TucuxiError", { cause: error });
}

const scenario = fc.tuple(fc.constantFrom(...Object.entries(CALLS)), changes);
const causes = new Map<string, { count: number; example: string }>();
let done = 0;
// Counts each counterexample by its cause and continues, so that one run finds as many as it can.
for (const [[name, makeCall], handlers] of samplesOf(scenario)) {
  await holds(makeCall, handlers).catch((error: unknown) => {
    const { message, cause } = error as Error;
    const reason = cause === undefined ? message : `${message} (${String(cause)})`;
    const kind = reason
      .replace(/[0-9a-f]{64}/g, "…")
      .replace(/^\w+ \/\S*/, "")
      .slice(0, 120);
    const known = causes.get(kind);
    if (known !== undefined) known.count++;
    else
      causes.set(kind, {
        count: 1,
        example: `${name}\n    ${handlers.map(({ text }) => text).join("\n    ")}\n    ${reason}`,
      });
  });
  if (++done % 500 === 0) console.log(`${done}/${total}`);
}
await receiver.close();
python.close();

console.log(
  `${total} requests (seeds ${seeds.join(", ")}): ${counts.arrived} arrived, ${counts.refused} were refused`,
);
for (const { count, example } of causes.values()) console.error(`\n${count} × ${example}`);
const slowest = slowestPattern();
console.log(`${total} patterns: the slowest took ${Math.round(slowest.time)} ms`);
if (slowest.time > 1000) console.error(slowest.pattern);
process.exitCode = causes.size === 0 && slowest.time <= 1000 ? 0 : 1;

if (values.record === true) {
  const figures = {
    requests: total,
    seeds,
    ...counts,
    faults: causes.size,
    patterns: total,
    slowestPattern: Math.ceil(slowest.time),
  };
  const file = new URL("../../fuzz.recorded.json", import.meta.url);
  await writeFile(file, `${JSON.stringify(figures, undefined, 2)}\n`);
}

/** Samples from each seed, one after another. */
function samplesOf<T>(arbitrary: fc.Arbitrary<T>): T[] {
  return seeds.flatMap((seed) => fc.sample(arbitrary, { numRuns: runs, seed }));
}

/** Compiles and matches patterns made of the syntax of globs. */
function slowestPattern(): { time: number; pattern: string } {
  const part = fc.constantFrom(
    "a",
    "*",
    "?",
    "**",
    "[a-z]",
    "!(a)",
    "+(a|aa)",
    "*(a|b)",
    "@(",
    "{a,b}",
    "{1..9}",
    "(",
    ")",
    "|",
    "[",
    ".",
    "\\",
  );
  const pattern = fc.array(part, { minLength: 1, maxLength: 40 }).map((parts) => parts.join(""));
  let slowest = { time: 0, pattern: "" };
  for (const text of samplesOf(pattern)) {
    const emitter = new Emitter();
    const started = performance.now();
    try {
      emitter.register(text, () => undefined);
      emitter.emit(`${"a".repeat(200)}.${"ab".repeat(100)}.${"a".repeat(199)}!`, {});
    } catch (error) {
      if (!(error instanceof TucuxiError)) throw error;
    }
    const time = performance.now() - started;
    if (time > slowest.time) slowest = { time, pattern: text };
  }
  return slowest;
}
