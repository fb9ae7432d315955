import type { Params } from "@tucuxi/events";
import type { BatchOperation, Problem } from "../batch-operation.js";
import { type Item, listOf, pathOf, type Unit } from "../unit.js";

const MAX_VALUES = 150;
const MAX_DIMENSIONS = 30;
const MAX_ENTITIES = 2;

/**
 * CloudWatch. "Each PutMetricData request is limited to 1 MB in size for HTTP POST requests. You can send a payload
 * compressed by gzip. Each request is also limited to no more than 1000 different metrics (across both the MetricData
 * and EntityMetricData properties)", "up to 150 values per metric", "up to 30 dimensions per metric", "up to two
 * EntityMetricData objects". What is limited to 1 MB is the body as it is sent: the service says "Request size 45305
 * exceeded 40960 bytes" of what the reference called 40 KB then, so its MB are taken as 1,048,576 bytes too.
 *
 * A metric's values may come in several requests: CloudWatch adds them up by metric and time.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const putMetricData: BatchOperation = {
  limits: { maxItems: 1000, maxBytes: 1_048_576, maxItemBytes: 1_048_576 },
  counts: "body",
  isCompressedBySdk: true,
  refusal: /The collection (Entity)?MetricData\S* must not have a size greater than/,
  unitsOf,
  paramsOf,
  joins: joinsEntities,
  halvesOf,
  problemOf: tooManyDimensions,
  merge: () => ({}),
};

function unitsOf(params: Params): Unit[] | undefined {
  const plain = params["MetricData"] === undefined ? [] : listOf(params, "MetricData");
  const entities = params["EntityMetricData"] === undefined ? [] : listOf(params, "EntityMetricData");
  if (plain === undefined || entities === undefined) return undefined;
  const units: Unit[] = [];
  let index = 0;
  const add = (list: string, items: readonly Item[], group?: number): void => {
    items.forEach((item, at) => {
      const whole = { index: index++, list, at, item, size: 0, ...(group !== undefined && { group }) };
      units.push(...withinMaxValues(whole));
    });
  };
  add("MetricData", plain);
  entities.forEach((entity, position) => {
    add(`EntityMetricData[${position}].MetricData`, listOf(entity, "MetricData") ?? [], position);
  });
  return units;
}

function paramsOf(params: Params, units: readonly Unit[]): Params {
  const { MetricData: _all, EntityMetricData, ...others } = params;
  const part: Params = { ...others };
  delete part["EntityMetricData"];
  const plain = units.filter(({ group }) => group === undefined);
  if (plain.length > 0) part["MetricData"] = plain.map(itemOf);
  const groups = [...new Set(units.map(({ group }) => group))].filter((group) => group !== undefined);
  if (groups.length > 0 && Array.isArray(EntityMetricData)) {
    part["EntityMetricData"] = groups.map((group) => ({
      ...EntityMetricData[Number(group)],
      MetricData: units.filter((unit) => unit.group === group).map(itemOf),
    }));
  }
  return part;
}

/** A datum, or one with a range of its values and of their counts. */
function itemOf({ item, values }: Unit): Item {
  if (values === undefined) return item;
  const part: Record<string, unknown> = { ...item };
  for (const member of ["Values", "Counts"]) {
    const numbers = item[member];
    if (Array.isArray(numbers)) part[member] = numbers.slice(...values);
  }
  return part;
}

/** How many values a datum has that could be sent apart; counts that are not as many are the service's to refuse. */
function valuesOf({ Values, Counts }: Item): number {
  if (!Array.isArray(Values)) return 0;
  return Counts === undefined || (Array.isArray(Counts) && Counts.length === Values.length)
    ? Values.length
    : 0;
}

function withinMaxValues(unit: Unit): Unit[] {
  const count = valuesOf(unit.item);
  if (count <= MAX_VALUES) return [unit];
  const parts: Unit[] = [];
  for (let from = 0; from < count; from += MAX_VALUES)
    parts.push({ ...unit, values: [from, Math.min(from + MAX_VALUES, count)] });
  return parts;
}

function halvesOf(unit: Unit): [Unit, Unit] | undefined {
  const [from, to] = unit.values ?? [0, valuesOf(unit.item)];
  if (to - from < 2) return undefined;
  const middle = Math.ceil((from + to) / 2);
  return [
    { ...unit, values: [from, middle] },
    { ...unit, values: [middle, to] },
  ];
}

function joinsEntities(part: readonly Unit[], next: Unit): boolean {
  const first = next.group === undefined ? undefined : part.find(({ group }) => group !== undefined);
  return first === undefined || Number(next.group) - Number(first.group) < MAX_ENTITIES;
}

function tooManyDimensions(unit: Unit): Problem | undefined {
  const dimensions = unit.item["Dimensions"];
  if (!Array.isArray(dimensions) || dimensions.length <= MAX_DIMENSIONS) return undefined;
  const size = dimensions.length;
  const message = `${pathOf(unit)} has ${size} dimensions, and CloudWatch takes at most ${MAX_DIMENSIONS}`;
  return {
    code: "ITEM_TOO_LARGE",
    message,
    unit,
    excess: { size, limit: MAX_DIMENSIONS, unit: "dimensions" },
  };
}
