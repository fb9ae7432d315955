import type { Dimension, MetricDatum, StandardUnit } from "@aws-sdk/client-cloudwatch";

/** A measurement as the services put it into the stream. */
export interface Measurement {
  readonly metric: string;
  readonly value: number;
  readonly unit: StandardUnit;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

const MINUTE = 60_000;

/**
 * Groups measurements by what CloudWatch stores separately: metric, unit, dimensions and minute. The values of a group
 * become one datum that says how often each value occurred, from which CloudWatch can still compute percentiles.
 */
export function grouped(measurements: Iterable<Measurement>): MetricDatum[] {
  const groups = new Map<string, { readonly first: Measurement; readonly counts: Map<number, number> }>();
  for (const measurement of measurements) {
    const { metric, unit, time, dimensions, value } = measurement;
    const key = JSON.stringify([metric, unit, Math.floor(time / MINUTE), Object.entries(dimensions).sort()]);
    let group = groups.get(key);
    if (group === undefined) {
      group = { first: measurement, counts: new Map() };
      groups.set(key, group);
    }
    group.counts.set(value, (group.counts.get(value) ?? 0) + 1);
  }
  return [...groups.values()].map(({ first, counts }) => ({
    ...datumOf(first),
    Timestamp: new Date(Math.floor(first.time / MINUTE) * MINUTE),
    Values: [...counts.keys()],
    Counts: [...counts.values()],
  }));
}

/** One datum for each measurement. */
export function ungrouped(measurements: Iterable<Measurement>): MetricDatum[] {
  return Array.from(measurements, (measurement) => ({
    ...datumOf(measurement),
    Timestamp: new Date(measurement.time),
    Value: measurement.value,
  }));
}

function datumOf({ metric, unit, dimensions }: Measurement): MetricDatum {
  return { MetricName: metric, Unit: unit, Dimensions: Object.entries(dimensions).map(dimensionOf) };
}

function dimensionOf([Name, Value]: [string, string]): Dimension {
  return { Name, Value };
}
