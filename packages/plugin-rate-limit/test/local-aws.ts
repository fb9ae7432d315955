import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { SSM } from "@aws-sdk/client-ssm";
import { startInspector } from "@tucuxi/inspector";
import { afterAll, beforeEach } from "vitest";

/** The endpoint of the tests: what AWS would refuse, a bad signature or checksum, it refuses. */
export const inspector = await startInspector({ verify: "enforce" });
afterAll(() => inspector.close());
beforeEach(() => inspector.clear());

export const config = inspector.clientConfig;

export const dynamodbClient = (): DynamoDB => new DynamoDB(config);
export const s3Client = (): S3 => new S3(config);
export const ssmClient = (): SSM => new SSM(config);

/** The operations that were sent. */
export function sent(): (string | undefined)[] {
  return inspector.requests.map(({ operation }) => operation);
}
