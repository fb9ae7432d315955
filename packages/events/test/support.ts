import {
  CloudWatchClient,
  type CloudWatchClientConfig,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import {
  type InspectedRequest,
  type Inspector,
  type InspectorOptions,
  startInspector,
} from "@tucuxi/inspector";
import { onTestFinished } from "vitest";

/** A local endpoint for one test, and real clients that talk to it. */
export interface Endpoint {
  readonly inspector: Inspector;
  readonly requests: readonly InspectedRequest[];
  readonly config: { endpoint: string; region: string; credentials: Inspector["credentials"] };
  cloudwatch(config?: Partial<CloudWatchClientConfig>): CloudWatchClient;
  s3(config?: Partial<S3ClientConfig>): S3Client;
  lambda(): LambdaClient;
  dynamodb(): DynamoDBClient;
}

/** Starts an endpoint that is closed when the test is over. */
export async function startEndpoint(options?: InspectorOptions): Promise<Endpoint> {
  const inspector = await startInspector(options);
  onTestFinished(() => inspector.close());
  const config = inspector.clientConfig;
  return {
    inspector,
    requests: inspector.requests,
    config,
    cloudwatch: (more) => new CloudWatchClient({ ...config, ...more }),
    s3: (more) => new S3Client({ ...config, forcePathStyle: true, ...more }),
    lambda: () => new LambdaClient(config),
    dynamodb: () => new DynamoDBClient(config),
  };
}

/** A PutMetricData command with so many metrics. */
export function putMetricData(metrics = 1): PutMetricDataCommand {
  return new PutMetricDataCommand({
    Namespace: "Tucuxi",
    MetricData: Array.from({ length: metrics }, (_, index) => ({
      MetricName: `metric-${index}`,
      Value: index,
    })),
  });
}

/** What a promise is rejected with; fails the test if it is not. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  if (outcome === undefined) throw new Error("the promise was fulfilled");
  return outcome.error as Error & Record<string, unknown>;
}

/** The middlewares of a stack, with how each was added. */
export function entriesOf(stack: { applyToStack(stack: never): void }): unknown[] {
  const entries: unknown[] = [];
  const add = (...entry: unknown[]): void => void entries.push(entry);
  stack.applyToStack({ add, addRelativeTo: add, identifyOnResolve: () => false } as never);
  return entries;
}
