import { APIGateway } from "@aws-sdk/client-api-gateway";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SSM } from "@aws-sdk/client-ssm";
import { SSOOIDC } from "@aws-sdk/client-sso-oidc";
import { STS } from "@aws-sdk/client-sts";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { CognitoIdentityProvider as CognitoBeforeSchemas } from "client-cognito-before-schemas";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { configFor, logged } from "./logged-calls.js";
import { sharedPiece } from "./shared-piece.js";
import { quoted, SPELLINGS, xml } from "./spellings.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

const SECRET = "kX7'qu\"ä&Rz/9+w=Tp<Yv>Lm#Fh?Gd%Bj";
const json = { "content-type": "application/x-amz-json-1.1" };

/** Nothing of a value is in a text: not even six characters in a row. */
function expectNothingOf(secret: string, text: string): void {
  expect(text).not.toBe("");
  expect(sharedPiece(text, secret, 6)).toBeUndefined();
}

describe("a refused request whose error body quotes the secret", () => {
  it.each(SPELLINGS)(
    "%s is logged without it, wherever the body is cut",
    async (_, spell) => {
      const client = new SecretsManager({ ...configFor(inspector), maxAttempts: 1 });
      const spelled = spell(SECRET);
      const before = "x".repeat(100);
      // Whole, and cut at each place in it, and within each escape of it.
      for (let shown = 0; shown <= spelled.length + 1; shown++) {
        const log = logged(client, "trace", { maxBodyBytes: 100 + shown });
        inspector.respond({ status: 400, headers: json, body: `${before}${spelled} and more` });
        await client.createSecret({ Name: "n", SecretString: SECRET }).catch(() => {});
        log.off();
        const body = log.records("wire")[0]?.response?.body;
        expect(body).toMatchObject({ text: expect.stringMatching(/^x{100}/), truncated: true });
        const text = JSON.stringify(body).replace(before, "");
        expectNothingOf(SECRET, text);
        // Six characters in the spelling, without what it may have before them.
        const length = Math.ceil((spelled.length / SECRET.length) * 6);
        expect(sharedPiece(text, quoted(spelled).slice(16), length)).toBeUndefined();
      }
    },
    60_000,
  );

  it("across byte 4,096 shows nothing of it", async () => {
    const client = new SecretsManager({ ...configFor(inspector), maxAttempts: 1 });
    const log = logged(client, "trace");
    const SecretString = "sk_live_4eC39HqLyjWDarjtT1zdp7dc-abcdef";
    const start = '{"__type":"InvalidRequestException","message":"';
    const fill = ".".repeat(4096 - start.length - 31);
    inspector.respond({ status: 400, headers: json, body: `${start}${fill}${SecretString} is weak"}` });
    await client.createSecret({ Name: "n", SecretString }).catch(() => {});
    const body = log.records("wire")[0]?.response?.body;
    expect(body).toEqual({ text: `${start}${fill}`, truncated: true });
    expectNothingOf(SecretString, log.text());
  });

  it("in XML of IAM hides it", async () => {
    const Password = "it's-a-long-&-good-one";
    const iam = new IAM({ ...configFor(inspector), maxAttempts: 1 });
    for (const apostrophe of ["&#39;", "&apos;", "&#x27;"]) {
      const spelled = xml(Password).replaceAll("'", apostrophe);
      inspector.respond({
        status: 400,
        headers: { "content-type": "text/xml" },
        body: `<ErrorResponse><Error><Code>PasswordPolicyViolation</Code><Message>no: ${spelled}</Message></Error></ErrorResponse>`,
      });
      const log = logged(iam, "trace");
      await expect(iam.createLoginProfile({ UserName: "u", Password })).rejects.toThrow(Password);
      log.off();
      expectNothingOf(Password, log.text());
      expect(log.records("call")[0]?.error?.message).toBe("no: [redacted]");
    }
  });

  it("in CBOR, or other bytes that are no text, shows none of the bytes", async () => {
    const Value = "gärtnerei-für-blüten";
    const bytes = Buffer.from(Value);
    const cbor = Buffer.concat([
      Buffer.from([0xa1, 0x61, 0x61, 0x78, bytes.length]),
      bytes,
      Buffer.from([0xff]),
    ]);
    const ssm = new SSM({ ...configFor(inspector), maxAttempts: 1 });
    const log = logged(ssm, "trace");
    inspector.respond({ status: 400, body: cbor }, { status: 400, body: Buffer.from([0xff, 0, 1, 2]) });
    for (const _ of [1, 2]) await ssm.putParameter({ Name: "/a", Value }).catch(() => {});
    expect(log.records("wire").map(({ response }) => response?.body)).toEqual([
      { omitted: "it names a secret" },
      { base64: "/wABAg==" },
    ]);
    expectNothingOf(bytes.toString("base64"), log.text());
  });
});

