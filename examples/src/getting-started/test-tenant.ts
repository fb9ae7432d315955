import assert from "node:assert/strict";
import test from "node:test";
import { DynamoDB, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { eventsOf, withContext } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { tenant } from "./tenant.js";

test("each attempt has the tenant of its call, signed", async () => {
  await using inspector = await startInspector({ verify: "enforce", respond: ["500", "200"] });
  const dynamodb = new DynamoDB(inspector.clientConfig);
  eventsOf(dynamodb).use(tenant({ header: "x-shop" }));
  await dynamodb.send(withContext(new ListTablesCommand(), { tenant: "teapots" }));

  assert.equal(inspector.requests.length, 2);
  for (const { headers, signature } of inspector.requests) {
    assert.equal(headers["x-shop"], "teapots");
    assert.ok(signature.state === "valid" && signature.signedHeaders.includes("x-shop"));
  }
});

test("an option that doesn't exist is refused immediately", () => {
  const misspelt: object = { heder: "x-shop" };
  assert.throws(() => tenant(misspelt), { code: "UNKNOWN_OPTION" });
});
