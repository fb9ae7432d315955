import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startChromium } from "../../../../runtimes/browser/chromium.js";
import { copiedRequest } from "../../src/copy/copy-request.js";
import { type InspectedRequest, type Inspector, startInspector } from "../../src/index.js";
import type { CopyFormat } from "../../src/page/page-data.js";
import { parametersOf } from "../../src/parameters/parameters.js";
import { jsonReady } from "../../src/parameters/to-json.js";
import { pythonTools, toolsEnvironment } from "./python-tools.js";

const run = promisify(execFile);

let bin: string;
let browser: Browser;
let folder: string;
let inspector: Inspector;
// Chromium, boto3 and the AWS CLI may have to be installed first.
beforeAll(async () => {
  [bin, browser] = await Promise.all([pythonTools(), startChromium()]);
}, 600_000);
afterAll(() => browser?.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "inspector-"));
  inspector = await startInspector({ page: true });
});
afterEach(async () => {
  await inspector.close();
  await rm(folder, { recursive: true });
});

async function shell(command: string, cwd = folder): Promise<void> {
  await run("bash", ["-c", command], {
    cwd,
    env: toolsEnvironment(bin, inspector.url),
  });
}

/** Within the package, where the clients are installed. */
async function runTypescript(program: string): Promise<void> {
  const file = fileURLToPath(new URL("./copied-program.log.mts", import.meta.url));
  await writeFile(file, program);
  try {
    await shell(`${process.execPath} --no-warnings --import tsx ${file}`, dirname(file));
  } finally {
    await rm(file);
  }
}

function last(): InspectedRequest {
  const request = inspector.requests.at(-1);
  if (request === undefined) throw new Error("no request came");
  return request;
}

it("boto3, the AWS CLI and curl send, and the page shows", async () => {
  const page = await browser.newPage();
  await page.goto(inspector.page?.url ?? "");
  await shell(`python3 -c '
import boto3
boto3.client("cloudwatch").put_metric_data(Namespace="n", MetricData=[{"MetricName": "m", "Value": i} for i in range(300)])
boto3.client("ec2").describe_instances(Filters=[{"Name": "tag:a", "Values": ["b"]}])
boto3.client("s3").put_object(Bucket="b", Key="k k", Body=b"hello")
'`);
  await shell(
    "aws iam get-user && aws sqs list-queues --endpoint-url $AWS_ENDPOINT_URL && aws apigateway get-rest-apis",
  );
  await shell(`curl -s '${inspector.url}/hello'`);
  await page.getByText("GET /hello").waitFor();
  const lines = await page.getByRole("option").allInnerTexts();
  expect(lines.map((line) => line.split(/\n+/).slice(1, 4).join(" "))).toEqual([
    "cloudwatch PutMetricData 200",
    "ec2 DescribeInstances 200",
    "s3 PutObject 200",
    "iam GetUser 200",
    "sqs ListQueues 200",
    "api-gateway GetRestApis 200",
    "? GET /hello 200",
  ]);
  expect(lines.slice(0, 6).every((line) => line.includes("valid") && !line.includes("INVALID"))).toBe(true);
  await page.close();
});

