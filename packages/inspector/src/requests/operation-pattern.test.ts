import { describe, expect, it } from "vitest";
import { operationMatcher } from "./operation-pattern.js";
import { wildcardMatch } from "./wildcard.js";

describe("a pattern for operations", () => {
  const put = { service: "s3", operation: "PutObject" };
  const logs = { service: "cloudwatch-logs", operation: "PutLogEvents" };
  const unnamed = { service: undefined, operation: undefined };
  it.each([
    ["s3.PutObject", [true, false, false]],
    ["S3.putobject", [true, false, false]],
    ["s3.*", [true, false, false]],
    ["*.Put*", [true, true, false]],
    ["Put*", [true, true, false]],
    ["PutObject", [true, false, false]],
    ["cloudwatch-*.*", [false, true, false]],
    ["s3.Put?bject", [true, false, false]],
    ["s3.Put", [false, false, false]],
    ["*", [true, true, true]],
  ])("%s", (pattern, matched) => {
    const matches = operationMatcher(pattern);
    expect([put, logs, unnamed].map(matches)).toEqual(matched);
  });

  it.each(["", " ", ".", "s3.", ".Put", "a.b.c", "s3 PutObject", "s3/*", "{a,b}"])(
    "is refused: %j",
    (pattern) => {
      expect(() => operationMatcher(pattern)).toThrow("isn't a pattern for operations");
    },
  );
});

it("wildcards take bounded time", () => {
  expect(wildcardMatch("*a".repeat(20), "a".repeat(20_000))).toBe(true);
  expect(wildcardMatch(`${"*a".repeat(20)}b`, "a".repeat(20_000))).toBe(false);
});
