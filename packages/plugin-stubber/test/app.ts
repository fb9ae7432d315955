import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";

/** An application under test: it makes its clients when it is imported. */
const s3 = new S3Client({});
const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export async function bucketSize(Bucket: string, Key: string): Promise<number | undefined> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToByteArray())?.byteLength;
}

export async function orders(customer: string): Promise<unknown> {
  const { Items } = await dynamodb.send(
    new QueryCommand({
      TableName: "orders",
      KeyConditionExpression: "customer = :customer",
      ExpressionAttributeValues: { ":customer": customer },
    }),
  );
  return Items;
}
