import { expect, it } from "vitest";
import type { Limit, RateLimitOptions } from "./options.js";
import { rateLimit } from "./rate-limit.js";

it("refuses an option that does not exist, and names the nearest", () => {
  const misspelt = { "ssm.*": "40/s", maxqueue: 1 } as RateLimitOptions;
  expect(() => rateLimit(misspelt)).toThrow(
    expect.objectContaining({
      code: "UNKNOWN_OPTION",
      message: expect.stringContaining('rateLimit() has no option "maxqueue" (did you mean "maxQueue"?)'),
    }),
  );
});

it.each([{ PutObject: "40/s" }, { PutObject: { units: 40, per: "1s" } }])(
  "refuses a limit without its service, and says how to write it: %o",
  (limit) => {
    expect(() => rateLimit({ "ssm.*": "40/s", ...limit } as RateLimitOptions)).toThrow(
      expect.objectContaining({
        code: "UNKNOWN_OPTION",
        message: expect.stringContaining(
          'write the service, too: "cloudwatch.PutObject" for an operation, "PutObject.*" for all',
        ),
      }),
    );
  },
);

it.each<[unknown, string]>([
  [undefined, "rateLimit() takes an options object, not undefined"],
  ["40/s", 'rateLimit() takes an options object, not "40/s"'],
  [{}, "has no limit: write a pattern of operations and a rate"],
  [{ adaptive: true }, "has no limit"],
  [{ "ssm.*": 40 }, 'the limit "ssm.*" must be a rate such as "40/s", or { units: 40, per: "1s" }, not 40'],
  [{ "ssm.*": "40" }, 'not "40"'],
  [{ "ssm.*": "0/s" }, 'not "0/s"'],
  [{ "ssm.*": { units: 1.5, per: "1s" } }, 'the option "units" must be a whole number from 1, not 1.5'],
  [{ "ssm.*": { units: 1, per: "1d" } }, 'the option "per" must be a period such as "1s"'],
  [{ "ssm.*": { units: 1 } }, 'not {"units":1}'],
  [{ "ssm.*": "1/500ms", store: () => ({}) }, 'the limit "ssm.*" has a period of 500 ms'],
  [{ "ssm.*": "1/s", onStoreError: "close" }, 'must be "local", "fail" or "open", not "close"'],
  [{ "ssm.*": "1/s", store: {} }, 'the option "store" must be a function'],
  [{ "ssm.*": "1/s", maxQueue: 0 }, "a whole number from 1, not 0"],
])("refuses %o", (options, message) => {
  expect(() => rateLimit(options as RateLimitOptions)).toThrow(
    expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining(message) }),
  );
});

it.each(["ssm.Get.Parameter", "ssm..Get", "ssm."])("refuses the pattern %o", (pattern) => {
  expect(() => rateLimit({ [pattern]: "1/s" } as RateLimitOptions)).toThrow(
    expect.objectContaining({ name: "RegistrationError" }),
  );
});

it("refuses a limit's option that does not exist", () => {
  const limit = { units: 1, per: "1s", price: () => 1 } as Limit;
  expect(() => rateLimit({ "ssm.*": limit })).toThrow('rateLimit({ "ssm.*" }) has no option "price"');
});
