import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { markdownTable } from "../../docs/src/markdown-table.js";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** The libraries under test, by the name that the tests import, and what is compared for each. */
export const LIBRARIES: Readonly<Record<string, string>> = {
  "aws-xray-sdk-core": "`captureAWSv3Client`: outputs, subsegments, faults",
  "@aws-lambda-powertools/tracer": "`captureAWSv3Client`: outputs, subsegments, faults",
  "@aws-lambda-powertools/commons": "`addUserAgentMiddleware`: the user agent",
  "@opentelemetry/instrumentation-aws-sdk": "outputs, spans, the context that a Lambda function gets",
  "dd-trace": "outputs, the tags of spans",
  "aws-sdk-client-mock": "mocked outputs and errors, recorded calls, `restore`",
  "@aws-sdk/lib-dynamodb": "outputs, pages, errors",
  "@aws-sdk/lib-storage": "uploads in one part and in several, progress",
  "@aws-sdk/s3-request-presigner": "URLs to the byte",
  "@aws-sdk/s3-presigned-post": "forms to the byte",
  "@aws-sdk/polly-request-presigner": "URLs to the byte",
  "@aws-sdk/rds-signer": "tokens to the byte, with a client's credentials",
  "@middy/ssm": "parameters that a function gets, errors",
  dynamoose: "items, errors",
  "older-client-lambda": "its commands on a client of today",
  "older-lib-dynamodb": "its document client and commands on a client of today",
};

/** What the tests import beside them. */
export const TOOLS: readonly string[] = [
  ...["@middy/core", "@opentelemetry/instrumentation", "@opentelemetry/sdk-trace-node", "@smithy/core"],
  "fast-check",
];

/** The `package.json` of this workspace package, or of a package installed in it. */
export function manifest(name?: string): {
  name: string;
  version: string;
  dependencies: Record<string, string>;
} {
  const folder = name === undefined ? ROOT : join(ROOT, "node_modules", name);
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** The table of tested libraries, with the installed versions. */
export function librariesTable(): string {
  return markdownTable(
    ["library", "version", "what is compared"],
    Object.entries(LIBRARIES).map(([imported, compared]) => {
      const { name, version } = manifest(imported);
      return [`[${name}](https://www.npmjs.com/package/${name})`, version, compared];
    }),
  );
}
