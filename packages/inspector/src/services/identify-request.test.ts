import { describe, expect, it } from "vitest";
import { identifyRequest } from "./identify-request.js";
import { allServices, serviceModel } from "./service-models.js";

function identify(
  head: string,
  options: { scope?: string; headers?: Record<string, string>; body?: string } = {},
): string {
  const [method = "", target = ""] = head.split(" ");
  const [path = "", rawQuery = ""] = target.split("?");
  const authorization =
    options.scope === undefined
      ? {}
      : {
          "x-amz-date": "20260101T000000Z",
          authorization: `AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/${options.scope}/aws4_request, SignedHeaders=host, Signature=0`,
        };
  const { service, operation, protocol } = identifyRequest({
    method,
    path,
    rawQuery,
    headers: { host: "127.0.0.1:4569", ...authorization, ...options.headers },
    body: Buffer.from(options.body ?? ""),
  });
  return `${service} ${operation} ${protocol}`;
}

const FORM = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

describe("JSON protocols", () => {
  it.each([
    ["GraniteServiceVersion20100801.PutMetricData", "cloudwatch PutMetricData json"],
    ["Logs_20140328.PutLogEvents", "cloudwatch-logs PutLogEvents json"],
    ["DynamoDB_20120810.GetItem", "dynamodb GetItem json"],
    ["DynamoDBStreams_20120810.GetRecords", "dynamodb-streams GetRecords json"],
    ["AmazonSSM.GetParameter", "ssm GetParameter json"],
    ["com.amazonaws.codeconnections.CodeConnections_20231201.ListHosts", "codeconnections ListHosts json"],
  ])("are named by x-amz-target: %s", (target, identity) => {
    expect(identify("POST /", { headers: { "x-amz-target": target } })).toBe(identity);
  });

  it("are named by the scope when the target's prefix is new", () => {
    const headers = { "x-amz-target": "Brand_New.Do" };
    expect(identify("POST /", { headers, scope: "monitoring" })).toBe("cloudwatch Do json");
    expect(identify("POST /", { headers })).toBe("undefined Do json");
  });

  it("are not fooled by the names that every object has", () => {
    expect(identify("POST /", { headers: { "x-amz-target": "constructor.toString" } })).toBe(
      "undefined toString json",
    );
    expect(identify("GET /", { scope: "constructor" })).toBe("constructor undefined rest-json");
  });
});

it("RPC v2 CBOR is named by its path", () => {
  const path = "/service/GraniteServiceVersion20100801/operation/ListMetrics";
  expect(identify(`POST ${path}`, { headers: { "smithy-protocol": "rpc-v2-cbor" } })).toBe(
    "cloudwatch ListMetrics cbor",
  );
});

describe("query protocols", () => {
  it.each([
    ["iam", "Action=ListUsers&Version=2010-05-08", "iam ListUsers query"],
    ["ec2", "Action=DescribeInstances&Version=2016-11-15", "ec2 DescribeInstances ec2"],
    ["monitoring", "Action=PutMetricData&Version=2010-08-01", "cloudwatch PutMetricData query"],
    ["elasticloadbalancing", "Action=A&Version=2012-06-01", "elastic-load-balancing A query"],
    ["elasticloadbalancing", "Action=A&Version=2015-12-01", "elastic-load-balancing-v2 A query"],
    ["ses", "Action=SendEmail&Version=2010-12-01", "ses SendEmail query"],
  ])("are named by Action and the scope: %s", (scope, body, identity) => {
    expect(identify("POST /", { scope, body, headers: FORM })).toBe(identity);
  });

  it("may be in the URL", () => {
    expect(identify("GET /?Action=GetCallerIdentity&Version=2011-06-15", { scope: "sts" })).toBe(
      "sts GetCallerIdentity query",
    );
  });
});

