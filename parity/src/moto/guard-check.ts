import { deepEqual, equal, ok } from "node:assert/strict";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { Session } from "@tucuxi/events";
import { GuardError, guard } from "@tucuxi/plugin-guard";
import { configFor, type MotoServer } from "./server.js";

/** The checks that the guard keeps moto's state. */
export const GUARD_CHECKS: Readonly<Record<string, (moto: MotoServer) => Promise<void>>> = {
  "a script of 200 calls that the guard keeps to reads changes nothing": scriptOfReads,
  "the same script changes nothing in a dry run, and doesn't fail": scriptInDryRun,
};

interface Clients {
  readonly s3: S3;
  readonly dynamodb: DynamoDB;
  readonly sqs: SQS;
  readonly sns: SNS;
}

const Bucket = "guarded";
const TableName = "guarded";
const Key = { id: { S: "1" } };

/** The calls in one round of a script. Each has an effect. */
function round({ s3, dynamodb, sqs, sns }: Clients, number: number, QueueUrl: string) {
  const reads: (() => Promise<unknown>)[] = [
    () => s3.listBuckets(),
    () => s3.listObjectsV2({ Bucket }),
    () => s3.getObject({ Bucket, Key: "1" }),
    () => s3.headObject({ Bucket, Key: "1" }),
    () => dynamodb.listTables(),
    () => dynamodb.scan({ TableName }),
    () => dynamodb.getItem({ TableName, Key }),
    () => sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] }),
    () => sns.listTopics(),
  ];
  const writes: (() => Promise<unknown>)[] = [
    () => s3.putObject({ Bucket, Key: "1", Body: `round ${number}` }),
    () => s3.deleteObject({ Bucket, Key: "1" }),
    () => s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: "round", Value: `${number}` }] } }),
    () => s3.createBucket({ Bucket: `guarded-${number}` }),
    () => dynamodb.putItem({ TableName, Item: { id: { S: `${number}` } } }),
    () => dynamodb.deleteTable({ TableName }),
    () =>
      dynamodb.executeStatement({ Statement: `INSERT INTO "${TableName}" VALUE {'id': 'round-${number}'}` }),
    () => sqs.sendMessage({ QueueUrl, MessageBody: `round ${number}` }),
    () => sqs.receiveMessage({ QueueUrl }),
    () => sqs.purgeQueue({ QueueUrl }),
    () => sns.createTopic({ Name: `guarded-${number}` }),
  ];
  return { reads, writes };
}

/** All the state that the script could have changed. */
async function stateOf({ s3, dynamodb, sqs, sns }: Clients, QueueUrl: string): Promise<unknown> {
  const { Buckets = [] } = await s3.listBuckets();
  const { Contents = [] } = await s3.listObjectsV2({ Bucket });
  const object = await s3.getObject({ Bucket, Key: "1" });
  const tags = await s3.getBucketTagging({ Bucket }).catch((error: Error) => error.name);
  const { TableNames } = await dynamodb.listTables();
  const { Items } = await dynamodb.scan({ TableName });
  const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
  const { Topics } = await sns.listTopics();
  return {
    buckets: Buckets.map(({ Name }) => Name),
    objects: Contents.map(({ Key, ETag }) => [Key, ETag]),
    object: await object.Body?.transformToString(),
    tags,
    TableNames,
    Items,
    // Hidden messages have a count of their own.
    messages: Object.entries(Attributes).filter(([name]) => name.startsWith("ApproximateNumber")),
    Topics,
  };
}

async function prepared(moto: MotoServer): Promise<{ readonly bare: Clients; readonly QueueUrl: string }> {
  const config = configFor(moto);
  const bare = {
    s3: new S3(config),
    dynamodb: new DynamoDB(config),
    sqs: new SQS(config),
    sns: new SNS(config),
  };
  await bare.s3.createBucket({ Bucket });
  await bare.s3.putObject({ Bucket, Key: "1", Body: "as it was" });
  const { TableNames = [] } = await bare.dynamodb.listTables();
  if (!TableNames.includes(TableName)) {
    await bare.dynamodb.createTable({
      TableName,
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    await bare.dynamodb.putItem({ TableName, Item: { ...Key, total: { N: "1" } } });
  }
  const { QueueUrl = "" } = await bare.sqs.createQueue({ QueueName: "guarded" });
  await bare.sqs.sendMessage({ QueueUrl, MessageBody: "as it was" });
  return { bare, QueueUrl };
}

function clientsOf(session: Session, moto: MotoServer): Clients {
  const config = configFor(moto);
  return {
    s3: session.client(S3, config),
    dynamodb: session.client(DynamoDB, config),
    sqs: session.client(SQS, config),
    sns: session.client(SNS, config),
  };
}

async function scriptOfReads(moto: MotoServer): Promise<void> {
  const { bare, QueueUrl } = await prepared(moto);
  const before = await stateOf(bare, QueueUrl);
  const session = new Session();
  session.events.use(guard());
  const clients = clientsOf(session, moto);
  let calls = 0;
  for (let number = 1; calls < 200; number++) {
    const { reads, writes } = round(clients, number, QueueUrl);
    for (const read of reads) await read();
    for (const write of writes) {
      const refusal = await write().then(
        () => "sent",
        (error: unknown) => error,
      );
      ok(refusal instanceof GuardError, `a write was ${String(refusal)}`);
      equal(refusal.code, "WRITE_REFUSED");
    }
    calls += reads.length + writes.length;
  }
  const command = new PutObjectCommand({ Bucket, Key: "1" });
  const url = await getSignedUrl(clients.s3, command).catch((error: unknown) => error);
  ok(url instanceof GuardError);
  equal(calls, 200);
  deepEqual(await stateOf(bare, QueueUrl), before);
}

async function scriptInDryRun(moto: MotoServer): Promise<void> {
  const { bare, QueueUrl } = await prepared(moto);
  const before = await stateOf(bare, QueueUrl);
  const lines: string[] = [];
  const session = new Session();
  session.events.use(guard({ dryRun: true, log: (line) => void lines.push(line) }));
  const clients = clientsOf(session, moto);
  for (let number = 1; number <= 10; number++) {
    const { reads, writes } = round(clients, number, QueueUrl);
    for (const call of [...reads, ...writes]) await call();
  }
  equal(lines.length, 110);
  ok(lines.includes('dry run: dynamodb.DeleteTable TableName="guarded"'));
  deepEqual(await stateOf(bare, QueueUrl), before);
}
