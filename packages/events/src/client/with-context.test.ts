import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { eventsOf, RegistrationError, withContext } from "../index.js";

const config = { region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } };
const input = { Namespace: "n", MetricData: [] };

describe("withContext", () => {
  test.each<[unknown, string]>([
    [input, "[object Object]"],
    [undefined, "undefined"],
    [null, "null"],
    ["PutMetricData", '"PutMetricData"'],
    [PutMetricDataCommand, "the function PutMetricDataCommand"],
    [new CloudWatchClient(config), "[object CloudWatchClient]"],
  ])("refuses what is no command: %o", (command, described) => {
    const refusing = (): unknown => withContext(command as PutMetricDataCommand, { tenant: "a" });
    expect(refusing).toThrow(RegistrationError);
    expect(refusing).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    expect(refusing).toThrow(
      `withContext takes a command, as client.send(withContext(command, { tenant: "a" })), not ${described}`,
    );
  });

  test("is no call for an input at compile time either", () => {
    // @ts-expect-error An input isn't a command.
    expect(() => withContext(input, { tenant: "a" })).toThrow("takes a command");
  });

  test("refuses values that are no object", () => {
    const command = new PutMetricDataCommand(input);
    expect(() => withContext(command, "tenant" as never)).toThrow('an object of values, not "tenant"');
  });

  test("gives its values to the handlers of a client's and of a document client's commands, laid over one another", async () => {
    const seen: unknown[] = [];
    const cloudwatch = new CloudWatchClient(config);
    const documents = DynamoDBDocumentClient.from(new DynamoDBClient(config));
    for (const client of [cloudwatch, documents]) {
      eventsOf(client).register("before-call", ({ context }) => {
        seen.push([context["tenant"], context["user"]]);
        return { parsed: {} };
      });
    }
    const command = new PutMetricDataCommand(input);
    const copy = withContext(withContext(command, { tenant: "a", user: "u" }), { tenant: "b" });
    expect(copy).toBeInstanceOf(PutMetricDataCommand);
    await cloudwatch.send(copy);
    await cloudwatch.send(command);
    await documents.send(withContext(new PutCommand({ TableName: "t", Item: { id: "1" } }), { tenant: "c" }));
    await documents.send(withContext(new QueryCommand({ TableName: "t" }), { tenant: "d" }));
    expect(seen).toEqual([
      ["b", "u"],
      [undefined, undefined],
      ["c", undefined],
      ["d", undefined],
    ]);
  });
});

test("a key __proto__ is a key of the context, and not its prototype", async () => {
  const client = new CloudWatchClient({ region: "eu-west-1" });
  const seen: unknown[] = [];
  eventsOf(client).register("before-call", ({ context }) => {
    seen.push(Object.hasOwn(context, "__proto__"), context["admin"]);
    return { parsed: {} };
  });
  const command = new PutMetricDataCommand({ Namespace: "n", MetricData: [] });
  await client.send(withContext(command, JSON.parse('{"__proto__":{"admin":true}}')));
  expect(seen).toEqual([true, undefined]);
});
