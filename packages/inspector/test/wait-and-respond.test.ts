import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Inspector, startInspector } from "../src/index.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

describe("waitFor", () => {
  it("gives a request that came already, and each one once", async () => {
    const s3 = new S3(inspector.clientConfig);
    for (const Key of ["a", "b"]) await s3.putObject({ Bucket: "b", Key, Body: Key });
    expect((await inspector.waitFor("s3.PutObject")).text).toBe("a");
    expect((await inspector.waitFor("s3.Put*")).text).toBe("b");
    await expect(inspector.waitFor("PutObject", { timeout: 20 })).rejects.toMatchObject({
      name: "InspectorError",
      code: "TIMEOUT",
      message: expect.stringContaining("These came: s3.PutObject, s3.PutObject."),
    });
  });

  it("waits for one that is still to come, and has its answer", async () => {
    inspector.respond("500:InternalError", "200");
    const waiting = inspector.waitFor("dynamodb.ListTables");
    const [request] = await Promise.all([waiting, new DynamoDB(inspector.clientConfig).listTables({})]);
    expect(request).toMatchObject({ status: 500, attempt: 1, operation: "ListTables" });
    const again = await inspector.waitFor("ListTables");
    expect(again).toMatchObject({ status: 200, attempt: 2, callId: request.callId });
    expect(again.callId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("ends when the inspector is closed", async () => {
    const waiting = expect(inspector.waitFor("s3.PutObject")).rejects.toMatchObject({ code: "CLOSED" });
    await inspector.close();
    await waiting;
  });

  it.each([
    ["s3/PutObject", undefined, "INVALID_PATTERN"],
    ["s3.PutObject", Number.NaN, "INVALID_OPTION"],
  ])("refuses %j with the timeout %j", async (pattern, timeout, code) => {
    await expect(inspector.waitFor(pattern, { timeout })).rejects.toMatchObject({ code });
  });
});

describe("respondTo", () => {
  it("answers some operations, in order or all of them, before any other step", async () => {
    inspector.respond("418:Other");
    inspector.respondTo("dynamodb.ListTables", ["throttle", { body: '{"TableNames":["orders"]}' }]);
    inspector.respondTo("*.Describe*", "400:ResourceNotFoundException");
    const client = new DynamoDB({ ...inspector.clientConfig, maxAttempts: 1 });
    await expect(client.listTables({})).rejects.toThrow("Rate exceeded");
    expect((await client.listTables({})).TableNames).toEqual(["orders"]);
    for (let count = 0; count < 2; count += 1) {
      await expect(client.describeTable({ TableName: "t" })).rejects.toMatchObject({
        name: "ResourceNotFoundException",
      });
    }
    await expect(client.listTables({})).rejects.toMatchObject({ name: "Other" });
    expect((await client.listTables({})).TableNames).toBeUndefined();
  });

  it("answers the next requests before it answers all of them", async () => {
    inspector.respondTo("dynamodb.*", "400:Always");
    inspector.respondTo("*.List*", []);
    inspector.respondTo("ListTables", ["400:Next"]);
    const client = new DynamoDB({ ...inspector.clientConfig, maxAttempts: 1 });
    for (const name of ["Next", "Always"])
      await expect(client.listTables({})).rejects.toMatchObject({ name });
  });

  it("is an option too", async () => {
    await using other = await startInspector({ respondTo: { "s3.*": "403:AccessDenied" } });
    await expect(new S3(other.clientConfig).listBuckets({})).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("shows what was answered", async () => {
    inspector.respondTo("ListTables", ["400:ValidationException"]);
    await expect(new DynamoDB(inspector.clientConfig).listTables({})).rejects.toThrow();
    const { response, duration } = await inspector.waitFor("ListTables");
    expect(response?.status).toBe(400);
    expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
      "x-amzn-errortype": "ValidationException",
    });
    expect(JSON.parse(Buffer.from(response?.body ?? []).toString())).toMatchObject({
      __type: "ValidationException",
    });
    expect(duration).toBeGreaterThan(0);
  });

  it("refuses what is no pattern and no step", () => {
    expect(() => inspector.respondTo("", "200")).toThrow("isn't a pattern for operations");
    expect(() => inspector.respondTo("s3.*", ["50"])).toThrow('"50" isn\'t a response step');
  });
});