describe("a value that was hidden", () => {
  it("is hidden in an unmarked member, too, in what was sent and in what came", async () => {
    const p = "correct-horse-battery";
    inspector.respond({
      headers: json,
      body: JSON.stringify({ UserConfirmed: false, UserSub: `sub of ${p}`, Session: "s" }),
    });
    const client = new CognitoIdentityProvider(configFor(inspector));
    const log = logged(client, "trace");
    await client.signUp({ ClientId: "c", Username: "u", Password: p, ClientMetadata: { pw: p, [p]: "key" } });
    expectNothingOf(p, log.text());
    expect(log.records("wire")[0]?.request.body).toMatchObject({
      redacted: { Password: "[redacted]", ClientMetadata: { pw: "[redacted]", "[redacted]": "key" } },
    });
    expect(log.records("wire")[0]?.response?.body).toMatchObject({
      redacted: { UserSub: "sub of [redacted]" },
    });
  });

  it("may be a time or a number", async () => {
    const client = new CloudWatch({ ...configFor(inspector), maxAttempts: 1 });
    const log = logged(client, "trace", { redact: ["input.MaxDatapoints", "input.StartTime"] });
    const StartTime = new Date("2031-05-06T07:08:09Z");
    const message = `not 61728394 at 2031-05-06T07:08:09Z, ${StartTime.getTime() / 1000}`;
    inspector.respond({ status: 400, headers: json, body: JSON.stringify({ __type: "E", message }) });
    const input = { MetricDataQueries: [], StartTime, EndTime: new Date(0), MaxDatapoints: 61728394 };
    await client.getMetricData(input).catch(() => {});
    expect(log.records("call")[0]?.error?.message).toBe("not [redacted] at [redacted], [redacted]");
  });

  it("is hidden at the cut of a streamed object, whatever its reader has read", async () => {
    const key = "sk_live_4eC39HqLyjWDarjtT1zdp7dc";
    const s3 = new S3(configFor(inspector));
    for (let cut = 0; cut <= key.length; cut++) {
      const log = logged(s3, "trace", { maxBodyBytes: 50 + cut, redact: "input.ExpectedBucketOwner" });
      inspector.respond({ body: `${".".repeat(50)}${key}${".".repeat(2000)}` });
      const { Body } = await s3.getObject({ Bucket: "b", Key: "k", ExpectedBucketOwner: key });
      await Body?.transformToString();
      await vi.waitFor(() => expect(log.records("stream")).toHaveLength(1));
      log.off();
      expect(log.records("stream")).toMatchObject([{ body: { text: expect.stringMatching(/^\.{50}/) } }]);
      expectNothingOf(key, log.text());
    }
  });
});

describe("what the models mark, and clients of before the schemas do not filter", () => {
  it("Cognito 3.859's ListDevices", async () => {
    const Value = "ada@example.com and more";
    inspector.respond({
      headers: json,
      body: JSON.stringify({ Devices: [{ DeviceKey: "k", DeviceAttributes: [{ Name: "email", Value }] }] }),
    });
    const client = new CognitoBeforeSchemas(configFor(inspector));
    const log = logged(client, "trace");
    const { Devices } = await client.listDevices({ AccessToken: "access-token-of-ada" });
    expect(Devices?.[0]?.DeviceAttributes?.[0]?.Value).toBe(Value);
    expectNothingOf(Value, log.text());
    expectNothingOf("access-token-of-ada", log.text());
    expect(log.records("wire")[0]?.response?.body).toEqual({
      redacted: { Devices: [{ DeviceKey: "k", DeviceAttributes: [{ Name: "email", Value: "[redacted]" }] }] },
    });
  });
});

