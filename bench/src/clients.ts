import { createRequire } from "node:module";
import type * as CloudWatch from "@aws-sdk/client-cloudwatch";
import type * as DynamoDB from "@aws-sdk/client-dynamodb";
import type * as S3 from "@aws-sdk/client-s3";
import { type HttpRequest, HttpResponse } from "@smithy/protocol-http";

/** A client, and a call to make with it. */
export interface Target {
  readonly client: CloudWatch.CloudWatchClient | DynamoDB.DynamoDBClient | S3.S3Client;
  /** The operation as event names spell it. */
  readonly operation: string;
  /** The headers of the last request. */
  readonly sent: () => Readonly<Record<string, string>>;
  send(): Promise<unknown>;
}

/** Loads only the client that a process needs, and only after any instrumentation of the SDK is set up. */
const load = createRequire(import.meta.url);

/** Makes a new client each time. A stub answers instead of the network. */
export const TARGETS = {
  "CloudWatch PutMetricData"(cacheMiddleware: boolean): Target {
    const sdk: typeof CloudWatch = load("@aws-sdk/client-cloudwatch");
    const { config, sent } = stubbed(cacheMiddleware, "{}");
    const client = new sdk.CloudWatchClient(config);
    const MetricData = ["OrdersPlaced", "OrdersShipped"].map((MetricName, Value) => ({ MetricName, Value }));
    const command = new sdk.PutMetricDataCommand({ Namespace: "Orders", MetricData });
    return { client, sent, operation: "cloudwatch.PutMetricData", send: () => client.send(command) };
  },
  "DynamoDB GetItem"(cacheMiddleware: boolean): Target {
    const sdk: typeof DynamoDB = load("@aws-sdk/client-dynamodb");
    const { config, sent } = stubbed(cacheMiddleware, '{"Item":{"id":{"S":"order-1"},"total":{"N":"12"}}}');
    const client = new sdk.DynamoDBClient(config);
    const command = new sdk.GetItemCommand({ TableName: "orders", Key: { id: { S: "order-1" } } });
    return { client, sent, operation: "dynamodb.GetItem", send: () => client.send(command) };
  },
  "S3 PutObject"(cacheMiddleware: boolean): Target {
    const sdk: typeof S3 = load("@aws-sdk/client-s3");
    const { config, sent } = stubbed(cacheMiddleware, "");
    const client = new sdk.S3Client(config);
    const command = new sdk.PutObjectCommand({ Bucket: "orders", Key: "order-1", Body: "x".repeat(1000) });
    return { client, sent, operation: "s3.PutObject", send: () => client.send(command) };
  },
};

export type TargetName = keyof typeof TARGETS;

function stubbed(cacheMiddleware: boolean, answer: string) {
  let headers: Readonly<Record<string, string>> = {};
  const body = Buffer.from(answer);
  return {
    sent: () => headers,
    config: {
      region: "eu-west-1",
      credentials: {
        accessKeyId: "AKIDEXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
      },
      cacheMiddleware,
      requestHandler: {
        handle: async (request: HttpRequest) => {
          headers = request.headers;
          return { response: new HttpResponse({ statusCode: 200, headers: {}, body }) };
        },
      },
    },
  };
}
