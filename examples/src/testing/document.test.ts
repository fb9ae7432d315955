import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";

it("speaks the document client's native values", async () => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  using dynamodb = stub(client);
  dynamodb.on(GetCommand, { Key: { id: "42" } }).returns({ Item: { id: "42", tags: new Set(["new"]) } });

  const { Item } = await client.send(new GetCommand({ TableName: "orders", Key: { id: "42" } }));
  expect(Item).toEqual({ id: "42", tags: new Set(["new"]) });
});
