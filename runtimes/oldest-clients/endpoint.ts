import { CloudWatch, type CloudWatchClientConfig } from "@aws-sdk/client-cloudwatch";
import { S3, type S3ClientConfig } from "@aws-sdk/client-s3";
import { type InspectedRequest, type InspectorOptions, startInspector } from "@tucuxi/inspector";
import { onTestFinished } from "vitest";

/** Starts an endpoint and returns the client configuration for it. The endpoint closes when the test ends. */
export async function startEndpoint(options?: InspectorOptions) {
  const inspector = await startInspector(options);
  onTestFinished(() => inspector.close());
  const config = {
    ...inspector.clientConfig,
    region: "eu-west-1",
    maxAttempts: 3,
  };
  return {
    inspector,
    requests: inspector.requests,
    config,
    cloudwatch: (more?: Partial<CloudWatchClientConfig>) => new CloudWatch({ ...config, ...more }),
    s3: (more?: Partial<S3ClientConfig>) => new S3({ ...config, forcePathStyle: true, ...more }),
  };
}

/** The parameters of PutMetricData, with this number of metrics. */
export function metrics(count: number) {
  return {
    Namespace: "Orders",
    MetricData: Array.from({ length: count }, (_, index) => ({ MetricName: `shop-${index}`, Value: index })),
  };
}

/** The headers that a request's signature covers. */
export function signedNames(request: InspectedRequest | undefined): string[] {
  return /SignedHeaders=([^,\s]+)/.exec(request?.headers["authorization"] ?? "")?.[1]?.split(";") ?? [];
}
