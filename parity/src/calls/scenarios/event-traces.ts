import { EVENTS_OF_A_CALL, type Scenarios } from "../scenario.js";

const PUT_METRIC_DATA = {
  call: "PutMetricData",
  params: { Namespace: "N", MetricData: [{ MetricName: "m", Value: 1 }] },
} as const;
const INVOKE = { call: "Invoke", params: { FunctionName: "f" } } as const;
const GET_OBJECT = { call: "GetObject", params: { Bucket: "bkt", Key: "k" }, select: ["Body"] } as const;

/** The events that a presigner emits here, and why they are more than botocore's. */
export const PRESIGNED = {
  because:
    "SDK v3 serializes a whole request to presign it, so `before-call` and `request-created` are emitted too",
  events: EVENTS_OF_A_CALL.slice(0, EVENTS_OF_A_CALL.indexOf("before-send")),
} as const;

/** A body that isn't JSON, in a 200. */
export const NO_JSON = {
  because: "botocore treats it as an empty output, and SDK v3 throws a SyntaxError",
  outcome: { error: "unparsable" },
} as const;

/** The scenarios in the recording that tests `@tucuxi/events`, under the same names. */
export const EVENT_TRACES: Scenarios = {
  "put-metric-data success": { service: "cloudwatch", act: PUT_METRIC_DATA },
  "put-metric-data 500 then 200": { service: "cloudwatch", act: PUT_METRIC_DATA, respond: ["500"] },
  "put-metric-data 400": {
    service: "cloudwatch",
    act: PUT_METRIC_DATA,
    respond: ["400:InvalidParameterValueException"],
  },
  "lambda invoke": { service: "lambda", act: { call: "Invoke", params: { FunctionName: "my-function" } } },
  "lambda connection dropped x3": { service: "lambda", act: INVOKE, respond: ["drop", "drop", "drop"] },
  "dynamodb 500 x3 exhausted": {
    service: "dynamodb",
    act: { call: "PutItem", params: { TableName: "t", Item: { id: { S: "1" } } } },
    respond: ["500", "500", "500"],
  },
  "s3 put object": {
    service: "s3",
    act: { call: "PutObject", params: { Bucket: "bkt", Key: "k", Body: { $bytes: "hello" } } },
  },
  "s3 get object": { service: "s3", act: GET_OBJECT, respond: [{ body: "hello" }] },
  "s3 presign get": {
    service: "s3",
    act: { presign: "GetObject", params: { Bucket: "bkt", Key: "k" } },
    boto3SignatureVersion: "s3v4",
    except: PRESIGNED,
  },
  "before-call short-circuit": {
    service: "lambda",
    act: { ...INVOKE, select: ["StatusCode"] },
    handlers: [["before-call.lambda.Invoke", { answers: { status: 200, parsed: { StatusCode: 299 } } }]],
  },
  "before-send stub": {
    service: "dynamodb",
    act: { call: "GetItem", params: { TableName: "t", Key: { id: { S: "1" } } }, select: ["Item"] },
    handlers: [
      ["before-send.dynamodb.GetItem", { stubs: { status: 200, body: '{"Item":{"a":{"S":"stub"}}}' } }],
    ],
  },
  "unparseable 200 body": {
    service: "lambda",
    act: { call: "GetFunction", params: { FunctionName: "f" } },
    respond: ["garbage"],
    except: NO_JSON,
  },
  "handler throws in before-sign": {
    service: "lambda",
    act: INVOKE,
    handlers: [["before-sign.lambda.Invoke", { raises: "handler failed" }]],
  },
  "handler throws in before-send": {
    service: "lambda",
    act: INVOKE,
    handlers: [["before-send.lambda.Invoke", { raises: "handler failed" }]],
  },
  "handler throws in before-call": {
    service: "lambda",
    act: INVOKE,
    handlers: [["before-call.lambda.Invoke", { raises: "handler failed" }]],
  },
  "param validation error": { service: "lambda", act: { call: "Invoke", params: {} } },
  "choose-signer UNSIGNED": {
    service: "s3",
    act: GET_OBJECT,
    respond: [{ body: "x" }],
    handlers: [["choose-signer.s3.*", { unsigned: true }]],
  },
  "needs-retry forced once on success": {
    service: "lambda",
    act: INVOKE,
    handlers: [["needs-retry.lambda.Invoke", { retriesUntilAttempt: 2 }]],
  },
};
