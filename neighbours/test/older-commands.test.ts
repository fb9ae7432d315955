import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { InvokeCommand as OlderInvokeCommand } from "older-client-lambda";
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from "older-lib-dynamodb";
import { besideTucuxi, ending } from "../src/compare.js";

/** Sends a command of another version of the client's package. Their types are unrelated. */
function send(client: object, command: object): Promise<unknown> {
  return (client as { send(command: object): Promise<unknown> }).send(command);
}

const input = { FunctionName: "f", Payload: "{}" };

besideTucuxi("a client of today, and a command of 3.799.0", {
  client: (config) => new LambdaClient(config),
  install: () => undefined,
  answers: ["500", { body: '{"a":1}' }, "404:ResourceNotFoundException", "200"],
  use: async (client) => [
    await ending(send(client, new OlderInvokeCommand(input))),
    await ending(send(client, new OlderInvokeCommand(input))),
    await ending(client.send(new InvokeCommand(input))),
  ],
  operations: ["Invoke", "Invoke", "Invoke"],
});

besideTucuxi("a client of today, and a document client of 3.799.0", {
  client: (config) => new DynamoDBClient(config),
  install: (client) => DynamoDBDocumentClient.from(client),
  takesCached: false,
  answers: [{ body: JSON.stringify({ Item: { id: { S: "1" }, count: { N: "5" } } }) }, "200"],
  async use(_, document) {
    const key = { TableName: "orders", Key: { id: "1" } };
    const update = {
      ...key,
      UpdateExpression: "SET a = :a",
      ExpressionAttributeValues: { ":a": new Set([1]) },
    };
    return [
      await ending(document.send(new GetCommand(key))),
      await ending(document.send(new UpdateCommand(update))),
    ];
  },
  operations: ["GetItem", "UpdateItem"],
});
