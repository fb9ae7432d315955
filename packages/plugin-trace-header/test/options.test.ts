import { RegistrationError } from "@tucuxi/events";
import { describe, expect, it } from "vitest";
import { random, traceHeader, xray } from "../src/index.js";
import { w3c } from "../src/w3c.js";

/** What a factory throws, for options that no types let through. */
function refusal(make: (options: never) => unknown, options: unknown): unknown {
  try {
    return make(options as never);
  } catch (error) {
    return error;
  }
}

describe("traceHeader() refuses", () => {
  it.each([
    ["no options", undefined, /takes an options object, not undefined/],
    ["a text", "x-trace-id", /takes an options object, not "x-trace-id"/],
    ["an unknown option", { header: "x-id", valeu: "a" }, /no option "valeu" \(did you mean "value"\?\)/],
    ["no value", { header: "x-id" }, /needs a "value": a string, a function .* or a source such as xray\(\)/],
    [
      "a value of another kind",
      { header: "x-id", value: 42 },
      /"value" must be a string, a function .*, not 42/,
    ],
    ["a source that wasn't called", { value: xray }, /is the function xray itself. Call it: xray\(\)$/],
    ["the same with a header", { header: "x-id", value: xray }, /Call it: xray\(\)$/],
    ["w3c that wasn't called", { value: w3c }, /is the function w3c itself. Call it: w3c\(\)$/],
    ["random that wasn't called", { header: "x-id", value: random }, /Call it: random\(\)$/],
    ["an object that is no source", { value: { name: "x", headers: [] } }, /"value" must be/],
    [
      "a source whose headers are no texts",
      { value: { name: "x", headers: [42], capture: () => ({}) } },
      /"value" must be/,
    ],
    ["no header for a fixed value", { value: "a" }, /needs a "header", the name of the header/],
    ["no header for random()", { value: random() }, /needs a "header"/],
    ["a header that is no text", { header: 1, value: "a" }, /"header" must be the name of a header, not 1/],
    [
      "a signed that is no boolean",
      { header: "x-id", value: "a", signed: 0 },
      /"signed" must be true or false/,
    ],
    [
      "an override that is no boolean",
      { header: "x-id", value: "a", override: "yes" },
      /"override" must be true/,
    ],
    [
      "a header for a source of several",
      { header: "traceparent", value: w3c() },
      /w3c\(\) sets traceparent, tracestate, baggage itself/,
    ],
  ])("%s", (_, options, message) => {
    const refused = refusal(traceHeader, options);
    expect(refused).toBeInstanceOf(RegistrationError);
    expect(refused).toMatchObject({ code: expect.stringMatching(/^(INVALID|UNKNOWN)_OPTION$/) });
    expect((refused as Error).message).toMatch(/^traceHeader\(\)/);
    expect((refused as Error).message).toMatch(message);
  });

  it.each(["", "x id", "x-id:", "x-id\r\n", "naïve", "x(id)"])("the name %j", (header) => {
    expect(() => traceHeader({ header, value: "a" })).toThrow(
      `traceHeader(): the option "header" must be a header's name, of letters, digits and hyphens, not ${JSON.stringify(header)}`,
    );
  });

  it.each([
    "Host",
    "Content-Length",
    "content-type",
    "Content-Encoding",
    "Transfer-Encoding",
    "Connection",
    "Date",
    "Authorization",
    "X-Amz-Date",
    "X-Amz-Security-Token",
    "x-amz-content-sha256",
    "x-amz-checksum-crc32",
    "x-amz-target",
    "amz-sdk-request",
    "amz-sdk-invocation-id",
    "__proto__",
  ])("the name %s, which is not the user's", (header) => {
    const message = `traceHeader(): the header "${header}" belongs to HTTP, the SDK or its signature. Choose another name`;
    expect(() => traceHeader({ header, value: "a" })).toThrow(message);
    const source = { name: "own", headers: [header] as const, capture: () => ({}) };
    expect(() => traceHeader({ value: source })).toThrow(message);
  });

  it.each(["", " a", "a ", "a\nb", "a\r\nx: y", "a\0", "naïve", "\u{1f42c}"])(
    "the fixed value %j",
    (value) => {
      expect(() => traceHeader({ header: "x-id", value })).toThrow(
        `traceHeader(): the option "value" must be printable ASCII without line breaks or surrounding spaces (encode it, as with encodeURIComponent), not ${JSON.stringify(value)}`,
      );
    },
  );
});

it("traceHeader() takes X-Amzn-Trace-Id, W3C's names and metadata of S3 objects", () => {
  for (const header of ["X-Amzn-Trace-Id", "traceparent", "x-amz-meta-trace-id", "x-b3-traceid", "b3"]) {
    expect(traceHeader({ header, value: "a b\tc~" }).name).toBe(`trace-header:${header.toLowerCase()}`);
  }
});

it("undefined is as good as an absent option", () => {
  const plugin = traceHeader({ header: undefined, value: xray(), signed: undefined, override: undefined });
  expect(plugin.name).toBe("trace-header:x-amzn-trace-id");
});

it("w3c() refuses what is no option of it", () => {
  expect(() => refusal(w3c, { baggage: 1 })).not.toThrow();
  expect(refusal(w3c, { baggage: 1 })).toMatchObject({ code: "INVALID_OPTION" });
  expect(refusal(w3c, { bagage: false })).toMatchObject({
    message: 'w3c() has no option "bagage" (did you mean "baggage"?): it takes baggage',
  });
});
