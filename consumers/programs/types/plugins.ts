/** Options that plugins accept, each followed by those that they reject. */
import { startInspector } from "@tucuxi/inspector";
import { guard } from "@tucuxi/plugin-guard";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { rateLimit } from "@tucuxi/plugin-rate-limit";
import { recorder } from "@tucuxi/plugin-recorder";
import { s3Compat } from "@tucuxi/plugin-s3-compat";
import { stub } from "@tucuxi/plugin-stubber";
import { traceHeader, xray } from "@tucuxi/plugin-trace-header";
import { w3c } from "@tucuxi/plugin-trace-header/w3c";

gzip({ operations: ["cloudwatch.PutMetricData"], minSize: 1024, level: undefined });
// @ts-expect-error minsize
gzip({ minsize: 1024 });
// @ts-expect-error a number of bytes
gzip({ minSize: "1024" });

guard({ mode: "read-only", allow: ["sqs.SendMessage"], budget: { calls: 10 }, confirm: async () => true });
// @ts-expect-error no such mode
guard({ mode: "write" });
// @ts-expect-error an answer of yes or no
guard({ confirm: () => "yes" });

logger({ level: "debug", format: "json" });
// @ts-expect-error no such level
logger({ level: "verbose" });
// @ts-expect-error no such option
logger({ colour: true });

rateLimit({
  "ssm.*": "40/s",
  "dynamodb.Query": { units: 200, per: "1s", cost: ({ parsed }) => (parsed ? 2 : 1) },
});
// @ts-expect-error a pattern has a service and an operation
rateLimit({ ssm: "40/s" });
// @ts-expect-error not a rate
rateLimit({ "ssm.*": 40 });

payloadLimit({});
// @ts-expect-error no such option
payloadLimit({ maximum: 1 });

// @ts-expect-error not a client
stub({});
// @ts-expect-error no such option
stub(class {}, { unusd: "ignore" });
recorder({ file: "orders.cassette.json" });
recorder({ file: "orders.cassette.json", mode: "replay", match: ({ operation }) => operation });
// @ts-expect-error the file is missing
recorder({ mode: "once" });
// @ts-expect-error no such mode
recorder({ file: "orders.cassette.json", mode: "never" });

s3Compat();
s3Compat("r2");
s3Compat({ checksums: "never", trailers: undefined, addressing: "path" });
// @ts-expect-error no such store
s3Compat("r3");
// @ts-expect-error no such value
s3Compat({ checksums: "none" });
// @ts-expect-error no such switch
s3Compat({ checksum: "never" });

traceHeader({ header: "x-trace-id", value: "abc" });
traceHeader({ value: w3c() });
traceHeader({ value: xray(), signed: false });
traceHeader({ header: "x-trace-id", value: ({ request, operationName }) => request.method + operationName });
// @ts-expect-error your own value needs the name of its header
traceHeader({ value: "abc" });
// @ts-expect-error before-sign doesn't have parsed
traceHeader({ header: "x-trace-id", value: ({ parsed }) => parsed });

export async function url(): Promise<string> {
  await using inspector = await startInspector({ verify: "enforce" });
  // @ts-expect-error no such mode
  await startInspector({ verify: "sometimes" });
  return inspector.url;
}
