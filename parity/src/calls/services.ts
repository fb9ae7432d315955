import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as elbv2 from "@aws-sdk/client-elastic-load-balancing-v2";
import * as lambda from "@aws-sdk/client-lambda";
import * as revenue from "@aws-sdk/client-partnercentral-revenue-measurement";
import * as s3 from "@aws-sdk/client-s3";
import * as stepfunctions from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import type { ClientLike } from "@tucuxi/events";

/** A client as scenarios use it, with any operation by name. */
export interface AnyClient extends ClientLike {
  send(command: object): Promise<object>;
}

type ClientClass = new (config: object) => AnyClient;
type CommandClass = new (input: object) => object;
type Paginate = (config: { client: AnyClient }, input: object) => AsyncIterable<object>;
type Wait = (
  config: { client: AnyClient; maxWaitTime: number; minDelay: number; maxDelay: number },
  input: object,
) => Promise<unknown>;

/** SDK v3's package for each service, by boto3's name for it. */
const PACKAGES = {
  cloudwatch,
  logs,
  dynamodb,
  elbv2,
  lambda,
  "partnercentral-revenue-measurement": revenue,
  s3,
  stepfunctions,
  sns,
  sqs,
  sts,
} as const;

const CLIENTS = {
  cloudwatch: cloudwatch.CloudWatchClient,
  logs: logs.CloudWatchLogsClient,
  dynamodb: dynamodb.DynamoDBClient,
  elbv2: elbv2.ElasticLoadBalancingV2Client,
  lambda: lambda.LambdaClient,
  "partnercentral-revenue-measurement": revenue.PartnerCentralRevenueMeasurementClient,
  s3: s3.S3Client,
  stepfunctions: stepfunctions.SFNClient,
  sns: sns.SNSClient,
  sqs: sqs.SQSClient,
  sts: sts.STSClient,
} as const;

/** boto3's name for a service that scenarios use. */
export type ServiceName = keyof typeof PACKAGES;

/** The class of a service's client. */
export function clientClass(service: ServiceName): ClientClass {
  // The classes differ in their configuration. Scenarios use only what all of them accept.
  return CLIENTS[service] as unknown as ClientClass;
}

/** A command of an operation. */
export function commandOf(service: ServiceName, operation: string, input: object): object {
  return new (exported<CommandClass>(service, `${operation}Command`))(input);
}

/** The pages of an operation. */
export function paginate(
  client: AnyClient,
  service: ServiceName,
  operation: string,
  input: object,
): AsyncIterable<object> {
  return exported<Paginate>(service, `paginate${operation}`)({ client }, input);
}

/** Waits as fast as the SDK can. */
export function waitFor(
  client: AnyClient,
  service: ServiceName,
  state: string,
  input: object,
): Promise<unknown> {
  const config = { client, maxWaitTime: 10, minDelay: 0.001, maxDelay: 0.001 };
  return exported<Wait>(service, `waitUntil${state}`)(config, input);
}

/** Looks up a package's export under a name derived from an operation's. */
function exported<T>(service: ServiceName, name: string): T {
  const module: Readonly<Record<string, unknown>> = PACKAGES[service];
  const value = module[name];
  if (typeof value !== "function") throw new Error(`SDK v3's package for ${service} has no ${name}`);
  return value as T;
}
