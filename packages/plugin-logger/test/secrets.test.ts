import { Readable } from "node:stream";
import { Account } from "@aws-sdk/client-account";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { KMS } from "@aws-sdk/client-kms";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SSM } from "@aws-sdk/client-ssm";
import { STS } from "@aws-sdk/client-sts";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import { HttpResponse } from "@smithy/core/transport";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { configFor, logged } from "./logged-calls.js";

const TOKEN = "FwoGZXIvYXdzEBYaDLtoken/with+signs==";
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI", sessionToken: TOKEN };

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector({ credentials });
});
afterEach(() => inspector.close());

const SECRET = "correct-horse-battery";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A text in each form in which it could be in a log. */
function expectHidden(log: string, ...secrets: string[]): void {
  expect(log).not.toBe("");
  for (const secret of [...secrets, TOKEN]) {
    for (const form of [
      secret,
      base64(secret),
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]) {
      expect(log).not.toContain(form);
    }
    // The beginning and the end of it, for what would be cut off or quoted in part.
    expect(log).not.toContain(secret.slice(0, 10));
    expect(log).not.toContain(secret.slice(-10));
  }
  for (const { headers } of inspector.requests) {
    const signature = /Signature=(\w+)/.exec(headers["authorization"] ?? "")?.[1];
    expect(signature).toBeDefined();
    expect(log).not.toContain(signature);
  }
}

