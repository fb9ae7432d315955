import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { startInspector } from "@tucuxi/inspector";
import { afterAll, beforeEach } from "vitest";

/** The endpoint of the tests: what AWS would refuse, a bad signature or checksum, it refuses. */
export const inspector = await startInspector({ verify: "enforce" });
afterAll(() => inspector.close());
beforeEach(() => inspector.clear());

export const config = {
  ...inspector.clientConfig,
  region: "eu-west-1",
  credentials: { ...inspector.credentials, accountId: "123456789012" },
};

export const dynamodbClient = (): DynamoDB => new DynamoDB(config);
export const s3Client = (): S3 => new S3(config);
export const sqsClient = (): SQS => new SQS(config);

/** The operations that were sent. */
export function sent(): (string | undefined)[] {
  return inspector.requests.map(({ operation }) => operation);
}
