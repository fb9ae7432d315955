import { RegistrationError } from "@tucuxi/events";
import { expect, test } from "vitest";
import { gzip } from "./index.js";

test.each<[unknown, string, string]>([
  [null, "INVALID_OPTION", "gzip() takes an options object, not null"],
  [{ minsize: 1 }, "UNKNOWN_OPTION", 'gzip() has no option "minsize" (did you mean "minSize"?)'],
  [
    { operations: "s3.Put*" },
    "INVALID_OPTION",
    'must be a list of strings such as "cloudwatch.PutMetricData", not "s3.Put*"',
  ],
  [{ operations: [/s3/] }, "INVALID_OPTION", "must be a list of strings"],
  [
    { operations: ["PutMetricData"] },
    "INVALID_OPTION",
    '"PutMetricData" is an operation without its service. Write "cloudwatch.PutMetricData"',
  ],
  [{ operations: ["PutLogEvents"] }, "INVALID_OPTION", 'Write "logs.PutLogEvents"'],
  [{ operations: ["putobject"] }, "INVALID_OPTION", 'Write "s3.PutObject"'],
  [{ operations: ["logs"] }, "INVALID_OPTION", 'Write "logs.*" for all of its operations'],
  [{ operations: ["S3"] }, "INVALID_OPTION", 'Write "s3.*" for all of its operations'],
  [
    { operations: ["SendMessage"] },
    "INVALID_OPTION",
    '"SendMessage" has one segment. Write the service and the operation with a dot between them',
  ],
  [{ operations: ["s3."] }, "EMPTY_SEGMENT", '"before-call.s3." has an empty segment'],
  [{ operations: ["s3.Put{Object"] }, "INVALID_GLOB", "unpaired"],
  [{ operations: ["s3.PutObject.Body"] }, "TOO_MANY_SEGMENTS", "before-call events have 3 segments"],
  [{ minSize: -1 }, "INVALID_OPTION", '"minSize" must be a whole number of bytes, from 0, not -1'],
  [{ minSize: 1.5 }, "INVALID_OPTION", "not 1.5"],
  [{ minSize: "10 kB" }, "INVALID_OPTION", 'not "10 kB"'],
  [{ level: 0 }, "INVALID_OPTION", '"level" must be a whole number from 1 to 9, not 0'],
  [{ level: 10 }, "INVALID_OPTION", "not 10"],
  [{ onCompress: "log" }, "INVALID_OPTION", '"onCompress" must be a function, not "log"'],
  [{ ignoreSdkSettings: 1 }, "INVALID_OPTION", '"ignoreSdkSettings" must be true or false, not 1'],
])("gzip(%j) is refused at once", (options, code, message) => {
  // The cast: what JavaScript can give, and TypeScript refuses.
  const install = () => gzip(options as Parameters<typeof gzip>[0]);
  expect(install).toThrow(RegistrationError);
  expect(install).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
});

test("an option that is undefined is as good as absent", () => {
  const absent = { operations: undefined, minSize: undefined, level: undefined, onCompress: undefined };
  expect(gzip({ ...absent, ignoreSdkSettings: undefined }).name).toBe("gzip");
});

test("patterns may use a service's older name, wildcards and globs", () => {
  const operations = ["logs.PutLogEvents", "runtime.sagemaker.InvokeEndpoint", "*.Put*", "{s3,cloudwatch}.*"];
  expect(gzip({ operations }).name).toBe("gzip");
});
