import { gunzipSync } from "node:zlib";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { expect, test } from "vitest";
import { gzip } from "./index.js";

test("compresses PutMetricData with no options at all", async () => {
  await using inspector = await startInspector({ verify: "enforce" });
  const client = new CloudWatch({
    endpoint: inspector.url,
    credentials: inspector.credentials,
    region: "eu-west-1",
  });
  const input = {
    Namespace: "shop",
    MetricData: Array.from({ length: 10 }, (_, n) => ({ MetricName: `m${n}`, Value: n })),
  };
  await client.putMetricData(input);
  eventsOf(client).use(gzip());
  await client.putMetricData(input);

  const [plain, compressed] = inspector.requests;
  expect(compressed?.headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(compressed?.wireBody ?? "").equals(plain?.wireBody ?? Buffer.alloc(0))).toBe(true);
  expect(compressed?.signature.state).toBe("valid");
});
