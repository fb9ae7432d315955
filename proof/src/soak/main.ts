/**
 * Makes many concurrent calls to a local server. Some are aborted, and handlers wait, throw, and are added and
 * removed. Each call must get its own answer, memory must stay flat, and nothing may be left open.
 *
 *     pnpm test:soak [--calls 20000] [--in-flight 500] [--seed 1] [--record]
 */
import { writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { eventsOf, withContext } from "@tucuxi/events";

const { values } = parseArgs({
  options: {
    calls: { type: "string" },
    "in-flight": { type: "string" },
    seed: { type: "string" },
    record: { type: "boolean" },
  },
});
const calls = Number(values.calls ?? 20_000);
const inFlight = Number(values["in-flight"] ?? 500);
/** How much more memory may be held at the end than after the first fifth. */
const GROWTH = 16 * 2 ** 20;

let state = Number(values.seed ?? 1);
const random = (below: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

const server = createServer(echo);
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const client = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  region: "us-east-1",
  credentials: { accessKeyId: "SOAK", secretAccessKey: "soak" },
  requestHandler: new NodeHttpHandler({ httpAgent: { keepAlive: true, maxSockets: inFlight } }),
  cacheMiddleware: random(2) === 0,
  logger: { debug() {}, info() {}, warn() {}, error() {} },
});
const events = eventsOf(client);

class Thrown extends Error {}
const counts = { answered: 0, thrown: 0, aborted: 0, wrong: 0, comings: 0 };
const problems = new Set<string>();

// Each event must have the context that its own call was given.
for (const type of ["before-call", "before-sign", "before-send"] as const) {
  events.register(`${type}.dynamodb`, async ({ request, context }) => {
    const id = String(context["id"]);
    if (Number(id) % 7 === 0) await delay(Number(id) % 3);
    request.headers["x-soak"] = id;
  });
}
events.register("before-call.dynamodb.GetItem", ({ context }) => {
  if (context["fate"] === "thrown") throw new Thrown(String(context["id"]));
});
events.register("after-call.dynamodb", ({ parsed, context }) => {
  const item = Object(parsed)["Item"] as { id?: { S?: string } } | undefined;
  if (item !== undefined && item.id?.S !== context["id"])
    problems.add("after-call saw another call's answer");
});

async function call(id: string): Promise<void> {
  const fate = ["answered", "answered", "answered", "thrown", "aborted"][random(5)] ?? "answered";
  // This handler is registered only during this call. It sees other calls too.
  const comes = random(4) === 0;
  const off = comes
    ? events.register(
        ["*.dynamodb.GetItem", "before-sign", "needs-retry.dynamodb"][random(3)] ?? "*",
        () => undefined,
      )
    : undefined;
  if (comes) counts.comings++;
  const abort = new AbortController();
  if (fate === "aborted") setTimeout(() => abort.abort(), random(4));
  const command = new GetItemCommand({ TableName: "t", Key: { id: { S: id } } });
  try {
    const { Item } = await client.send(withContext(command, { id, fate }), { abortSignal: abort.signal });
    if (Item?.["id"]?.S !== id) {
      counts.wrong++;
      problems.add(`call ${id} got ${JSON.stringify(Item)}`);
    } else counts.answered++;
  } catch (error) {
    if (fate === "thrown" && error instanceof Thrown && error.message === id) counts.thrown++;
    else if (fate === "aborted" && (error as Error).name === "AbortError") counts.aborted++;
    else problems.add(`call ${id}, ${fate}: ${error}`);
  } finally {
    off?.();
  }
}

/** Answers with the requested key, and fails now and then. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return; // aborted
  }
  const { Key } = JSON.parse(Buffer.concat(chunks).toString()) as { Key: { id: { S: string } } };
  if (request.headers["x-soak"] !== Key.id.S)
    problems.add(`${Key.id.S} was sent with the header "x-soak: ${request.headers["x-soak"]}"`);
  const attempt = Number(/attempt=(\d+)/.exec(String(request.headers["amz-sdk-request"]))?.[1]);
  const fails = Number(Key.id.S) % 50 === 0 && attempt === 1;
  response.writeHead(fails ? 500 : 200, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify(fails ? { __type: "InternalServerError" } : { Item: Key }));
}

const started = Date.now();
let next = 0;
let early = 0;
async function worker(): Promise<void> {
  while (next < calls) {
    const id = next++;
    await call(String(id));
    if (id === Math.floor(calls / 5)) early = held();
    if (id % 10_000 === 9_999)
      console.log(
        `${id + 1}/${calls}: ${Math.round(held() / 2 ** 20)} MB, ${Math.round((Date.now() - started) / 1000)} s`,
      );
  }
}
await Promise.all(Array.from({ length: Math.min(inFlight, calls) }, worker));
const late = held();
client.destroy();
server.closeAllConnections();
await new Promise((resolve) => server.close(resolve));
await delay(50);

const open = process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Pipe.*Server/.test(name));
if (open.length > 0) problems.add(`left open: ${open.join(", ")}`);
const grown = late - early;
if (grown > GROWTH) problems.add(`memory grew by ${Math.round(grown / 2 ** 20)} MB`);
console.log(
  `${calls} calls, ${inFlight} in flight: ${counts.answered} answered, ${counts.thrown} thrown, ${counts.aborted} aborted; ` +
    `${counts.comings} handlers were added and removed; ${(grown / 2 ** 20).toFixed(1)} MB more held at the end than after a fifth; ` +
    `${Math.round((Date.now() - started) / 1000)} s`,
);
for (const problem of [...problems].slice(0, 20)) console.error(problem);
process.exitCode = problems.size === 0 ? 0 : 1;

if (values.record === true) {
  const figures = { calls, inFlight, ...counts, heldMore: grown, node: process.version };
  const file = new URL("../../soak.recorded.json", import.meta.url);
  await writeFile(file, `${JSON.stringify(figures, undefined, 2)}\n`);
}

/** The memory in use after garbage collection. */
function held(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
