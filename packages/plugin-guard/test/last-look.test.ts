import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf, type HttpRequest } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";
import { gzip } from "@tucuxi/plugin-gzip";
import { expect, it } from "vitest";
import { config, dynamodbClient, inspector, s3Client, sent } from "./local-aws.js";

function refused(code: string, message = ""): unknown {
  return expect.objectContaining({ name: "GuardError", code, message: expect.stringContaining(message) });
}

it.each<[string, (request: HttpRequest) => void, string]>([
  [
    "dynamodb",
    (request) => {
      request.headers["x-amz-target"] = "DynamoDB_20120810.DeleteTable";
    },
    "changed the target from DynamoDB_20120810.DescribeTable to DynamoDB_20120810.DeleteTable",
  ],
  [
    "s3",
    (request) => {
      request.method = "DELETE";
    },
    "changed the method from GET to DELETE",
  ],
  [
    "sns",
    (request) => {
      request.body = String(request.body).replace("Action=ListTopics", "Action=DeleteTopic");
    },
    "changed the action from ListTopics to DeleteTopic",
  ],
])("refuses a request of %s that a handler makes another operation of", async (service, change, message) => {
  const clients = {
    dynamodb: () => {
      const client = dynamodbClient();
      return { client, call: () => client.describeTable({ TableName: "orders" }) };
    },
    s3: () => {
      const client = s3Client();
      return { client, call: () => client.getObject({ Bucket: "orders", Key: "1" }) };
    },
    sns: () => {
      const client = new SNS(config);
      return { client, call: () => client.listTopics() };
    },
  };
  for (const event of ["before-call", "before-sign"] as const) {
    const { client, call } = clients[service as keyof typeof clients]();
    const events = eventsOf(client);
    events.register(event, ({ request }) => change(request));
    events.use(guard());
    await expect(call()).rejects.toThrow(refused("REQUEST_CHANGED", message));
  }
  expect(sent()).toEqual([]);
});

it("sees what a middleware changes after all handlers but the last", async () => {
  const s3 = s3Client();
  eventsOf(s3).use(guard());
  s3.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { method: "DELETE" });
      return next(args);
    },
    { step: "build" },
  );
  await expect(s3.getObject({ Bucket: "orders", Key: "1" })).rejects.toThrow(refused("REQUEST_CHANGED"));
  expect(sent()).toEqual([]);
});

it("lets handlers add to a request, and send it elsewhere", async () => {
  const s3 = s3Client();
  const events = eventsOf(s3);
  events.use(guard());
  events.register("before-sign.s3", ({ request }) => {
    request.headers["x-team"] = "metrics";
    request.query["requestedBy"] = "a test";
  });
  events.register("before-send.s3", ({ request }) => {
    request.path = `/proxy${request.path}`;
  });
  await s3.getObject({ Bucket: "orders", Key: "1" }).catch(() => {});
  expect(inspector.requests.map(({ path }) => path)).toEqual([expect.stringContaining("/proxy/orders/1")]);
});

it("refuses requests for other regions: by signature, by host, of presigned URLs", async () => {
  const regions = ["eu-west-1"];
  const here = s3Client();
  eventsOf(here).use(guard({ regions }));
  await here.listBuckets();
  const there = new S3({ ...config, region: "us-east-1" });
  eventsOf(there).use(guard({ regions }));
  await expect(there.listBuckets()).rejects.toThrow(
    expect.objectContaining({ code: "REGION_REFUSED", rule: 'regions: ["eu-west-1"]' }),
  );
  await expect(getSignedUrl(there, new GetObjectCommand({ Bucket: "b", Key: "k" }))).rejects.toThrow(
    refused("REGION_REFUSED", "the request is for us-east-1"),
  );
  const redirected = s3Client();
  const events = eventsOf(redirected);
  events.use(guard({ regions }));
  events.register("before-send", ({ request }) => {
    request.hostname = "orders.s3.us-west-2.amazonaws.com";
  });
  await expect(redirected.listBuckets()).rejects.toThrow(
    refused("REGION_REFUSED", "the request is for us-west-2 (orders.s3.us-west-2.amazonaws.com)"),
  );
  expect(sent()).toEqual(["ListBuckets"]);
});

it("takes a bucket's name for no region", async () => {
  const s3 = s3Client();
  const events = eventsOf(s3);
  events.use(guard({ regions: ["eu-west-1"] }));
  events.register("before-send", ({ request }) => {
    request.hostname = "logs.us-east-1.orders.s3.eu-west-1.amazonaws.com";
    return { statusCode: 200, body: "" };
  });
  await s3.headObject({ Bucket: "orders", Key: "1" });
});

it.each<[object, string[], string | undefined]>([
  [{ accountId: "123456789012" }, ["123456789012"], undefined],
  [{ accountId: "123456789012" }, ["210987654321"], "as account 123456789012"],
  [{ accountId: undefined }, ["123456789012"], "nobody knows which account"],
  // The id of a key has the account in it.
  [{ accountId: undefined, accessKeyId: "ASIAQNZGKIQY56JQ7WML" }, ["029608264753"], undefined],
  [
    { accountId: undefined, accessKeyId: "ASIAQNZGKIQY56JQ7WML" },
    ["123456789012"],
    "as account 029608264753",
  ],
])("%o and accounts %o: %s", async (identity, accounts, message) => {
  const s3 = new S3({ ...config, credentials: { ...config.credentials, ...identity } });
  const events = eventsOf(s3);
  events.use(guard({ accounts }));
  events.register("before-send", () => ({ statusCode: 200 }));
  const command = new GetObjectCommand({ Bucket: "orders", Key: "1" });
  const head = s3.headObject({ Bucket: "orders", Key: "1" });
  if (message === undefined) {
    await head;
    expect(await getSignedUrl(s3, command)).toContain("X-Amz-Signature");
    return;
  }
  await expect(head).rejects.toThrow(refused("ACCOUNT_REFUSED", message));
  await expect(getSignedUrl(s3, command)).rejects.toThrow(refused("ACCOUNT_REFUSED", message));
});

it("isn't asked again by what retries", async () => {
  const dynamodb = dynamodbClient();
  const events = eventsOf(dynamodb);
  events.use(guard({ regions: ["us-east-1"] }));
  let attempts = 0;
  events.register("before-sign", () => void attempts++);
  events.register("needs-retry", ({ attempts: made }) => (made < 5 ? 0 : undefined));
  await expect(dynamodb.listTables()).rejects.toThrow(refused("REGION_REFUSED"));
  expect(attempts).toBeLessThanOrEqual(2);
  expect(sent()).toEqual([]);
});

it("reads the action of a query body that was compressed, and refuses one that was changed in it", async () => {
  const sns = new SNS(config);
  const events = eventsOf(sns);
  events.use(guard({ allow: ["sns.Publish"] }));
  events.use(gzip({ operations: ["*.*"] }));
  const message = { TopicArn: "arn:aws:sns:eu-west-1:123456789012:t", Message: "a message ".repeat(100) };
  await sns.publish(message);
  expect(inspector.requests[0]?.contentEncoding).toBe("gzip");
  events.register("before-call.*.*", ({ request }) => {
    request.body = String(request.body).replace("Action=Publish", "Action=DeleteTopic");
  });
  await expect(sns.publish(message)).rejects.toEqual(
    refused("REQUEST_CHANGED", "changed the action from Publish to DeleteTopic"),
  );
  expect(sent()).toEqual(["Publish"]);
});