describe("Lambda", () => {
  it.each([
    ["GET /2015-03-31/functions", "ListFunctions"],
    ["GET /2015-03-31/functions/", "ListFunctions"],
    ["POST /2015-03-31/functions", "CreateFunction"],
    ["GET /2015-03-31/functions/f", "GetFunction"],
    ["POST /2015-03-31/functions/arn%3Aaws%3Alambda/invocations", "Invoke"],
    ["POST /2014-11-13/functions/f/invoke-async", "InvokeAsync"],
    ["POST /2021-11-15/functions/f/response-streaming-invocations", "InvokeWithResponseStream"],
    ["PUT /2015-03-31/functions/f/code", "UpdateFunctionCode"],
    ["PUT /2015-03-31/functions/f/configuration", "UpdateFunctionConfiguration"],
    ["DELETE /2015-03-31/functions/f/policy/sid", "RemovePermission"],
    ["GET /2018-10-31/layers?find=LayerVersion&Arn=a", "GetLayerVersionByArn"],
    ["GET /2018-10-31/layers", "ListLayers"],
    ["GET /2019-09-30/functions/f/provisioned-concurrency", "GetProvisionedConcurrencyConfig"],
    ["GET /2019-09-30/functions/f/provisioned-concurrency?List=ALL", "ListProvisionedConcurrencyConfigs"],
    ["GET /2019-09-25/functions/f/event-invoke-config/list", "ListFunctionEventInvokeConfigs"],
    ["GET /2015-03-31/nothing", "undefined"],
  ])("%s is %s", (head, operation) => {
    expect(identify(head, { scope: "lambda" })).toBe(`lambda ${operation} rest-json`);
  });

  it("is known by its path alone, for a bearer token or no authentication", () => {
    expect(identify("GET /2015-03-31/functions")).toBe("lambda ListFunctions rest-json");
  });
});

describe("S3", () => {
  const copy = { "x-amz-copy-source": "/b/k" };
  it.each([
    ["GET /", {}, "ListBuckets"],
    ["GET /b", {}, "ListObjects"],
    ["GET /b/?list-type=2&prefix=a%2Fb", {}, "ListObjectsV2"],
    ["PUT /b", {}, "CreateBucket"],
    ["HEAD /b", {}, "HeadBucket"],
    ["DELETE /b", {}, "DeleteBucket"],
    ["POST /b?delete", {}, "DeleteObjects"],
    ["PUT /b?cors", {}, "PutBucketCors"],
    ["GET /b?policyStatus", {}, "GetBucketPolicyStatus"],
    ["GET /b?lifecycle", {}, "GetBucketLifecycleConfiguration"],
    ["DELETE /b?lifecycle", {}, "DeleteBucketLifecycle"],
    ["GET /b?object-lock", {}, "GetObjectLockConfiguration"],
    ["GET /b?publicAccessBlock", {}, "GetPublicAccessBlock"],
    ["GET /b?metrics", {}, "ListBucketMetricsConfigurations"],
    ["GET /b?metrics&id=1", {}, "GetBucketMetricsConfiguration"],
    ["GET /b?versions", {}, "ListObjectVersions"],
    ["GET /b?uploads", {}, "ListMultipartUploads"],
    ["PUT /b/k/with/slashes", {}, "PutObject"],
    ["PUT /b/k", copy, "CopyObject"],
    ["GET /b/k", {}, "GetObject"],
    ["HEAD /b/k", {}, "HeadObject"],
    ["DELETE /b/k?versionId=1", {}, "DeleteObject"],
    ["PUT /b/k?acl", {}, "PutObjectAcl"],
    ["GET /b/k?tagging", {}, "GetObjectTagging"],
    ["POST /b/k?uploads", {}, "CreateMultipartUpload"],
    ["PUT /b/k?partNumber=1&uploadId=u", {}, "UploadPart"],
    ["PUT /b/k?partNumber=1&uploadId=u", copy, "UploadPartCopy"],
    ["GET /b/k?uploadId=u", {}, "ListParts"],
    ["POST /b/k?uploadId=u", {}, "CompleteMultipartUpload"],
    ["DELETE /b/k?uploadId=u", {}, "AbortMultipartUpload"],
    ["POST /b/k?select&select-type=2", {}, "SelectObjectContent"],
    ["GET /", { host: "b.localhost:4569" }, "ListObjects"],
    ["GET /k", { host: "b.localhost:4569" }, "GetObject"],
    ["PUT /k", { host: "my.dotted.bucket.s3.eu-central-1.amazonaws.com" }, "PutObject"],
    ["PUT /b", { host: "s3.eu-central-1.amazonaws.com" }, "CreateBucket"],
    ["PATCH /b", {}, "undefined"],
  ])("%s %j is %s", (head, headers, operation) => {
    expect(identify(head, { scope: "s3", headers })).toBe(`s3 ${operation} rest-xml`);
  });
});

