import { type Act, EVENTS_OF_A_CALL, type Exception, type Scenario, type Scenarios } from "../scenario.js";
import type { ServiceName } from "../services.js";
import { NO_JSON } from "./event-traces.js";

/** A call in each protocol of AWS's services, with the code of an error in its service model. */
const CALLS: Readonly<Record<string, { service: ServiceName; act: Act; error: string }>> = {
  "JSON 1.0": {
    service: "dynamodb",
    act: { call: "DescribeTable", params: { TableName: "table" } },
    error: "ResourceNotFoundException",
  },
  "JSON 1.1": {
    service: "logs",
    act: { call: "CreateLogGroup", params: { logGroupName: "group" } },
    error: "ResourceAlreadyExistsException",
  },
  query: {
    service: "sns",
    act: { call: "Publish", params: { TopicArn: "arn:aws:sns:us-east-1:123456789012:topic", Message: "m" } },
    error: "NotFound",
  },
  "REST JSON": {
    service: "lambda",
    act: { call: "GetFunction", params: { FunctionName: "f" } },
    error: "ResourceNotFoundException",
  },
  "REST XML": {
    service: "s3",
    act: { call: "ListObjectsV2", params: { Bucket: "bkt" } },
    error: "NoSuchBucket",
  },
  // This service speaks only CBOR. For most services that speak JSON too, both SDKs still choose JSON.
  CBOR: {
    service: "partnercentral-revenue-measurement",
    act: { call: "ListRevenueAttributions", params: { Catalog: "AWS" } },
    error: "ResourceNotFoundException",
  },
};

function eachProtocol(
  title: (protocol: string) => string,
  respond: (error: string) => readonly string[],
  exceptions: Readonly<Record<string, Exception>> = {},
): Scenarios {
  return Object.fromEntries(
    Object.entries(CALLS).map(([protocol, { service, act, error }]): [string, Scenario] => {
      const except = exceptions[protocol];
      return [title(protocol), { service, act, respond: respond(error), ...(except && { except }) }];
    }),
  );
}

/** Success, errors and retries in each protocol. */
export const PROTOCOLS: Scenarios = {
  ...eachProtocol(
    (protocol) => `${protocol} success`,
    () => [],
  ),
  ...eachProtocol(
    (protocol) => `${protocol} modelled error`,
    (error) => [`400:${error}`],
  ),
  ...eachProtocol(
    (protocol) => `${protocol} error that no model knows`,
    () => ["418:ImATeapot"],
  ),
  ...eachProtocol(
    (protocol) => `${protocol} throttled, then success`,
    () => ["throttle"],
  ),
  ...eachProtocol(
    (protocol) => `${protocol} 503 until retries are exhausted`,
    () => ["503", "503", "503", "503"],
  ),
  ...eachProtocol(
    (protocol) => `${protocol} unparsable 200 body`,
    () => ["garbage"],
    {
      "JSON 1.0": NO_JSON,
      "JSON 1.1": NO_JSON,
      "REST JSON": NO_JSON,
      "REST XML": {
        because:
          "botocore treats any such answer as a 500 and retries it. SDK v3 does so only if it ends like an error",
        events: [
          ...EVENTS_OF_A_CALL.slice(0, EVENTS_OF_A_CALL.indexOf("response-received")),
          "after-call-error",
        ],
        outcome: { error: "unparsable" },
        requests: 1,
      },
    },
  ),
};
