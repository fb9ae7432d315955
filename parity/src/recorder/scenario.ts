import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB, paginateScan } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { STS } from "@aws-sdk/client-sts";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { Upload } from "@aws-sdk/lib-storage";
import { eventsOf } from "@tucuxi/events";
import type { Recorder } from "@tucuxi/plugin-recorder";

/** What a program gets: outputs, and the names and messages of errors. */
export type Outcome = readonly unknown[];

/** Calls seven services and returns all that it gets. */
export async function useServices(config: object, recorder: Recorder): Promise<Outcome> {
  const clients = {
    cloudwatch: new CloudWatch(config),
    s3: new S3({ forcePathStyle: true, ...config }),
    dynamodb: new DynamoDB(config),
    sqs: new SQS({ ...config, useQueueUrlAsEndpoint: false }),
    sns: new SNS(config),
    sts: new STS(config),
    secrets: new SecretsManager(config),
  };
  for (const client of Object.values(clients)) eventsOf(client).use(recorder);
  const got: unknown[] = [];
  const keep = async <Output>(call: Promise<Output>): Promise<Output | undefined> => {
    try {
      const output = await call;
      got.push(output);
      return output;
    } catch (error) {
      const { name, message, $metadata, $fault, ...members } = error as Error & Record<string, unknown>;
      got.push({
        name,
        message,
        status: ($metadata as { httpStatusCode?: number }).httpStatusCode,
        members: ownMembers(members),
      });
      return undefined;
    }
  };
  await useCloudWatch(clients.cloudwatch, keep);
  await useS3(clients.s3, keep, got);
  await useDynamoDB(clients.dynamodb, keep, got);
  await useMessages(clients.sqs, clients.sns, keep);
  await useSecrets(clients.sts, clients.secrets, keep);
  return got;
}

type Keep = <Output>(call: Promise<Output>) => Promise<Output | undefined>;

/** An error's own members, without the response, ids and metadata that the SDK adds. */
function ownMembers(members: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(members).filter(([name]) => !/^(\$.*|RequestId|HostId|Code|Type|Error|stack)$/.test(name)),
  );
}

async function useCloudWatch(cloudwatch: CloudWatch, keep: Keep): Promise<void> {
  const time = new Date("2026-01-01T00:00:00Z");
  const MetricData = [{ MetricName: "orders", Timestamp: time, Value: 3, Unit: "Count" as const }];
  await keep(cloudwatch.putMetricData({ Namespace: "shop", MetricData }));
  await keep(cloudwatch.listMetrics({ Namespace: "shop" }));
  await keep(
    cloudwatch.getMetricStatistics({
      Namespace: "shop",
      MetricName: "orders",
      StartTime: time,
      EndTime: new Date("2026-01-02T00:00:00Z"),
      Period: 86_400,
      Statistics: ["Sum"],
    }),
  );
  await keep(cloudwatch.getDashboard({ DashboardName: "none" }));
}

async function useS3(s3: S3, keep: Keep, got: unknown[]): Promise<void> {
  const Bucket = "orders";
  const text = async (Key: string, Range?: string): Promise<void> => {
    const output = await s3.getObject({ Bucket, Key, ...(Range !== undefined && { Range }) });
    got.push({ ...output, Body: await output.Body?.transformToString() });
  };
  await keep(s3.createBucket({ Bucket }));
  await keep(
    s3.putObject({ Bucket, Key: "1", Body: "one <&> ä", Metadata: { of: "ada" }, ContentType: "text/plain" }),
  );
  await text("1");
  await text("1", "bytes=0-2");
  await keep(s3.headObject({ Bucket, Key: "1" }));
  await keep(s3.headObject({ Bucket, Key: "none" }));
  await keep(s3.getObject({ Bucket, Key: "none" }));
  const upload = new Upload({
    client: s3,
    params: { Bucket, Key: "large", Body: Buffer.alloc(6 * 1024 * 1024, "y") },
  });
  await keep(upload.done());
  const large = await s3.getObject({ Bucket, Key: "large" });
  got.push({ ...large, Body: (await large.Body?.transformToByteArray())?.length });
  await keep(s3.listObjectsV2({ Bucket }));
  await keep(s3.getBucketLocation({ Bucket: "none" }));
  await keep(s3.deleteObjects({ Bucket, Delete: { Objects: [{ Key: "1" }, { Key: "large" }] } }));
}

async function useDynamoDB(dynamodb: DynamoDB, keep: Keep, got: unknown[]): Promise<void> {
  const TableName = "orders";
  await keep(
    dynamodb.createTable({
      TableName,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  const documents = DynamoDBDocument.from(dynamodb);
  for (const id of ["1", "2", "3"]) {
    const Item = {
      id,
      total: 1.5,
      tags: new Set(["a", "b"]),
      bytes: new Uint8Array([0, 1, 255]),
      nested: { list: [null, true] },
    };
    await keep(documents.put({ TableName, Item }));
  }
  await keep(documents.get({ TableName, Key: { id: "1" } }));
  await keep(
    documents.update({
      TableName,
      Key: { id: "1" },
      UpdateExpression: "SET total = :t",
      ExpressionAttributeValues: { ":t": 2 },
      ReturnValues: "ALL_NEW",
    }),
  );
  await keep(
    documents.put({ TableName, Item: { id: "1" }, ConditionExpression: "attribute_not_exists(id)" }),
  );
  for await (const page of paginateScan({ client: dynamodb, pageSize: 1 }, { TableName })) got.push(page);
  await keep(dynamodb.describeTable({ TableName: "none" }));
}

async function useMessages(sqs: SQS, sns: SNS, keep: Keep): Promise<void> {
  const queue = await keep(sqs.createQueue({ QueueName: "orders" }));
  const QueueUrl = queue?.QueueUrl;
  await keep(sqs.sendMessage({ QueueUrl, MessageBody: "order 1" }));
  await keep(
    sqs.sendMessageBatch({
      QueueUrl,
      Entries: [
        { Id: "a", MessageBody: "order 2" },
        { Id: "b", MessageBody: "order 3" },
      ],
    }),
  );
  const received = await keep(sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 1 }));
  await keep(sqs.deleteMessage({ QueueUrl, ReceiptHandle: received?.Messages?.[0]?.ReceiptHandle }));
  await keep(sqs.getQueueUrl({ QueueName: "none" }));
  const topic = await keep(sns.createTopic({ Name: "orders" }));
  await keep(sns.publish({ TopicArn: topic?.TopicArn, Message: "order 1" }));
  await keep(sns.getTopicAttributes({ TopicArn: `${topic?.TopicArn}-none` }));
}

async function useSecrets(sts: STS, secrets: SecretsManager, keep: Keep): Promise<void> {
  await keep(sts.getCallerIdentity());
  await keep(sts.assumeRole({ RoleArn: "arn:aws:iam::123456789012:role/orders", RoleSessionName: "s" }));
  await keep(sts.getSessionToken());
  const SecretString = JSON.stringify({ user: "ada-lovelace", password: "correct horse battery staple" });
  await keep(secrets.createSecret({ Name: "db", SecretString }));
  await keep(secrets.getSecretValue({ SecretId: "db" }));
  await keep(secrets.getSecretValue({ SecretId: "none" }));
}