it("every operation of every REST service is named", () => {
  const unlike: string[] = [];
  let count = 0;
  for (const service of allServices()) {
    if (service === "s3") continue;
    const { operations = {}, id, signingName } = serviceModel(service) ?? fail(service);
    for (const [operation, [method, uri]] of Object.entries(operations)) {
      count += 1;
      const head = `${method} ${uri.replace(/\{[^}]+\}/g, "some-label")}`;
      const headers = { "user-agent": `aws-sdk-js/3.1 api/${id.toLowerCase().replaceAll(" ", "_")}#3.1` };
      const [, named] = identify(head, { scope: signingName, headers }).split(" ");
      if (named !== operation) unlike.push(`${service}.${operation} is taken for ${named}`);
    }
  }
  expect(count).toBeGreaterThan(10_000);
  expect(unlike).toEqual([]);
});

function fail(service: string): never {
  throw new Error(`there is no model of ${service}`);
}

describe("services that share a signing name", () => {
  it.each([
    ["GET /v2/apis", "apigateway", {}, "apigatewayv2 GetApis"],
    ["GET /restapis", "apigateway", {}, "api-gateway GetRestApis"],
    ["POST /model/m/invoke", "bedrock", {}, "bedrock-runtime InvokeModel"],
    ["GET /guardrails", "bedrock", {}, "bedrock ListGuardrails"],
    [
      "POST /knowledgebases",
      "bedrock",
      { "user-agent": "aws-sdk-js/3.1 api/bedrock_agent#3.1" },
      "bedrock-agent ListKnowledgeBases",
    ],
    ["GET /x", "bedrock", { "user-agent": "aws-sdk-js/3.1 api/s3#3.1" }, "bedrock undefined"],
  ])("%s by path or user agent", (head, scope, headers, name) => {
    expect(identify(head, { scope, headers })).toBe(`${name} rest-json`);
  });
});

describe("without a signature", () => {
  it("the SDK's user agent says it", () => {
    const headers = { "user-agent": "aws-sdk-js/3.1164.0 ua/2.1 os/linux api/s3#3.1164.0" };
    expect(identify("GET /b/k", { headers })).toBe("s3 GetObject rest-xml");
  });

  it("S3's own headers say it", () => {
    expect(identify("GET /b/k", { headers: { "x-amz-checksum-mode": "ENABLED" } })).toBe(
      "s3 GetObject rest-xml",
    );
  });

  it("SigV2 and SigV4A say it", () => {
    expect(identify("GET /b", { headers: { authorization: "AWS A:sig" } })).toBe("s3 ListObjects rest-xml");
    const headers = {
      authorization:
        "AWS4-ECDSA-P256-SHA256 Credential=A/20260101/s3/aws4_request, SignedHeaders=host, Signature=00",
      "x-amz-date": "20260101T000000Z",
      "x-amz-region-set": "*",
    };
    expect(identify("GET /b", { headers })).toBe("s3 ListObjects rest-xml");
  });

  it("nothing may say it", () => {
    expect(identify("GET /")).toBe("undefined undefined undefined");
  });
});
