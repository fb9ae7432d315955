import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import type { Figure } from "../src/figure.js";
import { heapInUse } from "../src/memory.js";
import { measuring } from "../src/program.js";
import { median } from "../src/statistics.js";

/** At least so many clients are made for each figure, in several sets where the sets are small. */
const AT_LEAST = 1000;

/** `node clients.js 10000`: what it costs to attach so many clients, beside making them. */
await measuring(async (count): Promise<Figure[]> => {
  const many = Number(count);
  const sets = Math.max(1, AT_LEAST / many);
  const group = `${many.toLocaleString("en-US")} attached clients`;
  const makingTimes: number[] = [];
  const attachingTimes: number[] = [];
  make(100).forEach(attach);

  const empty = heapInUse();
  const clients: CloudWatchClient[] = [];
  for (let set = 0; set < sets; set++) {
    const start = process.hrtime.bigint();
    clients.push(...make(many));
    makingTimes.push(Number(process.hrtime.bigint() - start) / many / 1000);
  }
  const made = heapInUse();
  for (let set = 0; set < sets; set++) {
    const start = process.hrtime.bigint();
    for (let i = set * many; i < (set + 1) * many; i++) attach(clients[i] as CloudWatchClient);
    attachingTimes.push(Number(process.hrtime.bigint() - start) / many / 1000);
  }
  const attached = heapInUse();
  const perClient = (bytes: number): number => bytes / clients.length / 1000;
  return [
    against(group, "attach and register a handler, each", "µs", median(attachingTimes), median(makingTimes)),
    against(group, "memory, each", "kB", perClient(attached - made), perClient(made - empty)),
  ];
});

function make(count: number): CloudWatchClient[] {
  const credentials = {
    accessKeyId: "AKIDEXAMPLE",
    secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  };
  return Array.from({ length: count }, () => new CloudWatchClient({ region: "eu-west-1", credentials }));
}

function attach(client: CloudWatchClient): void {
  eventsOf(client).register("before-sign.cloudwatch.PutMetricData", () => {});
}

function against(group: string, what: string, unit: "µs" | "kB", figure: number, baseline: number): Figure {
  return {
    group,
    what,
    median: figure,
    unit,
    over: { what: "new CloudWatchClient", median: baseline },
    ratio: figure / baseline,
  };
}