/** Calls of all protocols, with what is awkward to quote, to sign or to encode. */
const CALLS: readonly (readonly [
  name: string,
  send: (config: Inspector["clientConfig"]) => Promise<unknown>,
])[] = [
  [
    "dynamodb",
    (config) => new DynamoDB(config).putItem({ TableName: "t", Item: { id: { S: `it's "x" $HOME \\ ü` } } }),
  ],
  [
    "dynamodb bytes",
    (config) =>
      new DynamoDB(config).putItem({ TableName: "t", Item: { id: { B: Buffer.from([0, 1, 255]) } } }),
  ],
  [
    "cloudwatch gzip",
    (config) =>
      new CloudWatch(config).putMetricData({
        Namespace: "n",
        MetricData: Array.from({ length: 300 }, (_, index) => ({
          MetricName: `m-${index}`,
          Value: 1,
          Timestamp: new Date(1e12),
        })),
      }),
  ],
  [
    "sts form",
    (config) =>
      new STS(config).assumeRole({
        RoleArn: "arn:aws:iam::111122223333:role/r",
        RoleSessionName: "ses",
        DurationSeconds: 900,
        Tags: [{ Key: "a b", Value: "c&d" }],
      }),
  ],
  ["sqs", (config) => new SQS(config).sendMessage({ QueueUrl: "http://q/1/q", MessageBody: "line\nline" })],
  [
    "kinesis HTTP/2",
    async (config) => {
      const kinesis = new Kinesis(config);
      await kinesis.putRecord({ StreamName: "s", PartitionKey: "p", Data: Buffer.from("hello") });
      kinesis.destroy();
    },
  ],
  [
    "lambda",
    (config) =>
      new Lambda(config).invoke({ FunctionName: "my-function", Qualifier: "live", Payload: '{"a":"it\'s"}' }),
  ],
  [
    "lambda path",
    (config) =>
      new Lambda(config).getFunction({ FunctionName: "arn:aws:lambda:us-east-1:111122223333:function:f" }),
  ],
  [
    "s3 put",
    (config) =>
      new S3(config).putObject({
        Bucket: "bucket",
        Key: "a key/ü+&",
        Body: "text",
        Metadata: { a: "b" },
        ContentType: "text/plain",
      }),
  ],
  [
    "s3 binary",
    (config) => new S3(config).putObject({ Bucket: "bucket", Key: "k", Body: Buffer.from([0, 255, 10]) }),
  ],
  ["s3 list", (config) => new S3(config).listObjectsV2({ Bucket: "bucket", Prefix: "a b/", MaxKeys: 5 })],
  [
    "s3 xml",
    (config) =>
      new S3(config).putBucketCors({
        Bucket: "bucket",
        CORSConfiguration: { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] },
      }),
  ],
  ["s3 get", (config) => new S3(config).getObject({ Bucket: "bucket", Key: "k", Range: "bytes=0-9" })],
];

/** What a client adds of its own accord. */
function withoutDefaults(request: InspectedRequest): unknown {
  const value: Record<string, unknown> = Object(jsonReady(parametersOf(request).value));
  for (const name of Object.keys(value)) {
    if (
      /^(?:Checksum|ContentMD5|ClientRequestToken|SdkInvocationId|ContentType$|encodingType|EncodingType)/.test(
        name,
      )
    )
      delete value[name];
  }
  return value;
}

function decodedOnce(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, inner) =>
      name === "B" || name === "Data" ? Buffer.from(inner, "base64").toString() : inner,
    ),
  );
}

describe.each([["curl"], ["aws-cli"], ["boto3"], ["typescript"]] as const)(
  "copied as %s and run, a request arrives the same",
  (format: CopyFormat) => {
    it.each(CALLS)("%s", async (_, send) => {
      await send(inspector.clientConfig);
      const original = last();
      const context = { endpoint: inspector.url, credentials: [inspector.credentials] };
      const { text, note } = copiedRequest(original, format, context);
      if (format === "boto3") await shell(`python3 <<'PROGRAM'\n${text}\nPROGRAM`);
      else if (format === "typescript") await runTypescript(text);
      else await shell(text);
      const copy = last();
      expect(copy.id).toBeGreaterThan(original.id);
      expect(copy.signature).toMatchObject({ state: "valid" });
      expect(copy.checksums.filter(({ valid }) => !valid)).toEqual([]);
      expect([copy.service, copy.operation]).toEqual([original.service, original.operation]);
      // Version 1 of the CLI takes base64 for the bytes themselves, and encodes them once more.
      const isEncodedTwice = note?.startsWith("Blobs are in base64") === true;
      const arrived = withoutDefaults(copy);
      expect(isEncodedTwice ? decodedOnce(arrived) : arrived).toEqual(withoutDefaults(original));
    });
  },
);
