import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { eventsOf, setUrl } from "../src/index.js";
import { startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

describe("a call that before-call answers", () => {
  test.each([false, true])(
    "asks nobody for credentials, nor waits for them (cacheMiddleware: %s)",
    async (cacheMiddleware) => {
      for (const ends of ["never", "fails"]) {
        let asked = 0;
        const credentials = () => {
          asked++;
          return ends === "never" ? new Promise<never>(() => {}) : Promise.reject(new Error("none"));
        };
        // DynamoDB's endpoint depends on the account, which only credentials tell.
        const client = new DynamoDBClient({ region: "eu-west-1", credentials, cacheMiddleware });
        const before = { ...client.config };
        const hosts: string[] = [];
        eventsOf(client).register("before-call.dynamodb.GetItem", ({ request }) => {
          hosts.push(request.hostname);
          return { parsed: { Item: { id: { S: "1" } } } };
        });
        const answer = await client.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }));
        expect(answer).toEqual({
          $metadata: { httpStatusCode: 200, attempts: 0, totalRetryDelay: 0 },
          Item: { id: { S: "1" } },
        });
        expect(hosts).toEqual(["dynamodb.eu-west-1.amazonaws.com"]);
        expect(asked).toBe(0);
        expect({ ...client.config }).toEqual(before);
      }
    },
  );

  test("that it does not answer is sent to the endpoint of the account, signed as ever", async () => {
    const accountId = "123456789012";
    const credentials = async () => ({ accessKeyId: "AKID", secretAccessKey: "s", accountId });
    const client = new DynamoDBClient({ region: "eu-west-1", credentials });
    const events = eventsOf(client);
    events.register("before-call", () => {});
    const hosts: string[] = [];
    events.register("before-send", ({ request }) => {
      hosts.push(`${request.hostname} ${request.headers["host"]}`);
      return { statusCode: 200, body: "{}" };
    });
    for (let call = 0; call < 2; call++) {
      await client.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }));
    }
    const host = `${accountId}.ddb.eu-west-1.amazonaws.com`;
    expect(hosts).toEqual([`${host} ${host}`, `${host} ${host}`]);
  });

  test("gives a document client's caller native values", async () => {
    const client = new DynamoDBClient({ region: "eu-west-1" });
    eventsOf(client).register("before-call.dynamodb.GetItem", () => ({
      parsed: { Item: { id: { S: "2" }, total: { N: "12" } } },
    }));
    const document = DynamoDBDocumentClient.from(client);
    const { Item } = await document.send(new GetCommand({ TableName: "t", Key: { id: "2" } }));
    expect(Item).toEqual({ id: "2", total: 12 });
  });

  test.each([
    ["a string", () => "hello"],
    ["bytes", () => new TextEncoder().encode("hello")],
    ["a web stream", () => new Blob(["hello"]).stream()],
  ])("may give S3's Body as %s, which gets the SDK's helpers", async (_, body) => {
    const client = new S3Client({ region: "eu-west-1" });
    eventsOf(client).register("before-call.s3.GetObject", () => ({ parsed: { Body: body() } }));
    const { Body } = await client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    expect(await Body?.transformToString()).toBe("hello");
  });
});

describe("needs-retry", () => {
  test("refuses another attempt that the SDK would make", async () => {
    const { inspector, config, requests } = await startEndpoint();
    inspector.respond("500", "200");
    const client = new LambdaClient({ ...config, maxAttempts: 3 });
    eventsOf(client).register("needs-retry", () => ({ retry: false }));
    const error = await client.send(invoke).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 500 } });
    expect(requests).toHaveLength(1);
  });

  test("0 seconds pass by themselves under a test's fake timers", async () => {
    const { lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-send", () => ({ statusCode: 200, body: "{}" }));
    eventsOf(client).register("needs-retry", ({ attempts }) => (attempts < 3 ? 0 : undefined));
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    expect((await client.send(invoke)).$metadata.httpStatusCode).toBe(200);
  });

  test("sends the next attempt elsewhere, as botocore's redirector does", async () => {
    const [first, second] = [await startEndpoint(), await startEndpoint()];
    first.inspector.respond("301");
    const client = first.lambda();
    const events = eventsOf(client);
    events.register("needs-retry", ({ response, nextRequest, context }) => {
      if (response?.statusCode !== 301) return undefined;
      context["region"] = "eu-central-1";
      setUrl(nextRequest, second.inspector.url + nextRequest.path);
      nextRequest.headers["x-redirected"] = "yes";
      return 0;
    });
    events.register("before-sign", ({ signing, context }) => {
      if (typeof context["region"] === "string") signing.region = context["region"];
    });
    await client.send(invoke);
    expect(first.requests).toHaveLength(1);
    expect(second.requests).toHaveLength(1);
    expect(second.requests[0]?.headers["x-redirected"]).toBe("yes");
    expect(second.requests[0]?.headers["authorization"]).toContain("/eu-central-1/lambda/");
    expect(second.requests[0]?.signature.state).toBe("valid");
  });
});
