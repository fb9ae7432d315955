import { expect, it } from "vitest";
import { checked } from "./checked.js";

// A ratio of two times from one run. A cost that grows with the number of patterns would far exceed this wide
// margin.
it("10,000 other patterns do not slow down an emission", async () => {
  expect((await checked("emit", "10000")).get("emit, 10000 other patterns")).toBeLessThan(3);
});
