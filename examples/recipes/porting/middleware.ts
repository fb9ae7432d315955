import { gzipSync } from "node:zlib";
import { CloudWatch, type ServiceInputTypes, type ServiceOutputTypes } from "@aws-sdk/client-cloudwatch";
import { HttpRequest } from "@smithy/protocol-http";
import type { FinalizeRequestMiddleware } from "@smithy/types";

const compressBody: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> =
  (next, context) => async (args) => {
    const { request } = args;
    if (context["commandName"] !== "PutMetricDataCommand") return next(args);
    if (!HttpRequest.isInstance(request) || "content-encoding" in request.headers) return next(args);
    // The retry middleware sends the same request again, so a copy is compressed.
    const compressed = HttpRequest.clone(request);
    compressed.body = gzipSync(request.body);
    compressed.headers["content-encoding"] = "gzip";
    compressed.headers["content-length"] = String(compressed.body.length);
    return next({ ...args, request: compressed });
  };

export function install(cloudwatch: CloudWatch) {
  cloudwatch.middlewareStack.addRelativeTo(compressBody, {
    name: "compressBody",
    relation: "before",
    toMiddleware: "awsAuthMiddleware",
  });
}

export async function run() {
  const cloudwatch = new CloudWatch();
  install(cloudwatch);
  const metrics = [{ MetricName: "placed", Value: 1 }];
  return cloudwatch.putMetricData({ Namespace: "Orders", MetricData: metrics });
}
