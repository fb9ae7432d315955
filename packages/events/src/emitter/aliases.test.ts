import { describe, expect, it } from "vitest";
import { canonicalName } from "./aliases.js";

describe("canonicalName", () => {
  it("replaces the first alias of the table that is found, once", () => {
    expect(canonicalName("b.a.b", { a: "x", b: "y" })).toBe("b.x.b");
  });

  it("replaces an alias of several segments by the current name", () => {
    expect(canonicalName("before-sign.runtime.lex.PostText", { "runtime.lex": "lex-runtime-service" })).toBe(
      "before-sign.lex-runtime-service.PostText",
    );
  });

  it("leaves a segment alone that only begins with an alias", () => {
    expect(canonicalName("before-sign.logs-of-mine", { logs: "cloudwatch-logs" })).toBe(
      "before-sign.logs-of-mine",
    );
  });

  it("looks no further, as botocore does, once the letters of an alias of several segments are in the name", () => {
    expect(
      canonicalName("api.pricing-of.config", { "api.pricing": "pricing", config: "config-service" }),
    ).toBe("api.pricing-of.config");
  });
});
