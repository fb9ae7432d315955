import type { Measurement } from "./kinesis-metrics-grouping.js";
import type { KinesisEvent } from "./kinesis-metrics-handler.js";

/** The most records of a Kinesis stream that Lambda passes to a function in one batch. */
const BATCH = 10_000;
const PODS = 600;

/** Events with this many synthetic records in total, the same each time: what a shop's pods measure. */
export function* syntheticEvents(records: number): Generator<KinesisEvent> {
  const random = seededRandom(1);
  const start = Date.UTC(2026, 0, 1);
  for (let from = 0; from < records; from += BATCH) {
    const length = Math.min(BATCH, records - from);
    yield {
      Records: Array.from({ length }, (_, index) => {
        // A batch spans the seconds that it takes to fill it.
        const measurement = measurementOf(random, start + (from / BATCH) * 60_000 + index);
        return { kinesis: { data: Buffer.from(JSON.stringify(measurement)).toString("base64") } };
      }),
    };
  }
}

function measurementOf(random: () => number, time: number): Measurement {
  const below = (limit: number): number => Math.floor(random() * limit);
  // One metric for all of them, with many different values per minute.
  if (random() < 0.2) {
    const dimensions = { Shop: "eu", Stage: "prod" };
    return { metric: "CheckoutTime", value: below(1000), unit: "Milliseconds", time, dimensions };
  }
  const pod = below(PODS);
  const dimensions = {
    Cluster: "shop-production-eu-west-1",
    Namespace: `team-${pod % 12}`,
    Deployment: `shop-service-${pod % 60}`,
    Pod: `shop-service-${pod % 60}-${(pod * 7919).toString(36).padStart(10, "0")}`,
    Node: `ip-10-0-${pod % 32}-${pod % 200}.eu-west-1.compute.internal`,
    Version: `2026.1.${pod % 3}-${((pod % 3) * 104_729).toString(16)}`,
  };
  const [metric, unit, limit] = (
    [
      ["RequestTime", "Milliseconds", 400],
      ["RequestSize", "Bytes", 20_000],
      ["QueueLength", "Count", 10],
      ["CacheHits", "Count", 50],
    ] as const
  )[below(4)] ?? ["Other", "None", 1];
  return { metric, value: below(limit), unit, time, dimensions };
}

/** Numbers from 0 up to 1 that are the same for the same seed: Mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