describe("what no model marks and is a credential all the same", () => {
  const value = "4eC39HqLyjWDarjtT1zdp7dc";
  it.each<[string, (log: typeof logged) => Promise<string>]>([
    [
      "API Gateway's keys",
      async (log) => {
        inspector.respond({
          status: 201,
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ id: "i", value }),
        });
        const client = new APIGateway(configFor(inspector));
        const { text } = log(client, "trace");
        expect(await client.createApiKey({ name: "n", value })).toMatchObject({ value });
        return text();
      },
    ],
    [
      "SSO-OIDC's codes",
      async (log) => {
        const client = new SSOOIDC(configFor(inspector));
        const { text } = log(client, "trace");
        await client.createToken({
          clientId: "c",
          clientSecret: "s",
          grantType: "g",
          deviceCode: value,
          code: `${value}1`,
          codeVerifier: `${value}2`,
        });
        return text();
      },
    ],
    [
      "STS's codes of devices",
      async (log) => {
        const client = new STS(configFor(inspector));
        const { text } = log(client, "trace");
        await client.getSessionToken({ SerialNumber: "s", TokenCode: value });
        return text();
      },
    ],
    [
      "Lambda's logs",
      async (log) => {
        inspector.respond({ headers: { "x-amz-log-result": value }, body: "{}" });
        const client = new Lambda(configFor(inspector));
        const { text } = log(client, "trace");
        expect(await client.invoke({ FunctionName: "f", LogType: "Tail" })).toMatchObject({
          LogResult: value,
        });
        return text();
      },
    ],
    [
      "members called api_secret and token",
      async (log) => {
        const client = new Lambda(configFor(inspector));
        const { text } = log(client, "trace");
        await client.tagResource({ Resource: "r", Tags: { api_secret: value, token: `${value}3` } });
        return text();
      },
    ],
  ])("%s", async (_, run) => {
    expectNothingOf(value, await run(logged));
  });
});

it("headers by which others authenticate are hidden, and what helps to see why a signature is refused is shown", async () => {
  const client = new Lambda(configFor(inspector));
  const log = logged(client, "trace");
  const secretOnes = [
    "x-secret-key",
    "x-private-key",
    "x-authorization",
    "x-forwarded-authorization",
    "x-access-key",
    "x-auth-user",
    "x-jwt",
    "x-encryption-key",
    "x-amzn-oidc-data",
    "x-functions-key",
    "ocp-apim-subscription-key",
  ];
  inspector.respond({
    body: "{}",
    headers: Object.fromEntries(secretOnes.map((name) => [name, `value-of-${name}`])),
  });
  await client.getFunction({ FunctionName: "f" });
  const [wire] = log.records("wire");
  expect(wire?.response?.headers).toMatchObject(
    Object.fromEntries(secretOnes.map((name) => [name, "[redacted]"])),
  );
  expect(wire?.request.headers["authorization"]).toMatch(
    /^AWS4-HMAC-SHA256 Credential=\[redacted\]\/\d{8}\/eu-central-1\/lambda\/aws4_request, SignedHeaders=[\w;-]*host[\w;-]*, Signature=\[redacted\]$/,
  );
});

it.each([
  ["aws_secret_access_key = wJalrXUtnFEMI-K7MDENG", "aws_secret_access_key = [redacted]"],
  [
    "cannot connect to postgres://ada:wJalrXUtnFEMI@db:5432/x",
    "cannot connect to postgres://ada:[redacted]@db:5432/x",
  ],
  ["cannot connect as ada:wJalrXUtnFEMI@db", "cannot connect as ada:[redacted]@db"],
  ['{"api_secret": "wJalrXUtnFEMI", "a": 1}', '{"api_secret": [redacted]", "a": 1}'],
])("a message that names what it tells is logged without it: %s", async (message, shown) => {
  inspector.respond({ status: 400, headers: json, body: JSON.stringify({ __type: "E", message }) });
  const client = new SSM({ ...configFor(inspector), maxAttempts: 1 });
  const log = logged(client, "info");
  await client.getParameter({ Name: "n" }).catch(() => {});
  expect(log.records("call")[0]?.error?.message).toBe(shown);
});
