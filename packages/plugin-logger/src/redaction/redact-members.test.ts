import { describe, expect, it, test } from "vitest";
import { redactMembers } from "./redact-members.js";
import { SecretValues } from "./secret-values.js";
import { loadSensitiveMembers } from "./sensitive-members.js";

test("what the SDK's filter leaves out is hidden where it is quoted", async () => {
  const sensitive = (await loadSensitiveMembers()).operation("quicksight", "CreateDataSet").input;
  const tableOf = (transform: object) => ({ LogicalTableMap: { orders: { DataTransforms: [transform] } } });
  const original = tableOf({
    ProjectOperation: { ProjectedColumns: ["id"] },
    FilterOperation: { ConditionExpression: "salary > 5000" },
  });
  // A union has one member: the filter of a client without schemas takes the first one that it finds.
  const filtered = tableOf({ ProjectOperation: { ProjectedColumns: ["id"] } });
  const values = new SecretValues();
  const { hidesSomething, show } = redactMembers("input", original, filtered, { values, sensitive });
  expect(hidesSomething).toBe(true);
  expect(show().shown).toEqual(filtered);
  expect(values.scrub("no such column in salary > 5000")).toBe("no such column in [redacted]");
});

describe("a member that another one names is hidden", () => {
  const hunter = "hunter2-hunter2";
  it.each<[string, Record<string, unknown>]>([
    ["the value of a tag", { Tags: [{ Key: "db-password", Value: hunter }] }],
    ["of a task's environment", { environment: [{ name: "DB_PASSWORD", value: hunter }] }],
    ["a stack's parameter", { Parameters: [{ ParameterKey: "MasterPassword", ParameterValue: hunter }] }],
    ["the values of a filter", { Filters: [{ Name: "tag:/app/api-key", Values: [hunter] }] }],
    ["the parameter of a statement", { parameters: [{ name: "password", value: { stringValue: hunter } }] }],
    [
      "the values of an expression",
      { UpdateExpression: "SET password = :p", ExpressionAttributeValues: { ":p": { S: hunter } } },
    ],
    [
      "the values of an expression with names",
      {
        UpdateExpression: "SET #p = :p",
        ExpressionAttributeNames: { "#i": "id", "#p": "password" },
        ExpressionAttributeValues: { ":p": { S: hunter } },
      },
    ],
    ["the parameters of PartiQL", { Statement: "UPDATE t SET password=?", Parameters: [{ S: hunter }] }],
    [
      "the parameters of an INSERT",
      { Sql: "INSERT INTO u (password) VALUES (:p)", Parameters: [{ value: hunter }] },
    ],
    ["a low-level item's", { L: [{ M: { name: { S: "DB_PASSWORD" }, value: { S: hunter } } }] }],
    ["the parameters of SQL", { sql: "SELECT 1 WHERE api_key = :k", parameterSets: [[{ value: hunter }]] }],
  ])("%s", (_, input) => {
    const values = new SecretValues();
    const { hidesSomething, show } = redactMembers("input", input, input, { values, sensitive: undefined });
    expect(hidesSomething).toBe(true);
    expect(JSON.stringify(show().shown)).toContain("[redacted]");
    expect(JSON.stringify(show().shown)).not.toContain(hunter);
    expect(values.scrub(`not allowed: ${hunter}`)).toBe("not allowed: [redacted]");
  });

  it("and the others aren't", () => {
    const input = {
      Tags: [
        { Key: "team", Value: "password" },
        { Key: "db-password", Value: hunter, Propagate: true },
      ],
      KeyConditionExpression: "id = :i",
      ExpressionAttributeNames: { "#i": "id" },
      ExpressionAttributeValues: { ":i": { S: "1" } },
      StackName: "rotate-password",
      Parameters: [{ ParameterKey: "Colour", ParameterValue: "blue" }],
    };
    const { show } = redactMembers("input", input, input, {
      values: new SecretValues(),
      sensitive: undefined,
    });
    expect(show().shown).toEqual({
      ...input,
      Tags: [input.Tags[0], { Key: "db-password", Value: "[redacted]", Propagate: true }],
    });
  });
});

test("a boolean isn't a secret, whatever its name says", () => {
  const input = { ExpirePasswords: true, configuration: [{ name: "Owner", secret: false }] };
  const { hidden } = redactMembers("input", input, input, {
    values: new SecretValues(),
    sensitive: undefined,
  });
  expect(hidden).toBeUndefined();
});

describe("a member that names a secret of its own is hidden in any spelling in which a body would be", () => {
  const document = '{"user":"ada","password":"hunter2-hunter2"}';
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  it.each([
    ["as it is", document],
    ["in base64", base64(document)],
    ["in base64 twice", base64(base64(document))],
    ["in base64 in JSON", JSON.stringify({ body: base64(document), headers: {} })],
    ["in base64 of a script", base64("#!/bin/sh\nexport DB_PASSWORD=hunter2-hunter2\n")],
    ["in a form", new URLSearchParams({ payload: document }).toString()],
    ["as XML", document.replaceAll('"', "&quot;")],
    ["as bytes", new TextEncoder().encode(document)],
    ["as bytes of base64", new TextEncoder().encode(base64(document))],
  ])("%s", (_, MessageBody) => {
    const input = { QueueUrl: "https://sqs/q", MessageBody };
    const { show } = redactMembers("input", input, input, {
      values: new SecretValues(),
      sensitive: undefined,
    });
    expect(show().shown).toEqual({ QueueUrl: "https://sqs/q", MessageBody: "[redacted]" });
  });
});
