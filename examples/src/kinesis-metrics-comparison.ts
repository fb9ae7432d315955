import { CloudWatch, type MetricDatum } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { type InspectedRequest, startInspector } from "@tucuxi/inspector";
import { gzip } from "@tucuxi/plugin-gzip";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { grouped, type Measurement, ungrouped } from "./kinesis-metrics-grouping.js";
import { publisherTo } from "./kinesis-metrics-handler.js";
import { syntheticEvents } from "./kinesis-metrics-records.js";

/** What arrived at the endpoint with one way of publishing. */
export interface Outcome {
  readonly way: string;
  /** Requests that were accepted. */
  readonly requests: number;
  /** Bytes of their bodies, as sent. */
  readonly bytes: number;
  /** Bytes of the largest of them. */
  readonly largest: number;
  /** Measurements that arrived: the sum of their counts. */
  readonly samples: number;
  /** What went wrong: requests over a limit, bad signatures. */
  readonly problems: readonly string[];
}

interface Way {
  readonly name: string;
  readonly toData: (measurements: Iterable<Measurement>) => MetricDatum[];
  readonly isCompressed: boolean;
}

const WAYS: readonly Way[] = [
  { name: "before: each record a metric", toData: ungrouped, isCompressed: false },
  { name: "grouped", toData: grouped, isCompressed: false },
  { name: "after: grouped, gzip", toData: grouped, isCompressed: true },
];

/** Publishes the same records in each way, to a local endpoint that decodes and verifies what arrives. */
export async function compare(records: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const way of WAYS) outcomes.push(await publishIn(way, records));
  return outcomes;
}

async function publishIn({ name, toData, isCompressed }: Way, records: number): Promise<Outcome> {
  const problems: string[] = [];
  const outcome = { way: name, requests: 0, bytes: 0, largest: 0, samples: 0, problems };
  const receive = (request: InspectedRequest): void => {
    outcome.requests++;
    outcome.bytes += request.wireBytes;
    outcome.largest = Math.max(outcome.largest, request.wireBytes);
    outcome.samples += samplesOf(request, problems);
  };
  await using inspector = await startInspector({ verify: "enforce", keepRequests: 0, onRequest: receive });
  const cloudwatch = new CloudWatch({
    ...inspector.clientConfig,
    disableRequestCompression: !isCompressed,
  });
  const events = eventsOf(cloudwatch);
  events.use(payloadLimit());
  if (isCompressed) events.use(gzip());
  const publish = publisherTo(cloudwatch, toData);
  for (const event of syntheticEvents(records)) await publish(event);
  return outcome;
}

/** The measurements in a request. Notes what CloudWatch would refuse. */
function samplesOf(request: InspectedRequest, problems: string[]): number {
  if (request.problem !== undefined) problems.push(request.problem.message);
  if (request.wireBytes > 1_048_576) problems.push(`${request.wireBytes} bytes`);
  const { MetricData }: { MetricData: MetricDatum[] } = JSON.parse(request.text ?? "");
  if (MetricData.length > 1000) problems.push(`${MetricData.length} metrics`);
  return MetricData.reduce((sum, { Values = [1], Counts }) => {
    if (Values.length > 150) problems.push(`${Values.length} values`);
    return sum + (Counts ?? Values.map(() => 1)).reduce((total, count) => total + count, 0);
  }, 0);
}
