/**
 * The article's use case, end to end: a real CloudWatch client sends PutMetricData compressed because one line
 * registered a handler; a Lambda client gets a trace header; a retry compresses once an attempt. The clients talk
 * to a local inspector, which decodes what arrives and checks its signature. Run it with `pnpm demo`, or with
 * `pnpm demo --page` to look at the requests in a browser.
 */
import { gzipSync } from "node:zlib";
import { type CloudWatch, CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { InvokeCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { type InspectedRequest, startInspector } from "@tucuxi/inspector";
import { gzip } from "@tucuxi/plugin-gzip";
import { checkStep, type Step } from "./demo-checks.js";
import { printTable } from "./demo-table.js";

const showsPage = process.argv.includes("--page");
const inspector = await startInspector({ page: showsPage });
const config = { ...inspector.clientConfig, region: "eu-west-1" };

const metrics = new PutMetricDataCommand({
  Namespace: "Tucuxi/Demo",
  MetricData: Array.from({ length: 20 }, (_, index) => ({
    MetricName: "OrdersPlaced",
    Dimensions: [{ Name: "Shop", Value: `shop-${index}` }],
    Unit: "Count",
    Value: index,
  })),
});

/** The requests that came while something was done. */
async function requestsOf(action: () => Promise<unknown>): Promise<readonly InspectedRequest[]> {
  const before = inspector.requests.length;
  await action();
  return inspector.requests.slice(before);
}

/** Sends PutMetricData with a fresh client, on which `handle` registers what it wants. */
async function putMetricData(
  handle?: (client: CloudWatchClient) => void,
): Promise<readonly InspectedRequest[]> {
  const client = new CloudWatchClient(config);
  handle?.(client);
  return requestsOf(() => client.send(metrics));
}

function byHand(client: CloudWatchClient): void {
  eventsOf<CloudWatch>(client).register("before-sign.cloudwatch.PutMetricData", ({ request }) => {
    if (!(request.body instanceof Uint8Array) || request.headers["content-encoding"]) return;
    request.body = gzipSync(request.body);
    request.headers["content-encoding"] = "gzip";
  });
}

async function invokeWithTraceId(): Promise<readonly InspectedRequest[]> {
  const client = new LambdaClient(config);
  eventsOf<Lambda>(client).register("before-sign.lambda.Invoke", ({ request }) => {
    request.headers["x-trace-id"] = "trace-trace";
  });
  const command = new InvokeCommand({ FunctionName: "orders", Payload: '{"order":1}' });
  return requestsOf(() => client.send(command));
}

async function retryOnce(): Promise<readonly InspectedRequest[]> {
  const client = new CloudWatchClient(config);
  byHand(client);
  inspector.respond("500", "200");
  return requestsOf(() => client.send(metrics));
}

const bare = await putMetricData();
const steps: Step[] = [
  { handler: "none", requests: bare, expected: { encoding: undefined } },
  {
    handler: "by hand, before-sign",
    requests: await putMetricData(byHand),
    expected: { encoding: "gzip", sameBodyAs: bare },
  },
  {
    handler: "events.use(gzip())",
    requests: await putMetricData((client) => eventsOf(client).use(gzip())),
    expected: { encoding: "gzip", sameBodyAs: bare },
  },
  {
    handler: "x-trace-id, before-sign",
    requests: await invokeWithTraceId(),
    expected: { headers: { "x-trace-id": "trace-trace" } },
  },
  {
    handler: "by hand, 500 then 200",
    requests: await retryOnce(),
    expected: { encoding: "gzip", sameBodyAs: bare, statuses: [500, 200] },
  },
];
if (!showsPage) await inspector.close();

printTable(steps);
const problems = steps.flatMap(checkStep);
for (const problem of problems) console.error(`WRONG  ${problem}`);
console.log(
  problems.length === 0
    ? "All as it must be: each body arrived whole, compressed once an attempt, with a valid signature."
    : `${problems.length} things aren't as they must be.`,
);
process.exitCode = problems.length === 0 ? 0 : 1;

if (inspector.page !== undefined) {
  console.log(`See the requests at ${inspector.page.url}\nPress Ctrl-C when you are done.`);
  process.once("SIGINT", () => void inspector.close());
}
