import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from "@aws-sdk/lib-dynamodb";
import { besideTucuxi, ending } from "../src/compare.js";

besideTucuxi("@aws-sdk/lib-dynamodb", {
  client: (config) => new DynamoDBClient(config),
  install: (client) =>
    DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
  answers: [
    "200",
    { body: JSON.stringify({ Item: { id: { S: "1" }, tags: { SS: ["a", "b"] }, count: { N: "5" } } }) },
    { body: JSON.stringify({ Items: [{ id: { S: "1" } }], LastEvaluatedKey: { id: { S: "1" } } }) },
    { body: JSON.stringify({ Items: [{ id: { S: "2" } }] }) },
    "400:ValidationException",
  ],
  async use(_, document) {
    const TableName = "orders";
    const item = { id: "1", count: 5, more: { at: [1, null, true], none: undefined } };
    const put = await ending(document.send(new PutCommand({ TableName, Item: item })));
    const get = await ending(document.send(new GetCommand({ TableName, Key: { id: "1" } })));
    const pages = [];
    const query = {
      TableName,
      KeyConditionExpression: "id = :id",
      ExpressionAttributeValues: { ":id": "1" },
    };
    for await (const { Items } of paginateQuery({ client: document }, query)) pages.push(Items);
    const requests = { RequestItems: { [TableName]: [{ DeleteRequest: { Key: { id: "1" } } }] } };
    const batch = await ending(document.send(new BatchWriteCommand(requests)));
    return { put, get, pages, batch };
  },
  takesCached: false,
  operations: ["PutItem", "GetItem", "Query", "Query", "BatchWriteItem"],
});
