import { CloudWatch, type MetricDatum } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";
import { PayloadLimitError, payloadLimit } from "@tucuxi/plugin-payload-limit";
import { grouped, type Measurement } from "./kinesis-metrics-grouping.js";

/** The parts used here of what Lambda passes to a function for a batch of a Kinesis stream. */
export interface KinesisEvent {
  readonly Records: readonly { readonly kinesis: { readonly data: string } }[];
}

const Namespace = "Tucuxi/Shop";

/** A Lambda function that publishes the measurements of a Kinesis stream as CloudWatch metrics. */
export function publisherTo(
  cloudwatch: CloudWatch,
  toData: (measurements: Iterable<Measurement>) => MetricDatum[] = grouped,
): (event: KinesisEvent) => Promise<void> {
  return async ({ Records }) => {
    await publish(cloudwatch, toData(Records.flatMap(measurementsOf)));
  };
}

/**
 * Publishes metrics, however many. If a part of them fails, those that were accepted aren't sent again, since
 * CloudWatch would count them twice. Those whose outcome isn't known are sent again. As long as some are accepted, the
 * rest may succeed. If none are, Lambda has to repeat the batch.
 */
async function publish(cloudwatch: CloudWatch, MetricData: readonly MetricDatum[]): Promise<void> {
  try {
    await cloudwatch.putMetricData({ Namespace, MetricData: [...MetricData] });
  } catch (error) {
    if (!(error instanceof PayloadLimitError) || error.accepted.length === 0) throw error;
    console.warn(error.message);
    const accepted = new Set(error.accepted);
    await publish(
      cloudwatch,
      MetricData.filter((_, index) => !accepted.has(index)),
    );
  }
}

/** Leaves out a record that isn't a measurement. It would fail again each time, and block the stream for good. */
function measurementsOf({ kinesis: { data } }: KinesisEvent["Records"][number]): Measurement[] {
  try {
    return [JSON.parse(Buffer.from(data, "base64").toString())];
  } catch (error) {
    console.warn("not a measurement:", error);
    return [];
  }
}

const cloudwatch = new CloudWatch({});
const events = eventsOf(cloudwatch);
events.use(gzip());
events.use(payloadLimit());

/** The function that Lambda calls. */
export const handler = publisherTo(cloudwatch);
