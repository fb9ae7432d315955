import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import type { Inspector } from "../../src/index.js";

/** Calls of a small program, with a retry, an error and a wrong key among them. */
export async function sendSampleRequests(inspector: Inspector): Promise<void> {
  const config = inspector.clientConfig;
  const dynamodb = new DynamoDB(config);
  await dynamodb.putItem({
    TableName: "orders",
    Item: { id: { S: "17" }, total: { N: "59.90" }, tags: { SS: ["new", "gift"] } },
  });
  inspector.respondTo("cloudwatch.PutMetricData", ["500", "throttle"]);
  await new CloudWatch({ ...config, maxAttempts: 4 }).putMetricData({
    Namespace: "Orders",
    MetricData: Array.from({ length: 300 }, (_, index) => ({ MetricName: `shop-${index}`, Value: index })),
  });
  await new S3(config).putObject({
    Bucket: "invoices",
    Key: "2026/17.txt",
    Body: "Thank you",
    ContentType: "text/plain",
  });
  inspector.respondTo("dynamodb.GetItem", ["400:ResourceNotFoundException"]);
  await dynamodb.getItem({ TableName: "order", Key: { id: { S: "17" } } }).catch(() => undefined);
  await new SQS(config).sendMessage({ QueueUrl: `${inspector.url}/1/mails`, MessageBody: "order 17" });
  inspector.respondTo("sts.AssumeRole", [
    {
      headers: { "content-type": "text/xml" },
      body: `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA17</AccessKeyId><SecretAccessKey>hidden-secret-key</SecretAccessKey><SessionToken>hidden-session-token</SessionToken><Expiration>2026-12-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
    },
  ]);
  await new STS(config).assumeRole({
    RoleArn: "arn:aws:iam::111122223333:role/shop",
    RoleSessionName: "shop",
  });
  const lambda = new Lambda(config);
  // As a proxy does that adds something of its own.
  lambda.middlewareStack.add(
    (next) => (args) => {
      if (typeof args.request === "object" && args.request !== null && "query" in args.request) {
        Object.assign(Object(args.request.query), { via: "proxy" });
      }
      return next(args);
    },
    { step: "deserialize", name: "proxy" },
  );
  await lambda.invoke({ FunctionName: "send-mail", Payload: '{"order":17}' });
}
