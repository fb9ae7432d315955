import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BatchItem } from "../batch-item.js";
import type { BatchOperation } from "../operations/batch-operation.js";
import { batchWriteItem } from "../operations/batch-write-item.js";
import { putLogEvents } from "../operations/put-log-events.js";
import { putMetricData } from "../operations/put-metric-data.js";
import { putRecords } from "../operations/put-records.js";
import { evenly, packed } from "./packing.js";

const itemsOf = (sizes: readonly number[]): BatchItem[] =>
  sizes.map((size, index) => ({ index, list: "L", position: index, input: {}, size }));

const cases = fc.record({
  sizes: fc.array(fc.nat(60), { maxLength: 200 }),
  maxItems: fc.integer({ min: 1, max: 20 }),
  maxBytes: fc.integer({ min: 60, max: 300 }),
});

describe("packing items into requests", () => {
  it("keeps each item once and in order, leaves no request empty, and keeps within both limits", () => {
    fc.assert(
      fc.property(cases, ({ sizes, maxItems, maxBytes }) => {
        const all = itemsOf(sizes);
        const parts = packed(putRecords, all, { maxItems, maxBytes, maxItemBytes: maxBytes });
        expect(parts.flat()).toEqual(all);
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(0);
          expect(part.length).toBeLessThanOrEqual(maxItems);
          expect(part.reduce((sum, { size }) => sum + size, 0)).toBeLessThanOrEqual(maxBytes);
        }
      }),
    );
  });

  it("makes no request that the next item would have fitted into", () => {
    fc.assert(
      fc.property(cases, ({ sizes, maxItems, maxBytes }) => {
        const parts = packed(putRecords, itemsOf(sizes), { maxItems, maxBytes, maxItemBytes: maxBytes });
        parts.forEach((part, index) => {
          const [next] = parts[index + 1] ?? [];
          if (next === undefined) return;
          const bytes = part.reduce((sum, { size }) => sum + size, next.size);
          expect(part.length === maxItems || bytes > maxBytes).toBe(true);
        });
      }),
    );
  });

  it("does not count bytes where those of the body count, which may get compressed", () => {
    const limits = { maxItems: 10, maxBytes: 60, maxItemBytes: 60 };
    expect(packed(batchWriteItem, itemsOf([50, 50, 50]), limits)).toHaveLength(1);
  });

  it("keeps the events of a request within 24 hours", () => {
    const hours = fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(hours, (times) => {
        const logEvents = times
          .sort((one, other) => one - other)
          .map((hour) => ({ timestamp: hour * 3_600_000, message: "m" }));
        const all = putLogEvents.itemsOf({ logEvents }) ?? [];
        for (const part of packed(putLogEvents, all, putLogEvents.limits)) {
          const [first = 0, last = 0] = [part[0], part.at(-1)].map((item) =>
            Number(item?.input["timestamp"]),
          );
          expect(last - first).toBeLessThanOrEqual(86_400_000);
        }
      }),
    );
  });

  it("divides evenly, into as many runs as there are items at most", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.integer({ min: 1, max: 50 }), (sizes, parts) => {
        const all = itemsOf(sizes);
        const runs = evenly(all, parts);
        expect(runs.flat()).toEqual(all);
        expect(runs).toHaveLength(Math.min(parts, sizes.length));
        const lengths = runs.map(({ length }) => length);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("the values of a metric", () => {
  it("are each in one piece, at most 150 in each, however often it is halved", () => {
    const halve = (operation: BatchOperation, item: BatchItem): BatchItem[] =>
      operation.halvesOf?.(item)?.flatMap((half) => halve(operation, half)) ?? [item];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), (count) => {
        const Values = Array.from({ length: count }, (_, index) => index);
        const params = { MetricData: [{ MetricName: "m", Values }] };
        const all = putMetricData.itemsOf(params) ?? [];
        const sent = (of: readonly BatchItem[]): number[][] =>
          (putMetricData.paramsOf(params, of)["MetricData"] as { Values: number[] }[]).map(
            (one) => one.Values,
          );
        expect(sent(all).flat()).toEqual(Values);
        expect(Math.max(...sent(all).map(({ length }) => length))).toBeLessThanOrEqual(150);
        expect(sent(all.flatMap((item) => halve(putMetricData, item)))).toEqual(
          Values.map((value) => [value]),
        );
      }),
    );
  });
});
