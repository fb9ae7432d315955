import { expect, it } from "vitest";
import { Adaptation } from "./adaptation.js";

it("halves its share once an interval, and gets it back in small steps", () => {
  const adaptation = new Adaptation(60_000);
  adaptation.learn(false, 0);
  expect(adaptation.share).toBe(1);
  for (const now of [1, 2, 500]) adaptation.learn(true, now);
  expect(adaptation.share).toBe(0.5);
  adaptation.learn(true, 1001);
  expect(adaptation.share).toBe(0.25);
  adaptation.learn(false, 1500);
  expect(adaptation.share).toBe(0.25);
  adaptation.learn(false, 2001);
  expect(adaptation.share).toBeCloseTo(0.3);
  for (let now = 4000; now < 60_000; now += 1000) adaptation.learn(false, now);
  expect(adaptation.share).toBe(1);
});

it("never gets down to nothing", () => {
  const adaptation = new Adaptation(100);
  for (let now = 0; now < 10_000; now += 100) adaptation.learn(true, now);
  expect(adaptation.share).toBe(1 / 64);
});

it("doesn't grow as long as throttling answers come, and is halved right after it grew", () => {
  const adaptation = new Adaptation(1000);
  adaptation.learn(true, 0);
  // A service that takes the first attempts of each second, and refuses the others.
  for (let now = 1000; now < 4000; now += 1000) {
    adaptation.learn(false, now);
    adaptation.learn(true, now + 10);
  }
  expect(adaptation.share).toBeLessThan(0.15);
});
