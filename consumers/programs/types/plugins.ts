/** The options of the plugins: what is accepted, and beside it what is refused. */
import { startInspector } from "@tucuxi/inspector";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { stub } from "@tucuxi/plugin-stubber";
import { traceHeader, xray } from "@tucuxi/plugin-trace-header";
import { w3c } from "@tucuxi/plugin-trace-header/w3c";

gzip({ operations: ["cloudwatch.PutMetricData"], minSize: 1024, level: undefined });
// @ts-expect-error minsize
gzip({ minsize: 1024 });
// @ts-expect-error a number of bytes
gzip({ minSize: "1024" });

logger({ level: "debug", format: "json" });
// @ts-expect-error no such level
logger({ level: "verbose" });
// @ts-expect-error no such option
logger({ colour: true });

payloadLimit({});
// @ts-expect-error no such option
payloadLimit({ maximum: 1 });

// @ts-expect-error no client
stub({});
// @ts-expect-error no such option
stub(class {}, { unusd: "ignore" });

traceHeader({ header: "x-trace-id", value: "abc" });
traceHeader({ value: w3c() });
traceHeader({ value: xray(), signed: false });
traceHeader({ header: "x-trace-id", value: ({ request, operationName }) => request.method + operationName });
// @ts-expect-error a value of one's own needs the name of its header
traceHeader({ value: "abc" });
// @ts-expect-error before-sign has no parsed
traceHeader({ header: "x-trace-id", value: ({ parsed }) => parsed });

export async function url(): Promise<string> {
  await using inspector = await startInspector({ verify: "enforce" });
  // @ts-expect-error no such mode
  await startInspector({ verify: "sometimes" });
  return inspector.url;
}
