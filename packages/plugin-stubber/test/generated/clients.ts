import * as bedrockRuntime from "@aws-sdk/client-bedrock-runtime";
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as cloudwatchLogs from "@aws-sdk/client-cloudwatch-logs";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as ec2 from "@aws-sdk/client-ec2";
import * as iam from "@aws-sdk/client-iam";
import * as kinesis from "@aws-sdk/client-kinesis";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import type { StubbableClient } from "@tucuxi/plugin-stubber";
import { type AnyCommandClass, isCommandClass } from "../../src/client/command-class.js";
import type { SdkClient } from "../../src/client/sdk.js";

/** A client, and the classes of all its commands. */
export interface TestedClient {
  readonly name: string;
  readonly make: () => StubbableClient &
    SdkClient & { send(command: object): Promise<Record<string, unknown>> };
  readonly commands: readonly AnyCommandClass[];
}

type Make = () => unknown;

const CLIENTS: readonly (readonly [name: string, module: object, make: Make])[] = [
  ["bedrock-runtime", bedrockRuntime, () => new bedrockRuntime.BedrockRuntimeClient({})],
  ["cloudwatch", cloudwatch, () => new cloudwatch.CloudWatchClient({})],
  ["cloudwatch-logs", cloudwatchLogs, () => new cloudwatchLogs.CloudWatchLogsClient({})],
  ["dynamodb", dynamodb, () => new dynamodb.DynamoDBClient({})],
  ["ec2", ec2, () => new ec2.EC2Client({})],
  ["iam", iam, () => new iam.IAMClient({})],
  ["kinesis", kinesis, () => new kinesis.KinesisClient({})],
  ["lambda", lambda, () => new lambda.LambdaClient({})],
  ["s3", s3, () => new s3.S3Client({})],
  ["sns", sns, () => new sns.SNSClient({})],
  ["sqs", sqs, () => new sqs.SQSClient({})],
  ["sts", sts, () => new sts.STSClient({})],
];

export const TESTED_CLIENTS: readonly TestedClient[] = CLIENTS.map(([name, module, make]) => ({
  name,
  make: make as TestedClient["make"],
  commands: Object.entries(module)
    .filter(([exported]) => exported.endsWith("Command") && exported !== "$Command")
    .map(([, command]: [string, unknown]) => command)
    .filter(isCommandClass),
}));
