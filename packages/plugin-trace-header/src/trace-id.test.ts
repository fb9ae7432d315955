import { expect, it } from "vitest";
import { mergedTraceId } from "./trace-id.js";

it.each([
  ["Root=1-a;Parent=b;Sampled=1", undefined, "Root=1-a;Parent=b;Sampled=1"],
  [
    "Root=1-a;Parent=b;Sampled=0",
    "Root=1-a;Parent=c;Sampled=1;Lineage=d:1",
    "Root=1-a;Parent=b;Sampled=0;Lineage=d:1",
  ],
  ["Root=1-a", "Root=1-a;Parent=c;Sampled=1", "Root=1-a;Parent=c;Sampled=1"],
  // Parent and Sampled belong to their Root, Lineage and other fields to the request.
  ["Root=1-a", "Root=1-z;Parent=c;Sampled=1;Lineage=d:1;Self=e", "Root=1-a;Lineage=d:1;Self=e"],
  ["Parent=b", "Root=1-a;Parent=c;Sampled=1", "Root=1-a;Parent=b;Sampled=1"],
  ["Lineage=d:1;Root=1-a;Sampled=1;Parent=b", "", "Root=1-a;Parent=b;Sampled=1;Lineage=d:1"],
  ["root=1-a; PARENT=b ;", "Root=1-z;Parent=c;;lineage=d:1", "root=1-a;PARENT=b;lineage=d:1"],
])("%s merged with %s is %s", (traceId, other, merged) => {
  expect(mergedTraceId(traceId, other)).toBe(merged);
});
