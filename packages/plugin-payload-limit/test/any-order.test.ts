import { eventsOf, type Plugin } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { traceHeader } from "@tucuxi/plugin-trace-header";
import { expect, it } from "vitest";
import { payloadLimit, type Strategy } from "../src/index.js";
import { metrics, sentMetrics, startEndpoint } from "./support.js";

const MetricData = metrics(40, { Dimensions: [{ Name: "shop", Value: "a-name-that-is-long-enough" }] });

function permutations<Value>(values: readonly Value[]): Value[][] {
  if (values.length < 2) return [[...values]];
  return values.flatMap((value, index) =>
    permutations(values.toSpliced(index, 1)).map((rest) => [value, ...rest]),
  );
}

/** What arrives, and what is logged, with the plugins installed in an order. */
async function outcomeOf(strategy: Strategy, order: readonly string[]): Promise<unknown> {
  const { cloudwatch, requests, inspector } = await startEndpoint();
  const client = cloudwatch();
  const logged: unknown[] = [];
  const log = ({ aws }: { aws: Record<string, unknown> }): void => {
    logged.push([aws["type"], aws["attempts"], aws["error"] === undefined]);
  };
  const plugins: Record<string, Plugin> = {
    gzip: gzip(),
    logger: logger({ logger: { error: log, info: log, debug: log }, level: "debug", format: "object" }),
    "payload-limit": payloadLimit({
      strategy,
      concurrency: 1,
      limits: { "cloudwatch.PutMetricData": { maxItems: 15 } },
    }),
    "trace-header": traceHeader({ header: "x-trace-id", value: "trace-trace" }),
  };
  for (const name of order) eventsOf(client).use(plugins[name] as Plugin);
  if (strategy === "optimistic") inspector.respond("413");
  await client.putMetricData({ Namespace: "shop", MetricData });
  return {
    requests: requests.map((request) => [
      request.status,
      request.signature.state,
      request.contentEncoding,
      request.headers["x-trace-id"],
      sentMetrics(request),
    ]),
    logged,
  };
}

it.each(["pessimistic", "optimistic"] satisfies Strategy[])(
  "gzip, logger, trace header and payload limit do the same in any order of use, %s",
  async (strategy) => {
    const [first, ...others] = permutations(["gzip", "logger", "payload-limit", "trace-header"]);
    const expected = await outcomeOf(strategy, first ?? []);
    const names = MetricData.map(({ MetricName }) => MetricName);
    const sent = [names.slice(0, 15), names.slice(15, 30), names.slice(30)];
    const accepted = sent.map((part) => [200, "valid", "gzip", "trace-trace", part]);
    const refused = [413, "valid", "gzip", "trace-trace", names];
    expect(expected).toMatchObject({
      requests: strategy === "pessimistic" ? accepted : [refused, ...accepted],
    });
    for (const order of others) expect([order, await outcomeOf(strategy, order)]).toEqual([order, expected]);
  },
);
