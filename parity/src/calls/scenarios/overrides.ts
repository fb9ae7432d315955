import type { Behaviour, Scenarios } from "../scenario.js";
import { PRESIGNED } from "./event-traces.js";

const INVOKE = { call: "Invoke", params: { FunctionName: "f" } } as const;
const GET_OBJECT = { call: "GetObject", params: { Bucket: "bkt", Key: "k" }, select: ["Body"] } as const;
const GET_ITEM = {
  call: "GetItem",
  params: { TableName: "t", Key: { id: { S: "1" } } },
  select: ["Item"],
} as const;

const credentials = { accessKeyId: "other", secretAccessKey: "other" } as const;

const redirected = (path: string): Behaviour => ({
  redirects: { status: 421, path, region: "eu-central-1" },
});

const answered: Behaviour = { answers: { status: 200, parsed: { Item: { a: { S: "answer" } } } } };

/** Handlers that choose credentials, scope and address, and calls without a signature. */
export const OVERRIDES: Scenarios = {
  "other credentials, region and service from before-sign": {
    service: "lambda",
    act: INVOKE,
    handlers: [
      ["before-sign.lambda", { signs: { credentials, region: "eu-central-1", service: "gateway" } }],
    ],
  },
  "another region and service from choose-signer": {
    service: "dynamodb",
    act: { call: "ListTables" },
    handlers: [["choose-signer.dynamodb", { signs: { region: "eu-central-1", service: "gateway" } }]],
  },
  "other credentials from choose-signer, another region from before-sign": {
    service: "sqs",
    act: { call: "ListQueues" },
    handlers: [
      ["choose-signer.sqs", { signs: { credentials } }],
      ["before-sign.sqs", { signs: { region: "eu-central-1" } }],
    ],
  },
  "other credentials for S3, retried": {
    service: "s3",
    act: GET_OBJECT,
    respond: ["500", { body: "x" }],
    handlers: [["before-sign.s3.GetObject", { signs: { credentials } }]],
  },
  "other credentials for S3, for one operation of several": {
    service: "s3",
    act: GET_OBJECT,
    handlers: [["before-sign.s3.PutObject", { signs: { credentials } }]],
  },
  "other credentials, on a client without any": {
    service: "dynamodb",
    act: { call: "ListTables" },
    credentials: false,
    handlers: [["before-sign.dynamodb", { signs: { credentials } }]],
  },
  "UNSIGNED, and other credentials": {
    service: "dynamodb",
    act: { call: "ListTables" },
    handlers: [
      ["choose-signer.dynamodb", { unsigned: true }],
      ["before-sign.dynamodb", { signs: { credentials } }],
    ],
  },
  "presigned for another region": {
    service: "s3",
    act: { presign: "GetObject", params: { Bucket: "bkt", Key: "k" } },
    boto3SignatureVersion: "s3v4",
    handlers: [["before-sign.s3.GetObject", { signs: { region: "eu-central-1" } }]],
    except: PRESIGNED,
  },
  "presigned with other credentials": {
    service: "s3",
    act: { presign: "GetObject", params: { Bucket: "bkt", Key: "k" } },
    boto3SignatureVersion: "s3v4",
    handlers: [["before-sign.s3.GetObject", { signs: { credentials } }]],
    except: {
      because:
        "SDK v3's presigners sign by themselves and don't accept other credentials. Setting them throws an error",
      events: PRESIGNED.events,
      outcome: { error: "refused: INVALID_SIGNING" },
    },
  },
  "redirected by needs-retry": {
    service: "s3",
    act: GET_OBJECT,
    respond: [{ status: 421 }, { body: "x" }],
    handlers: [
      ["needs-retry.s3.GetObject", redirected("/bkt/moved")],
      ["choose-signer.s3.GetObject", { signsAsRedirected: true }],
    ],
  },
  "redirected by needs-retry, then retried": {
    service: "s3",
    act: GET_OBJECT,
    respond: [{ status: 421 }, "500", { body: "x" }],
    handlers: [
      ["needs-retry.s3", redirected("/bkt/moved")],
      ["choose-signer.s3", { signsAsRedirected: true }],
    ],
  },
  "redirected by needs-retry, with a body": {
    service: "dynamodb",
    act: GET_ITEM,
    respond: [{ status: 421 }, { body: '{"Item":{"a":{"S":"moved"}}}' }],
    handlers: [
      ["needs-retry.*.GetItem", redirected("/moved")],
      ["choose-signer.*.GetItem", { signsAsRedirected: true }],
    ],
  },
  "redirected by needs-retry after a retry": {
    service: "lambda",
    act: INVOKE,
    respond: ["500", { status: 421 }, "200"],
    handlers: [
      ["needs-retry.lambda", redirected("/2015-03-31/functions/moved/invocations")],
      ["choose-signer.lambda", { signsAsRedirected: true }],
    ],
  },
  "before-call answers, without credentials": {
    service: "dynamodb",
    act: GET_ITEM,
    credentials: false,
    handlers: [["before-call.dynamodb.GetItem", answered]],
  },
  "before-call answers S3, without credentials": {
    service: "s3",
    act: { ...GET_OBJECT, select: ["ETag"] },
    credentials: false,
    handlers: [["before-call.s3", { answers: { status: 200, parsed: { ETag: "answer" } } }]],
  },
  "before-call answers with an error, without credentials": {
    service: "dynamodb",
    act: GET_ITEM,
    credentials: false,
    handlers: [
      [
        "before-call.dynamodb.GetItem",
        { answers: { status: 400, parsed: { Error: { Code: "ResourceNotFoundException" } } } },
      ],
    ],
  },
  "before-call answers a paginator, without credentials": {
    service: "dynamodb",
    act: { paginate: "ListTables", params: {}, select: ["TableNames"] },
    credentials: false,
    handlers: [["before-call.*.*", { answers: { status: 200, parsed: { TableNames: ["a", "b"] } } }]],
  },
  "handler throws in before-call, without credentials": {
    service: "dynamodb",
    act: GET_ITEM,
    credentials: false,
    handlers: [["before-call.dynamodb", { raises: "handler failed" }]],
  },
  "before-call answers another operation, without credentials": {
    service: "dynamodb",
    act: GET_ITEM,
    credentials: false,
    handlers: [["before-call.dynamodb.PutItem", answered]],
  },
  "before-send answers, without credentials": {
    service: "dynamodb",
    act: GET_ITEM,
    credentials: false,
    handlers: [
      ["before-send.dynamodb.GetItem", { stubs: { status: 200, body: '{"Item":{"a":{"S":"stub"}}}' } }],
    ],
  },
};