describe("what the service's model marks sensitive is in no log, and the rest of the members is", () => {
  it("Lambda Invoke: the payload, there and back", async () => {
    inspector.respond({
      body: JSON.stringify({ answer: SECRET }),
      headers: { "x-amz-executed-version": "7" },
    });
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "trace");
    const { Payload } = await lambda.invoke({
      FunctionName: "f",
      Payload: JSON.stringify({ question: SECRET }),
    });
    expect(Payload?.transformToString()).toBe(JSON.stringify({ answer: SECRET }));
    expect(inspector.requests[0]?.text).toContain(SECRET);
    expectHidden(log.text(), SECRET, "question", "answer");
    expect(log.records("wire")).toMatchObject([
      {
        request: { body: { redacted: { FunctionName: "f", Payload: "[redacted]" } } },
        response: {
          headers: { "x-amz-executed-version": "7" },
          body: { redacted: { StatusCode: 200, Payload: "[redacted]", ExecutedVersion: "7" } },
        },
      },
    ]);
  });

  it("Lambda CreateFunction: names and values of environment variables", async () => {
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "trace");
    await lambda.createFunction({
      FunctionName: "f",
      Role: "arn:aws:iam::123456789012:role/r",
      Code: { ZipFile: new TextEncoder().encode("zip-bytes-of-code") },
      Environment: { Variables: { DB_CONNECTION: SECRET } },
    });
    expect(inspector.requests[0]?.text).toContain(SECRET);
    expectHidden(log.text(), SECRET, "DB_CONNECTION", "zip-bytes-of-code");
    expect(log.records("wire")[0]?.request.body).toMatchObject({
      redacted: { FunctionName: "f", Environment: { Variables: "[redacted]" } },
    });
  });

  it("Secrets Manager: strings and blobs", async () => {
    inspector.respond({
      body: JSON.stringify({ Name: "db", SecretString: SECRET, SecretBinary: base64("binary-value-of-it") }),
    });
    const client = new SecretsManager(configFor(inspector));
    const log = logged(client, "trace");
    const { SecretString } = await client.getSecretValue({ SecretId: "db" });
    expect(SecretString).toBe(SECRET);
    await client.putSecretValue({ SecretId: "db", SecretString: `${SECRET}-2` });
    expectHidden(log.text(), SECRET, "binary-value-of-it");
    expect(log.records("wire")).toMatchObject([
      {
        request: { body: { text: '{"SecretId":"db"}' } },
        response: {
          body: { redacted: { Name: "db", SecretString: "[redacted]", SecretBinary: "[redacted]" } },
        },
      },
      {
        request: { body: { redacted: { SecretId: "db", SecretString: "[redacted]" } } },
        response: { body: { text: "{}" } },
      },
    ]);
  });

  it("KMS: plaintexts, but not ciphertexts", async () => {
    const CiphertextBlob = base64("ciphertext");
    inspector.respond({ body: JSON.stringify({ CiphertextBlob, Plaintext: base64(SECRET), KeyId: "k" }) });
    inspector.respond({ body: JSON.stringify({ CiphertextBlob, KeyId: "k" }) });
    const kms = new KMS(configFor(inspector));
    const log = logged(kms, "trace");
    await kms.generateDataKey({ KeyId: "k", KeySpec: "AES_256" });
    await kms.encrypt({ KeyId: "k", Plaintext: new TextEncoder().encode(SECRET) });
    expect(inspector.requests[1]?.text).toContain(base64(SECRET));
    expectHidden(log.text(), SECRET);
    expect(log.records("wire")).toMatchObject([
      { response: { body: { redacted: { KeyId: "k", CiphertextBlob, Plaintext: "[redacted]" } } } },
      { request: { body: { redacted: { KeyId: "k", Plaintext: "[redacted]" } } } },
    ]);
  });

  it("SSM: values in a list of parameters", async () => {
    inspector.respond({
      body: JSON.stringify({
        Parameters: [
          { Name: "/a", Value: SECRET },
          { Name: "/b", Value: `${SECRET}2` },
        ],
      }),
    });
    const ssm = new SSM(configFor(inspector));
    const log = logged(ssm, "trace");
    await ssm.getParametersByPath({ Path: "/", WithDecryption: true });
    await ssm.putParameter({ Name: "/c", Value: `${SECRET}3`, Type: "SecureString" });
    expectHidden(log.text(), SECRET);
    expect(log.records("wire")[0]?.response?.body).toEqual({
      redacted: {
        Parameters: [
          { Name: "/a", Value: "[redacted]" },
          { Name: "/b", Value: "[redacted]" },
        ],
      },
    });
  });

  it("STS: the whole credentials, though the model forgets the session token", async () => {
    const body =
      "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId>" +
      `<SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>session-${SECRET}</SessionToken>` +
      "<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
    inspector.respond({ body, headers: { "content-type": "text/xml" } });
    const sts = new STS(configFor(inspector));
    const log = logged(sts, "trace");
    const { Credentials } = await sts.assumeRole({
      RoleArn: "arn:aws:iam::123456789012:role/r",
      RoleSessionName: "s",
    });
    expect(Credentials?.SessionToken).toBe(`session-${SECRET}`);
    expectHidden(log.text(), SECRET);
    expect(log.records("wire")[0]?.response?.body).toEqual({
      redacted: {
        Credentials: {
          AccessKeyId: "ASIAEXAMPLE",
          SecretAccessKey: "[redacted]",
          SessionToken: "[redacted]",
          Expiration: "2030-01-01T00:00:00.000Z",
        },
      },
    });
  });

  it("S3: customers' keys in headers, with their digests, and the ids of KMS keys, there and back", async () => {
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace");
    const key = "0123456789abcdef0123456789abcdef";
    await s3.putObject({
      Bucket: "b",
      Key: "k",
      Body: "x",
      SSECustomerAlgorithm: "AES256",
      SSECustomerKey: key,
    });
    const sent = inspector.requests[0]?.headers ?? {};
    expect(sent["x-amz-server-side-encryption-customer-key"]).toBe(base64(key));
    inspector.respond({
      headers: { "x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:key/abc-def" },
    });
    await s3.putObject({
      Bucket: "b",
      Key: "k",
      Body: "x",
      SSEKMSKeyId: "alias/confidential-key",
      ServerSideEncryption: "aws:kms",
    });
    expectHidden(
      log.text(),
      key,
      sent["x-amz-server-side-encryption-customer-key-md5"] ?? "",
      "alias/confidential-key",
      "arn:aws:kms:key/abc-def",
    );
    expect(log.records("wire")[0]?.request.headers).toMatchObject({
      "x-amz-server-side-encryption-customer-algorithm": "AES256",
      "x-amz-server-side-encryption-customer-key": "[redacted]",
    });
  });

  it("a digest of a body that is hidden is hidden too, since a guess could be checked by it", async () => {
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "trace");
    await lambda.invoke({ FunctionName: "f", Payload: "1234" });
    await lambda.getFunction({ FunctionName: "f" });
    const digests = log.records("wire").map(({ request }) => request.headers["x-amz-content-sha256"]);
    expect(digests).toEqual(["[redacted]", inspector.requests[1]?.headers["x-amz-content-sha256"]]);
  });
});

