import fc from "fast-check";
import { expect, it } from "vitest";
import { SlidingWindow } from "./sliding-window.js";

it("has no period with more units than its limit, and wastes none", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(
        fc.record({
          units: fc.integer({ min: 1, max: 5 }),
          gap: fc.double({ min: 0, max: 60, noNaN: true }),
        }),
        {
          maxLength: 60,
        },
      ),
      (limit, steps) => {
        const period = 100;
        const window = new SlidingWindow(period);
        const taken: { at: number; units: number }[] = [];
        let now = 0;
        for (const { units: wanted, gap } of steps) {
          const units = Math.min(wanted, limit);
          now += gap;
          for (;;) {
            const wait = window.waitFor(units, limit, now);
            if (wait === 0) break;
            // It has to wait only if there is really no room.
            const inWindow = taken.filter(({ at }) => at + period > now - 1);
            expect(inWindow.reduce((sum, entry) => sum + entry.units, 0) + units).toBeGreaterThan(limit);
            now += wait;
          }
          window.take(units, now);
          taken.push({ at: now, units });
        }
        for (const { at } of taken) {
          const inWindow = taken.filter((entry) => entry.at >= at && entry.at < at + period);
          expect(inWindow.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(limit);
        }
      },
    ),
    { numRuns: 500 },
  );
});

it("lets through into an empty window what is more than its limit", () => {
  const window = new SlidingWindow(100);
  expect(window.waitFor(7, 5, 0)).toBe(0);
  window.take(7, 0);
  expect(window.waitFor(1, 5, 1)).toBe(99);
  expect(window.waitFor(1, 5, 100)).toBe(0);
});

it("takes back what was not needed, but not what is over", () => {
  const window = new SlidingWindow(100);
  const taken = window.take(5, 0);
  window.giveBack(taken, 2, 10);
  expect(window.available(5, 10)).toBe(2);
  const later = window.take(2, 50);
  window.giveBack(taken, 3, 120);
  expect(window.available(5, 120)).toBe(3);
  window.giveBack(later, 99, 130);
  expect(window.available(5, 130)).toBe(5);
});
