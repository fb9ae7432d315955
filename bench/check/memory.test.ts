import { expect, it } from "vitest";
import { BARS } from "../src/bars.js";
import { checked } from "./checked.js";

it.each([
  ["an emitter after emitting 100,000 names thrice than after once", ["names", "100000", "3"], BARS.names],
  ["a client after thousands of calls", ["calls", "2000"], BARS.held],
  ["a process after clients that are gone", ["clients", "1000"], BARS.held],
])("no more memory is held by %s", async (_, args, atMost) => {
  const [megabytes] = (await checked("memory", ...args)).values();
  expect(megabytes).toBeLessThanOrEqual(atMost);
});

it("calls with handlers leave little more garbage than bare calls where V8 seldom looks for it", async () => {
  const [ratio] = (await checked("memory", "garbage", "3000")).values();
  expect(ratio).toBeLessThanOrEqual(BARS.garbage);
});

it("a stream is compressed without being kept in memory", async () => {
  const [megabytes] = (await checked("stream", "250000000")).values();
  // zlib alone takes 40 MB, mostly garbage that nothing collects while there is room.
  expect(megabytes).toBeLessThan(125);
});
