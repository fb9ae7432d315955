import { randomBytes } from "node:crypto";
import { CloudWatch, type CloudWatchClientConfig, type PutMetricDataInput } from "@aws-sdk/client-cloudwatch";
import { S3, type S3ClientConfig } from "@aws-sdk/client-s3";
import type { InspectedRequest, Inspector } from "@tucuxi/inspector";

/** What every client here is made with: the inspector is its only endpoint. */
export function local(inspector: Inspector) {
  return { ...inspector.clientConfig, region: "eu-west-1" };
}

export function cloudWatch(inspector: Inspector, config: Partial<CloudWatchClientConfig> = {}): CloudWatch {
  return new CloudWatch({ ...local(inspector), ...config });
}

export function s3(inspector: Inspector, config: Partial<S3ClientConfig> = {}): S3 {
  return new S3({ ...local(inspector), forcePathStyle: true, ...config });
}

/** Metrics of a shop: much the same over and over, as metrics are. */
export function metrics(count: number, shop = "shop"): PutMetricDataInput {
  return {
    Namespace: "Orders",
    MetricData: Array.from({ length: count }, (_, index) => ({
      MetricName: `${shop}-${index}`,
      Value: index,
    })),
  };
}

/** Metrics with names that hardly get smaller: compressed, they are longer than the SDK's own 10,240 bytes. */
export function noisyMetrics(count = 300): PutMetricDataInput {
  return {
    Namespace: "Orders",
    MetricData: Array.from({ length: count }, () => ({
      MetricName: randomBytes(90).toString("base64"),
      Value: 1,
    })),
  };
}

/** The only request that came, or the one with this number. */
export function request(inspector: Inspector, index = 0): InspectedRequest {
  const found = inspector.requests[index];
  if (found === undefined) throw new Error(`there were ${inspector.requests.length} requests`);
  return found;
}
