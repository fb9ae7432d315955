import { createRequire } from "node:module";
import type * as CloudWatch from "@aws-sdk/client-cloudwatch";
import type * as DynamoDB from "@aws-sdk/client-dynamodb";
import type * as S3 from "@aws-sdk/client-s3";
import { type HttpRequest, HttpResponse } from "@smithy/protocol-http";
import { addTraceHeader } from "./hand-written.js";

/** A client with a call to make on it. */
export interface Target {
  readonly client: CloudWatch.CloudWatchClient | DynamoDB.DynamoDBClient | S3.S3Client;
  /** The operation's part of event names. */
  readonly operation: string;
  /** The last request that came to its end. */
  readonly sent: Sent;
  send(): Promise<unknown>;
  /** Adds a middleware that does what one handler does. */
  addHandWritten(): void;
}

interface Sent {
  headers: Readonly<Record<string, string>>;
}

export interface TargetOptions {
  readonly cacheMiddleware: boolean;
}

/** Loads the one client that a process needs, when it needs it: after what instruments the SDK has been set up. */
const load = createRequire(import.meta.url);

const BEFORE_SIGNING = {
  name: "addTraceHeader",
  relation: "before",
  toMiddleware: "awsAuthMiddleware",
} as const;

/** Makes a fresh client each time. Nothing is contacted: a stub answers in place of the network. */
export const TARGETS = {
  "CloudWatch PutMetricData": (options) => {
    const { CloudWatchClient, PutMetricDataCommand } = load(
      "@aws-sdk/client-cloudwatch",
    ) as typeof CloudWatch;
    const sent: Sent = { headers: {} };
    const client = new CloudWatchClient(configOf(options, sent, "{}"));
    const command = new PutMetricDataCommand({
      Namespace: "Orders",
      MetricData: [
        { MetricName: "OrdersPlaced", Value: 1 },
        { MetricName: "OrdersShipped", Value: 2 },
      ],
    });
    return {
      client,
      sent,
      operation: "cloudwatch.PutMetricData",
      send: () => client.send(command),
      addHandWritten: () => client.middlewareStack.addRelativeTo(addTraceHeader, BEFORE_SIGNING),
    };
  },
  "DynamoDB GetItem": (options) => {
    const { DynamoDBClient, GetItemCommand } = load("@aws-sdk/client-dynamodb") as typeof DynamoDB;
    const answer = '{"Item":{"id":{"S":"order-1"},"total":{"N":"12"}}}';
    const sent: Sent = { headers: {} };
    const client = new DynamoDBClient(configOf(options, sent, answer));
    const command = new GetItemCommand({ TableName: "orders", Key: { id: { S: "order-1" } } });
    return {
      client,
      sent,
      operation: "dynamodb.GetItem",
      send: () => client.send(command),
      addHandWritten: () => client.middlewareStack.addRelativeTo(addTraceHeader, BEFORE_SIGNING),
    };
  },
  "S3 PutObject": (options) => {
    const { PutObjectCommand, S3Client } = load("@aws-sdk/client-s3") as typeof S3;
    const sent: Sent = { headers: {} };
    const client = new S3Client(configOf(options, sent, ""));
    const command = new PutObjectCommand({ Bucket: "orders", Key: "2026/order-1", Body: "x".repeat(1000) });
    return {
      client,
      sent,
      operation: "s3.PutObject",
      send: () => client.send(command),
      addHandWritten: () => client.middlewareStack.addRelativeTo(addTraceHeader, BEFORE_SIGNING),
    };
  },
} satisfies Record<string, (options: TargetOptions) => Target>;

/** Text that names one of {@link TARGETS}. */
export type TargetName = keyof typeof TARGETS;

function configOf({ cacheMiddleware }: TargetOptions, sent: Sent, answer: string) {
  const body = Buffer.from(answer);
  return {
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
    cacheMiddleware,
    requestHandler: {
      handle: async (request: HttpRequest) => {
        sent.headers = request.headers;
        return { response: new HttpResponse({ statusCode: 200, headers: {}, body }) };
      },
    },
  };
}
