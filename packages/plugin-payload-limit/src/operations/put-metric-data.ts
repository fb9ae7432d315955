import type { Params } from "@tucuxi/events";
import { type BatchItem, listOf, type Members, pathOf } from "../batch-item.js";
import type { BatchOperation, Problem } from "./batch-operation.js";

const MAX_VALUES = 150;
const MAX_DIMENSIONS = 30;
const MAX_ENTITIES = 2;

/**
 * CloudWatch. "Each PutMetricData request is limited to 1 MB in size for HTTP POST requests. You can send a payload
 * compressed by gzip. Each request is also limited to no more than 1000 different metrics (across both the MetricData
 * and EntityMetricData properties)", "up to 150 values per metric", "up to 30 dimensions per metric", "up to two
 * EntityMetricData objects". The limit of 1 MB is for the body as it is sent. When the reference said 40 KB, the
 * service said "Request size 45305 exceeded 40960 bytes", so 1 MB is taken as 1,048,576 bytes too.
 *
 * A metric's values can come in several requests, since CloudWatch adds them up by metric and time.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const putMetricData: BatchOperation = {
  limits: { maxItems: 1000, maxBytes: 1_048_576, maxItemBytes: 1_048_576 },
  counts: "body",
  isCompressedBySdk: true,
  refusal: /The collection (Entity)?MetricData\S* must not have a size greater than/,
  itemsOf,
  paramsOf,
  joins: joinsEntities,
  halvesOf,
  problemOf: tooManyDimensions,
  merge: () => ({}),
};

function itemsOf(params: Params): BatchItem[] | undefined {
  const plain = params["MetricData"] === undefined ? [] : listOf(params, "MetricData");
  const entities = params["EntityMetricData"] === undefined ? [] : listOf(params, "EntityMetricData");
  if (plain === undefined || entities === undefined) return undefined;
  const items: BatchItem[] = [];
  let index = 0;
  const add = (list: string, metrics: readonly Members[], group?: number): void => {
    metrics.forEach((input, position) => {
      const whole = { index: index++, list, position, input, size: 0, ...(group !== undefined && { group }) };
      items.push(...withinMaxValues(whole));
    });
  };
  add("MetricData", plain);
  entities.forEach((entity, position) => {
    add(`EntityMetricData[${position}].MetricData`, listOf(entity, "MetricData") ?? [], position);
  });
  return items;
}

function paramsOf(params: Params, items: readonly BatchItem[]): Params {
  const { MetricData: _all, EntityMetricData: entities, ...part }: Params = params;
  const metricsOf = new Map<number | undefined, Members[]>();
  for (const item of items) {
    const group = item.group === undefined ? undefined : Number(item.group);
    const metrics = metricsOf.get(group);
    if (metrics === undefined) metricsOf.set(group, [metricOf(item)]);
    else metrics.push(metricOf(item));
  }
  const plain = metricsOf.get(undefined);
  if (plain !== undefined) part["MetricData"] = plain;
  metricsOf.delete(undefined);
  if (metricsOf.size > 0 && Array.isArray(entities)) {
    part["EntityMetricData"] = [...metricsOf].map(([group, MetricData]) => ({
      ...entities[Number(group)],
      MetricData,
    }));
  }
  return part;
}

/** A metric, or a copy with some of its values and their counts. */
function metricOf({ input, valueRange }: BatchItem): Members {
  if (valueRange === undefined) return input;
  const part: Record<string, unknown> = { ...input };
  for (const member of ["Values", "Counts"]) {
    const numbers = input[member];
    if (Array.isArray(numbers)) part[member] = numbers.slice(...valueRange);
  }
  return part;
}

/**
 * How many values a metric has that can be sent separately. If it has another number of counts, the service refuses it.
 */
function valueCount({ Values, Counts }: Members): number {
  if (!Array.isArray(Values)) return 0;
  return Counts === undefined || (Array.isArray(Counts) && Counts.length === Values.length)
    ? Values.length
    : 0;
}

function withinMaxValues(item: BatchItem): BatchItem[] {
  const count = valueCount(item.input);
  if (count <= MAX_VALUES) return [item];
  const parts: BatchItem[] = [];
  for (let from = 0; from < count; from += MAX_VALUES)
    parts.push({ ...item, valueRange: [from, Math.min(from + MAX_VALUES, count)] });
  return parts;
}

function halvesOf(item: BatchItem): [BatchItem, BatchItem] | undefined {
  const [from, to] = item.valueRange ?? [0, valueCount(item.input)];
  if (to - from < 2) return undefined;
  const middle = Math.ceil((from + to) / 2);
  return [
    { ...item, valueRange: [from, middle] },
    { ...item, valueRange: [middle, to] },
  ];
}

function joinsEntities(part: readonly BatchItem[], next: BatchItem): boolean {
  const first = next.group === undefined ? undefined : part.find(({ group }) => group !== undefined);
  return first === undefined || Number(next.group) - Number(first.group) < MAX_ENTITIES;
}

function tooManyDimensions(item: BatchItem): Problem | undefined {
  const dimensions = item.input["Dimensions"];
  if (!Array.isArray(dimensions) || dimensions.length <= MAX_DIMENSIONS) return undefined;
  const size = dimensions.length;
  const message = `${pathOf(item)} has ${size} dimensions, and CloudWatch takes at most ${MAX_DIMENSIONS}`;
  return {
    code: "ITEM_TOO_LARGE",
    message,
    item,
    excess: { size, limit: MAX_DIMENSIONS, unit: "dimensions" },
  };
}
