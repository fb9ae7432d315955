import { expect, it } from "vitest";
import { BARS } from "../src/bars.js";
import { measured } from "./measured.js";

it("an emitter holds no more memory after emitting 100,000 names thrice than after once", async () => {
  const figures = await measured("growth/names", "100000", "3");
  expect(medians(figures)).toEqual([expect.toSatisfy((megabytes) => megabytes <= BARS.distinctNames.atMost)]);
});

it("neither calls nor clients that are gone leave memory behind", async () => {
  const figures = await measured("growth/held", "2000", "1000");
  expect(medians(figures)).toHaveLength(2);
  for (const megabytes of medians(figures)) expect(megabytes).toBeLessThanOrEqual(BARS.held.atMost);
});

it("a stream is compressed without being kept in memory", async () => {
  const figures = await measured("gzip/streaming", "plugin", "250000000");
  // zlib alone takes 40 MB, of which its buffers are the least: nobody collects garbage while there is room.
  expect(figures.get("peak memory, send with gzip()")?.median).toBeLessThan(125);
});

it("an attached client takes less memory than the client itself", async () => {
  const figures = await measured("growth/clients", "1000");
  expect(figures.get("memory, each")?.ratio).toBeLessThan(1);
});

function medians(figures: ReadonlyMap<string, { readonly median: number }>): number[] {
  return [...figures.values()].map(({ median }) => median);
}