describe("what is in the body and not in the output", () => {
  it("a member that the client does not know yet is hidden by its name", async () => {
    inspector.respond({ body: JSON.stringify({ FunctionName: "f", NewThing: { clientSecret: SECRET } }) });
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "trace");
    await lambda.getFunctionConfiguration({ FunctionName: "f" });
    expectHidden(log.text(), SECRET);
    expect(log.records("wire")[0]?.response?.body).toEqual({ redacted: { FunctionName: "f" } });
  });

  it("a document in a member that names its own secrets is hidden whole", async () => {
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace");
    const Body = JSON.stringify({ user: "ada", password: SECRET });
    await s3.putObject({ Bucket: "b", Key: "k", Body });
    await s3.putObject({ Bucket: "b", Key: "k", Body: new TextEncoder().encode(Body) });
    expect(inspector.requests.map(({ text }) => text)).toEqual([Body, Body]);
    expectHidden(log.text(), SECRET);
    expect(log.records("wire").map(({ request }) => request.body)).toEqual([
      { redacted: { Bucket: "b", Key: "k", Body: "[redacted]" } },
      { redacted: { Bucket: "b", Key: "k", Body: "[redacted]" } },
    ]);
  });

  it("a document in base64 is, too, with the digest of the body", async () => {
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace");
    const Body = base64(`export DB_PASSWORD=${SECRET}`);
    await s3.putObject({ Bucket: "b", Key: "k", Body });
    expect(inspector.requests[0]?.text).toBe(Body);
    expectHidden(log.text(), SECRET, Body);
    expect(log.records("wire")[0]?.request).toMatchObject({
      headers: { "x-amz-content-sha256": "[redacted]", "x-amz-checksum-crc32": "[redacted]" },
      body: { redacted: { Bucket: "b", Key: "k", Body: "[redacted]" } },
    });
  });

  it("the value of a tag whose key names a secret is hidden, there and back", async () => {
    const Tags = [
      { Key: "team", Value: "blue" },
      { Key: "db-password", Value: SECRET },
    ];
    inspector.respond({ body: "{}" }, { body: JSON.stringify({ TagList: Tags }) });
    const ssm = new SSM(configFor(inspector));
    const log = logged(ssm, "trace");
    await ssm.addTagsToResource({ ResourceType: "Parameter", ResourceId: "/a", Tags });
    expect(inspector.requests[0]?.text).toContain(SECRET);
    await ssm.listTagsForResource({ ResourceType: "Parameter", ResourceId: "/a" });
    expectHidden(log.text(), SECRET);
    const shown = [Tags[0], { Key: "db-password", Value: "[redacted]" }];
    expect(log.records("wire")).toMatchObject([
      { request: { body: { redacted: { ResourceId: "/a", Tags: shown } } } },
      { response: { body: { redacted: { TagList: shown } } } },
    ]);
  });

  it("an object that is streamed and names a secret is hidden, too", async () => {
    inspector.respond({ body: `# settings\ndb_password=${SECRET}\n` });
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace");
    const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
    expect(await Body?.transformToString()).toContain(SECRET);
    await vi.waitFor(() =>
      expect(log.records("stream")).toMatchObject([
        { complete: true, body: { omitted: "it names a secret" } },
      ]),
    );
    expectHidden(log.text(), SECRET);
  });

  it("an object that is no text and names a secret is hidden, too", async () => {
    const cbor = Buffer.concat([Buffer.from([0xa1, 0x6c]), Buffer.from(`sessionTokenr${SECRET}`)]);
    inspector.respond({ body: cbor });
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace");
    const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
    expect(cbor.equals((await Body?.transformToByteArray()) ?? Buffer.of())).toBe(true);
    await vi.waitFor(() =>
      expect(log.records("stream")).toMatchObject([
        { complete: true, body: { omitted: "it names a secret" } },
      ]),
    );
    expect(log.text()).not.toContain(cbor.toString("base64").slice(8, 24));
  });

  it("the token and the signature of a presigned URL that a service gives are hidden", async () => {
    const Location = `https://b.s3/k?X-Amz-Security-Token=${encodeURIComponent(SECRET)}&X-Amz-Signature=${"f".repeat(64)}&v=1`;
    inspector.respond({ body: JSON.stringify({ Code: { Location } }) });
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "trace");
    expect((await lambda.getFunction({ FunctionName: "f" })).Code?.Location).toBe(Location);
    expectHidden(log.text(), SECRET, "f".repeat(64));
    expect(log.records("wire")[0]?.response?.body).toEqual({
      text: '{"Code":{"Location":"https://b.s3/k?X-Amz-Security-Token=[redacted]&X-Amz-Signature=[redacted]&v=1"}}',
    });
  });
});

