import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { startInspector } from "@tucuxi/inspector";
import { expect, test } from "vitest";
import * as byEvent from "./by-event.js";
import * as byHand from "./by-hand.js";

test("by hand and by event the same is sent: the header on each attempt of PutItem, signed, and on no other call", async () => {
  const sent = [];
  for (const { addTeam } of [byHand, byEvent]) {
    await using inspector = await startInspector({ verify: "enforce", respond: ["500"] });
    const dynamodb = new DynamoDB({
      ...inspector.clientConfig,
      region: "eu-west-1",
    });
    addTeam(dynamodb);
    await dynamodb.putItem({ TableName: "orders", Item: { id: { S: "1" } } });
    await dynamodb.listTables();
    sent.push(
      inspector.requests.map(({ operation, status, headers, signature }) => [
        operation,
        status,
        headers["x-team"],
        signature.state === "valid" && signature.signedHeaders.includes("x-team"),
      ]),
    );
  }
  const expected = [
    ["PutItem", 500, "orders", true],
    ["PutItem", 200, "orders", true],
    ["ListTables", 200, undefined, false],
  ];
  expect(sent).toEqual([expected, expected]);
});
