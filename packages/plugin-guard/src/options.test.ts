import { expect, it } from "vitest";
import { guard } from "./guard.js";

it("refuses an option that does not exist, and names the nearest", () => {
  const misspelt: object = { secret: "allow" };
  expect(() => guard(misspelt)).toThrow(
    expect.objectContaining({
      code: "UNKNOWN_OPTION",
      message: expect.stringContaining('guard() has no option "secret" (did you mean "secrets"?)'),
    }),
  );
});

it("refuses a budget that does not exist", () => {
  const budget: object = { requests: 1 };
  expect(() => guard({ budget })).toThrow('guard({ budget }) has no option "requests"');
});

it.each<[object, string]>([
  [{ mode: "readonly" }, 'the option "mode" must be "read-only" or "read-write", not "readonly"'],
  [{ secrets: true }, 'the option "secrets" must be "refuse", "confirm" or "allow", not true'],
  [{ secrets: "confirm" }, 'secrets "confirm" needs the option "confirm"'],
  [{ allow: "s3.*" }, 'the option "allow" must be a list of patterns such as "sqs.SendMessage", not "s3.*"'],
  [{ allow: ["PutObject"] }, 'has "PutObject". Write the service, too: "cloudwatch.PutObject"'],
  [{ regions: ["EU"] }, 'a list of regions such as "eu-west-1"'],
  [{ accounts: [123456789012] }, "strings of 12 digits"],

  [{ budget: { calls: -1 } }, 'the option "calls" must be a whole number from 0, not -1'],
  [{ confirm: true }, 'the option "confirm" must be a function, not true'],
  [{ dryRun: 1 }, 'the option "dryRun" must be true or false, not 1'],
])("refuses %o", (options, message) => {
  expect(() => guard(options)).toThrow(
    expect.objectContaining({ code: "INVALID_OPTION", message: expect.stringContaining(message) }),
  );
});

it.each([[["s3.Put.Object"]], [["s3..PutObject"]], [["s3."]], [["s3.deleteObject"]], [["S3.*"]]])(
  "refuses the patterns %o",
  (deny) => {
    expect(() => guard({ deny })).toThrow(expect.objectContaining({ name: "RegistrationError" }));
  },
);