describe("error messages", () => {
  it("that quote a secret of the call, or a part of it, do not say it in the log", async () => {
    const message = `Could not parse request body into json: Unrecognized token 'horse': (byte[])"{ ${SECRET} }"; line: 1`;
    inspector.respond({
      status: 400,
      headers: { "x-amzn-errortype": "InvalidRequestContentException" },
      body: JSON.stringify({ message }),
    });
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "trace");
    const failed = lambda.invoke({ FunctionName: "f", Payload: `{ ${SECRET} }` });
    await expect(failed).rejects.toThrow(message);
    expectHidden(log.text(), SECRET, "'horse'");
    expect(log.records("call")[0]?.error).toMatchObject({
      name: "InvalidRequestContentException",
      message: expect.stringMatching(
        /^Could not parse request body into json: Unrecognized token '\[redacted\]':/,
      ),
    });
    expect(log.records("wire")[0]?.response?.body).toMatchObject({
      text: expect.stringContaining("Could not parse request body into json"),
    });
  });

  it("that quote the request which was signed do not give its token and signature away", async () => {
    const s3 = new S3(configFor(inspector));
    inspector.respond(({ headers }) => {
      const signature = /Signature=(\w+)/.exec(headers["authorization"] ?? "")?.[1];
      const canonical = `GET\n/b/k\n\nx-amz-security-token:${TOKEN}\n\nx-amz-security-token\nUNSIGNED`;
      const bytes = Buffer.from(canonical)
        .toString("hex")
        .replace(/..(?=.)/g, "$& ");
      return {
        status: 403,
        headers: { "content-type": "application/xml" },
        body:
          "<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match " +
          `${signature}</Message>` +
          `<SignatureProvided>${signature}</SignatureProvided><CanonicalRequest>${canonical}</CanonicalRequest>` +
          `<CanonicalRequestBytes>${bytes}</CanonicalRequestBytes></Error>`,
      };
    });
    const log = logged(s3, "trace");
    await expect(s3.getObject({ Bucket: "b", Key: "k" })).rejects.toThrow("does not match");
    expectHidden(log.text());
    expect(log.text()).not.toContain(
      Buffer.from(TOKEN)
        .toString("hex")
        .replace(/..(?=.)/g, "$& "),
    );
    expect(log.records("wire")[0]?.response?.body).toMatchObject({
      text: expect.stringContaining("<SignatureProvided>[redacted]</SignatureProvided>"),
    });
  });

  it("that quote a secret of the response's headers do not say it", async () => {
    inspector.respond({
      status: 403,
      headers: { "set-cookie": `session-${SECRET}` },
      body: JSON.stringify({ message: `session-${SECRET} is over` }),
    });
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "trace");
    await expect(lambda.getFunction({ FunctionName: "f" })).rejects.toThrow(SECRET);
    expectHidden(log.text(), SECRET);
    expect(log.records("call")[0]?.error?.message).toBe("[redacted] is over");
  });

  it.each([
    ["x-gate", "set-cookie", `lang=en; Path=/, sid=${SECRET}; Domain=example.com; HttpOnly`],
    ["cookie", "x-gate", `lang=en; sid=${SECRET}`],
    ["authorization", "x-gate", `ApiKey ${SECRET}`],
  ])(
    "that quote the credential alone, without what is around it in a header, do not say it: %s %s",
    async (sent, received, value) => {
      inspector.respond({
        status: 403,
        headers: { [received]: value },
        body: JSON.stringify({ message: `${SECRET} of example.com isn't valid` }),
      });
      const lambda = new Lambda(configFor(inspector));
      const log = logged(lambda, "info");
      eventsOf(lambda).register("before-send", ({ request }) => {
        request.headers[sent] = value;
      });
      await expect(lambda.getFunction({ FunctionName: "f" })).rejects.toThrow(SECRET);
      expect(log.records("call")[0]?.error?.message).toBe("[redacted] of example.com isn't valid");
    },
  );

  it.each<[string, (headers: Record<string, string>) => unknown]>([
    ["that can't be sent", (headers) => void Object.assign(headers, { "x-api-key": `${SECRET}\n` })],
    ["that an arrow function returns by mistake", () => SECRET],
  ])("that name a header %s do not say it", async (_, change) => {
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "info");
    eventsOf(lambda).register("before-send", ({ request }) => change(request.headers) as never);
    await expect(lambda.getFunction({ FunctionName: "f" })).rejects.toThrow(SECRET);
    expect(log.records("call")[0]?.error?.message).toContain("[redacted]");
    expectHidden(log.text(), SECRET);
  });

  it("that quote a payload which was an ArrayBuffer do not say it", async () => {
    inspector.respond({ status: 400, body: JSON.stringify({ message: `Could not parse ${SECRET}` }) });
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "info");
    const Payload = new TextEncoder().encode(SECRET).buffer as never;
    await expect(lambda.invoke({ FunctionName: "f", Payload })).rejects.toThrow(SECRET);
    expect(inspector.requests[0]?.text).toBe(SECRET);
    expectHidden(log.text(), SECRET);
  });

  it("that quote a blob as base64 do not say it in the log, also where it is no text", async () => {
    const Plaintext = new Uint8Array([0xff, 0xfe, 1, 2, 3, 4, 5, 6, 7]);
    const quoted = Buffer.from(Plaintext).toString("base64");
    inspector.respond({
      status: 400,
      body: JSON.stringify({ __type: "E", message: `too short: ${quoted}` }),
    });
    const kms = new KMS(configFor(inspector));
    const log = logged(kms, "info");
    await expect(kms.encrypt({ KeyId: "k", Plaintext })).rejects.toThrow(quoted);
    expect(log.records("call")[0]?.error?.message).toBe("too short: [redacted]");
  });

  it("that quote what a handler put into the parameters do not say it either", async () => {
    inspector.respond({
      status: 400,
      body: JSON.stringify({ __type: "E", message: `too short: ${SECRET}` }),
    });
    const ssm = new SSM(configFor(inspector));
    const log = logged(ssm, "info");
    eventsOf(ssm).register("provide-client-params.ssm.PutParameter", () => ({ Name: "/a", Value: SECRET }));
    await expect(ssm.putParameter({ Name: "/a", Value: "placeholder" })).rejects.toThrow(SECRET);
    expectHidden(log.text(), SECRET);
  });

  it("that the model marks sensitive are hidden whole: Account's", async () => {
    inspector.respond({
      status: 400,
      headers: { "x-amzn-errortype": "ValidationException" },
      body: JSON.stringify({ message: `no such street: ${SECRET}`, reason: "fieldValidationFailed" }),
    });
    const account = new Account(configFor(inspector));
    const log = logged(account, "trace");
    const failed = account.putAlternateContact({
      AlternateContactType: "BILLING",
      EmailAddress: "a@b.c",
      Name: "n",
      PhoneNumber: "1",
      Title: "t",
    });
    await expect(failed).rejects.toThrow(SECRET);
    expectHidden(log.text(), SECRET);
    expect(log.records("call")[0]?.error).toEqual({
      name: "ValidationException",
      message: "[redacted]",
      fault: "client",
    });
    expect(log.records("wire")[0]?.response?.body).toEqual({ omitted: "the service marks it sensitive" });
  });

  it("are searched for secrets at info too, where nothing was redacted before", async () => {
    inspector.respond({
      status: 400,
      body: JSON.stringify({ __type: "E", message: `Value '${SECRET}' is too weak` }),
    });
    const ssm = new SSM(configFor(inspector));
    const log = logged(ssm, "info");
    await expect(ssm.putParameter({ Name: "/a", Value: SECRET })).rejects.toThrow(SECRET);
    expectHidden(log.text(), SECRET);
    expect(log.records("call")[0]?.error?.message).toBe("Value '[redacted]' is too weak");
  });
});

