import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";
import { besideTucuxi, ending } from "../src/compare.js";

const get = new GetItemCommand({ TableName: "orders", Key: { id: { S: "1" } } });

besideTucuxi("aws-sdk-client-mock", {
  client: (config) => new DynamoDBClient(config),
  install: (client) => mockClient(client),
  async use(client, mock) {
    mock.on(GetItemCommand).resolves({ Item: { id: { S: "mocked" } } });
    const mocked = await ending(client.send(get));
    mock.on(GetItemCommand).rejects(new Error("mocked"));
    const refused = await ending(client.send(get));
    const calls = mock.commandCalls(GetItemCommand).map(({ args: [{ input }] }) => input);
    mock.restore();
    return { mocked, refused, calls, real: await ending(client.send(get)) };
  },
  // The mock replaces `send`, so its answers never reach a middleware.
  operations: ["GetItem"],
});
