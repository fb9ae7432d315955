import { EVENTS_OF_A_CALL, RETRY, type Scenario, type Scenarios } from "../scenario.js";

const INVOKE = { call: "Invoke", params: { FunctionName: "f" } } as const;
const GET_ITEM = {
  call: "GetItem",
  params: { TableName: "t", Key: { id: { S: "1" } } },
  select: ["Item"],
} as const;

const EVENTS_OF_SUCCESS = [
  "provide-client-params.lambda.Invoke",
  "before-parameter-build.lambda.Invoke",
  "before-endpoint-resolution.lambda",
  "request-created.lambda.Invoke",
  "choose-signer.lambda.Invoke",
  "before-parse.lambda.Invoke",
  "response-received.lambda.Invoke",
  "needs-retry.lambda.Invoke",
  "after-call.lambda.Invoke",
] as const;

/** The scenarios of `before-call`, `before-sign` and `before-send` are in `event-traces.ts`. */
const THROWING: Scenarios = Object.fromEntries(
  EVENTS_OF_SUCCESS.map((event): [string, Scenario] => [
    `handler throws in ${event.split(".")[0]}`,
    { service: "lambda", act: INVOKE, handlers: [[event, { raises: "handler failed" }]] },
  ]),
);

/** Calls that handlers change. */
export const HANDLERS: Scenarios = {
  ...THROWING,
  "handler throws in after-call-error": {
    service: "lambda",
    act: INVOKE,
    refused: true,
    handlers: [["after-call-error.lambda.Invoke", { raises: "handler failed" }]],
  },
  "handler throws in response-received of a failed attempt": {
    service: "lambda",
    act: INVOKE,
    respond: ["500"],
    handlers: [["response-received.lambda.Invoke", { raises: "handler failed" }]],
  },
  "handler throws in after-call, after a retry": {
    service: "lambda",
    act: INVOKE,
    respond: ["500"],
    handlers: [
      ["needs-retry.lambda.Invoke", { retriesUntilAttempt: 2 }],
      ["after-call.lambda.Invoke", { raises: "handler failed" }],
    ],
  },
  "handler throws in before-send, needs-retry asks for more": {
    service: "lambda",
    act: INVOKE,
    handlers: [
      ["before-send.lambda.Invoke", { raises: "handler failed" }],
      ["needs-retry.lambda.Invoke", { retriesUntilAttempt: 3 }],
    ],
  },
  "parameters changed in provide-client-params": {
    service: "s3",
    act: { call: "DeleteObject", params: { Bucket: "bkt", Key: "k" } },
    handlers: [["provide-client-params.s3.DeleteObject", { setsParam: ["Key", "changed"] }]],
  },
  "parameters replaced in provide-client-params": {
    service: "s3",
    act: { call: "DeleteObject", params: { Bucket: "bkt", Key: "k" } },
    handlers: [
      ["provide-client-params.s3", { replacesParams: { Bucket: "other", Key: "second" } }],
      ["provide-client-params.s3.DeleteObject", { replacesParams: { Bucket: "other", Key: "first" } }],
    ],
  },
  "parameters changed in before-parameter-build": {
    service: "s3",
    act: { call: "DeleteObject", params: { Bucket: "bkt", Key: "k" } },
    handlers: [["before-parameter-build.s3", { setsParam: ["Key", "changed"] }]],
  },
  "a value handed on from provide-client-params to before-call": {
    service: "sqs",
    act: { call: "ListQueues" },
    handlers: [
      ["provide-client-params.sqs", { remembers: ["x-parity-tenant", "a"] }],
      ["before-call.sqs", { recallsAsHeader: "x-parity-tenant" }],
    ],
  },
  "headers set in before-call, request-created, before-sign and before-send": {
    service: "sqs",
    act: { call: "ListQueues" },
    respond: ["500"],
    handlers: [
      ["before-call.sqs.ListQueues", { setsHeader: ["x-parity-call", "1"] }],
      ["request-created.sqs.ListQueues", { setsHeader: ["x-parity-created", "2"] }],
      ["before-sign.sqs.ListQueues", { setsHeader: ["x-parity-sign", "3"] }],
      ["before-send.sqs.ListQueues", { setsHeader: ["x-parity-send", "4"] }],
    ],
  },
  "before-call answers with an error": {
    service: "dynamodb",
    act: GET_ITEM,
    handlers: [
      [
        "before-call.dynamodb.GetItem",
        {
          answers: { status: 400, parsed: { Error: { Code: "ResourceNotFoundException", Message: "none" } } },
        },
      ],
    ],
  },
  "the first of two answers of before-call": {
    service: "dynamodb",
    act: GET_ITEM,
    handlers: [
      ["before-call.dynamodb", { answers: { status: 200, parsed: { Item: { a: { S: "second" } } } } }],
      ["before-call.*.GetItem", { answers: { status: 200, parsed: { Item: { a: { S: "first" } } } } }],
    ],
  },
  "before-send answers 500 until retries are exhausted": {
    service: "dynamodb",
    act: { call: "ListTables" },
    handlers: [["before-send.dynamodb.ListTables", { stubs: { status: 500, body: "{}" } }]],
  },
  "before-send answers a modelled error": {
    service: "dynamodb",
    act: GET_ITEM,
    handlers: [
      [
        "before-send.dynamodb.GetItem",
        {
          stubs: {
            status: 400,
            headers: { "content-type": "application/x-amz-json-1.0" },
            body: '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"none"}',
          },
        },
      ],
    ],
  },
  "the first of two answers of before-send": {
    service: "dynamodb",
    act: GET_ITEM,
    handlers: [
      ["before-send.dynamodb.*", { stubs: { status: 200, body: '{"Item":{"a":{"S":"first"}}}' } }],
      ["before-send.dynamodb.GetItem", { stubs: { status: 200, body: '{"Item":{"a":{"S":"second"}}}' } }],
    ],
  },
  "before-parse turns a 200 into a 500": {
    service: "lambda",
    act: { call: "GetFunction", params: { FunctionName: "f" } },
    handlers: [["before-parse.lambda.GetFunction", { setsStatus: 500 }]],
    except: {
      because:
        "in botocore only S3's retries and outcome see it, because `response_dict` is a copy. Here it's the response",
      events: [...EVENTS_OF_A_CALL.slice(0, -1), ...RETRY, ...RETRY, "after-call"],
      outcome: { error: "service: 500" },
      requests: 3,
    },
  },
  "before-parse turns a 200 of S3 into a 500, until retries are exhausted": {
    service: "s3",
    act: { call: "ListObjectsV2", params: { Bucket: "bkt" } },
    handlers: [["before-parse.s3.ListObjectsV2", { setsStatus: 500 }]],
  },
  "before-parse adds to the output": {
    service: "dynamodb",
    act: GET_ITEM,
    handlers: [["before-parse.dynamodb.GetItem", { setsOutput: ["Item", { a: { S: "added" } }] }]],
  },
  "after-call changes the output": {
    service: "dynamodb",
    act: GET_ITEM,
    handlers: [["after-call.dynamodb.GetItem", { setsParsed: ["Item", { a: { S: "changed" } }] }]],
  },
  "needs-retry on a service error that is not retried otherwise": {
    service: "dynamodb",
    act: GET_ITEM,
    respond: [
      "400:ResourceNotFoundException",
      "400:ResourceNotFoundException",
      "400:ResourceNotFoundException",
    ],
    handlers: [["needs-retry.dynamodb.GetItem", { retriesUntilAttempt: 3 }]],
  },
  "needs-retry beyond the number of attempts": {
    service: "lambda",
    act: INVOKE,
    handlers: [["needs-retry.lambda.Invoke", { retriesUntilAttempt: 5 }]],
  },
  "needs-retry on success, then 500 until retries are exhausted": {
    service: "lambda",
    act: INVOKE,
    respond: ["200", "500", "500", "500"],
    handlers: [["needs-retry.lambda.Invoke", { retriesUntilAttempt: 2 }]],
  },
  "needs-retry after connections that were refused": {
    service: "lambda",
    act: INVOKE,
    refused: true,
    handlers: [["needs-retry.lambda.Invoke", { retriesUntilAttempt: 2 }]],
  },
};