describe("the user's own rules", () => {
  it.each([
    ["a set", { ssn: new Set([SECRET]) }],
    ["a map", { ssn: new Map([["number", SECRET]]) }],
    ["a member of a map", new Map([["ssn", SECRET]])],
  ])("hide what lib-dynamodb accepts: %s", async (_, person) => {
    inspector.respond({
      status: 400,
      body: JSON.stringify({ __type: "ValidationException", message: `no ${SECRET}, please` }),
    });
    const client = new DynamoDB(configFor(inspector));
    const log = logged(client, "trace", { redact: "input.Item.person.ssn" });
    const put = DynamoDBDocument.from(client).put({ TableName: "t", Item: { id: "1", person } });
    await expect(put).rejects.toThrow(SECRET);
    expect(inspector.requests[0]?.text).toContain(SECRET);
    expectHidden(log.text(), SECRET);
  });

  it("hide a member in the host, and keys in the names of headers", async () => {
    const requestHandler = {
      handle: async () => ({
        response: new HttpResponse({
          statusCode: 200,
          headers: { "x-amz-meta-ssn-078051120": "grace" },
          body: Readable.from([]),
        }),
      }),
    };
    const config = { region: "eu-central-1", credentials, requestHandler };
    const redact = ["input.Bucket", "*.Metadata"];
    for (const level of ["debug", "trace"]) {
      const s3 = new S3(config);
      const log = logged(s3, level, { redact });
      await s3.putObject({ Bucket: SECRET, Key: "k", Body: "", Metadata: { "ssn-078051120": "grace" } });
      await s3.headObject({ Bucket: SECRET, Key: "k" });
      expect(log.text()).not.toMatch(/correct-horse|078051120|grace/);
      const host = "[redacted].s3.eu-central-1.amazonaws.com";
      expect(log.records("attempt")).toMatchObject([{ host }, { host }]);
      const headers = { "x-amz-meta-[redacted]": "[redacted]" };
      expect(log.records("wire")).toMatchObject(
        level === "debug" ? [] : [{ request: { headers } }, { response: { headers } }],
      );
    }
  });

  it("hide members of input and output, headers and query parameters, and with the members the body", async () => {
    inspector.respond({
      headers: { "x-echo": SECRET },
      body: JSON.stringify({ Item: { id: { S: "1" }, ssn: { S: `${SECRET}-1` } } }),
    });
    const client = new DynamoDB(configFor(inspector));
    const log = logged(client, "trace", {
      redact: ["input.Item.ssn", "output.Item.ssn.*", "headers.X-Echo"],
    });
    await client.getItem({ TableName: "t", Key: { id: { S: "1" } } });
    await client.putItem({ TableName: "t", Item: { id: { S: "1" }, ssn: { S: SECRET } } });
    expectHidden(log.text(), SECRET);
    expect(log.records("wire")).toMatchObject([
      {
        request: { body: { text: '{"TableName":"t","Key":{"id":{"S":"1"}}}' } },
        response: {
          headers: { "x-echo": "[redacted]" },
          body: { redacted: { Item: { id: { S: "1" }, ssn: { S: "[redacted]" } } } },
        },
      },
      { request: { body: { redacted: { TableName: "t", Item: { id: { S: "1" }, ssn: "[redacted]" } } } } },
    ]);
  });

  it("may be a function of the path and the value", async () => {
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace", { redact: (path, value) => path[0] === "query" && value === SECRET });
    await s3.listObjectsV2({ Bucket: "b", Prefix: SECRET });
    expect(inspector.requests[0]?.query.get("prefix")).toBe(SECRET);
    expect(log.records("wire")[0]?.request.url).toContain("prefix=[redacted]");
  });

  it("hide a value everywhere in the request: in the path that it is a part of, and in messages", async () => {
    inspector.respond("404:NoSuchBucket");
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace", { redact: "input.Key" });
    await s3.getObject({ Bucket: "b", Key: `${SECRET}/of mine` }).catch(() => {});
    expectHidden(log.text(), SECRET);
    expect(log.records("wire")[0]?.request.url).toBe(`${inspector.url}/b/[redacted]?x-id=GetObject`);
  });

  it("hide what was sent, also where the caller wipes it from the parameters as soon as that is done", async () => {
    const client = new DynamoDB(configFor(inspector));
    const log = logged(client, "trace", { redact: "input.Item.ssn" });
    const Item: Record<string, { S: string }> = { id: { S: "1" }, ssn: { S: SECRET } };
    eventsOf(client).registerLast("before-send", function wipe() {
      delete Item["ssn"];
    });
    await client.putItem({ TableName: "t", Item });
    expect(inspector.requests[0]?.text).toContain(SECRET);
    expectHidden(log.text(), SECRET);
  });
});
