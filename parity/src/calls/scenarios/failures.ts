import type { Scenarios } from "../scenario.js";

const LIST_TABLES = { call: "ListTables" } as const;
const GET_OBJECT = { call: "GetObject", params: { Bucket: "bkt", Key: "k" }, select: ["Body"] } as const;

/** Failures of the network and of services. */
export const FAILURES: Scenarios = {
  "connection refused": { service: "dynamodb", act: LIST_TABLES, refused: true },
  "connection dropped, then success": { service: "dynamodb", act: LIST_TABLES, respond: ["drop"] },
  "dropped, throttled, then success": {
    service: "dynamodb",
    act: LIST_TABLES,
    respond: ["drop", "throttle"],
  },
  "throttled until retries are exhausted": {
    service: "sqs",
    act: { call: "ListQueues" },
    respond: ["throttle", "throttle", "throttle", "throttle"],
  },
  "500 with an unparsable body, then success": {
    service: "s3",
    act: GET_OBJECT,
    respond: [{ status: 500, body: "<html>not what S3 says" }, { body: "hello" }],
  },
  "403 with an empty body": {
    service: "s3",
    act: GET_OBJECT,
    respond: [{ status: 403, body: "" }],
  },
  "404 of a HEAD request": {
    service: "s3",
    act: { call: "HeadObject", params: { Bucket: "bkt", Key: "k" } },
    respond: ["404"],
    except: {
      because:
        "for an error without a body, botocore uses the status as the code. SDK v3 uses the modelled name",
      outcome: { error: "service: NotFound" },
    },
  },
  "304 Not Modified": {
    service: "s3",
    act: { ...GET_OBJECT, params: { Bucket: "bkt", Key: "k", IfNoneMatch: "etag" } },
    respond: [{ status: 304, body: "" }],
  },
  "an error inside of a 200": {
    service: "s3",
    act: { call: "CopyObject", params: { Bucket: "bkt", Key: "k", CopySource: "bkt/other" } },
    respond: [
      {
        body: '<?xml version="1.0"?>\n<Error><Code>InternalError</Code><Message>try again</Message></Error>',
      },
      {
        body: '<?xml version="1.0"?>\n<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>',
      },
    ],
  },
};
