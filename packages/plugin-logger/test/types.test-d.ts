import type { CloudWatchClientConfig } from "@aws-sdk/client-cloudwatch";
import { pino } from "pino";
import { type LogRecord, logger } from "../src/index.js";

declare const sdkLogger: NonNullable<CloudWatchClientConfig["logger"]>;

logger();
logger({ logger: console, level: "debug", format: "json", maxBodyBytes: 0 });
logger({ logger: pino() });
logger({ logger: pino().child({ module: "aws" }), level: undefined });
logger({ logger: sdkLogger });
logger({ include: "s3", redact: (path, value) => path[0] === "input" && value === 1 });
logger({ include: ["s3", "*.Get*"], redact: ["input.Item.ssn", () => false] });
logger({ logger: { error() {}, info: ({ aws }: { aws: LogRecord }) => aws.service, debug: async () => {} } });

/** `type` tells records apart. */
export function statusOf(record: LogRecord): number | undefined {
  if (record.type === "wire") return record.response?.status;
  return record.type === "call" || record.type === "attempt" ? record.status : undefined;
}

// @ts-expect-error a logger has more methods than one
logger({ logger: { info() {} } });
// @ts-expect-error there is no such level
logger({ level: "warn" });
// @ts-expect-error there is no such format
logger({ format: "text" });
// @ts-expect-error there is no such option
logger({ levels: "debug" });
// @ts-expect-error a rule says yes or no
logger({ redact: () => "yes" });
// @ts-expect-error a presigned URL has no status
export const status = (record: LogRecord): unknown => record.status;
