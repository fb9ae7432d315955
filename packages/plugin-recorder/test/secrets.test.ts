import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { CognitoIdentityProvider } from "@aws-sdk/client-cognito-identity-provider";
import { KMS } from "@aws-sdk/client-kms";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { SSOOIDC } from "@aws-sdk/client-sso-oidc";
import { STS } from "@aws-sdk/client-sts";
import { eventsOf } from "@tucuxi/events";
import { recorder } from "@tucuxi/plugin-recorder";
import { describe, expect, it } from "vitest";
import { clientPackage, MARKED_CLIENTS } from "../../plugin-logger/test/marked-clients.js";
import { sampleOf, sendable } from "../../plugin-logger/test/sample-input.js";
import { contentOf, credentials, folder, live, recording, service } from "./support.js";

/** A secret as it may stand in a file: as it is, in JSON, in JSON within JSON, in base64. */
function spellings(secret: string): string[] {
  const once = JSON.stringify(secret).slice(1, -1);
  const bytes = Buffer.from(secret);
  return [
    secret,
    bytes.toString("latin1"),
    once,
    JSON.stringify(once).slice(1, -1),
    bytes.toString("base64"),
  ];
}

describe.each(MARKED_CLIENTS)("%s", (name) => {
  it("no sensitive member of any input or output is in a file, nor where an error or another member repeats it", async () => {
    const { Client, operations } = await clientPackage(name);
    const path = folder();
    const all = new Set<string>();
    let answer: () => { status: number; body: string } = () => ({ status: 200, body: "{}" });
    const aws = await service((_, response) => {
      const { status, body } = answer();
      response
        .writeHead(status, { "content-type": "application/json", "x-amzn-errortype": "Nope" })
        .end(body);
    });
    const config = { ...live(aws.endpoint), maxAttempts: 1, disableHostPrefix: true, forcePathStyle: true };
    const client = new Client(config);
    for (const { Command, name: operation, input, output } of operations) {
      const sent = sampleOf(input.schema, { sensitive: input.sensitive });
      const options = { sensitive: output.sensitive, asJson: true };
      const { secrets } = sampleOf(output.schema, options);
      if (sent.secrets.length === 0 && secrets.length === 0) continue;
      const given = sampleOf(output.schema, {
        ...options,
        plain: secrets[0] === undefined ? "plain" : `see ${secrets[0]}.`,
      });
      const value = sendable(name, sent.value);
      const error = { __type: "Nope", message: `not good: ${sent.secrets.slice(0, 40).join(" ")}` };
      for (const [turn, each] of [
        () => ({ status: 200, body: JSON.stringify(given.value) }),
        () => ({ status: 400, body: JSON.stringify(error) }),
      ].entries()) {
        answer = each;
        const plugin = recorder({ file: join(path, `${operation}-${turn}.json`), mode: "record" });
        const off = eventsOf(client).use(plugin);
        await client.send(new Command(value)).catch(() => {});
        await plugin.save();
        off();
      }
      for (const secret of sent.secrets) all.add(secret);
      for (const secret of secrets) all.add(secret);
    }
    const content = contentOf(path);
    if (all.size > 0) {
      expect(content).toContain('"call"');
      expect(content).toContain("[redacted");
    }
    for (const secret of all) {
      for (const spelled of spellings(secret))
        expect(content.includes(spelled), `${secret} as ${spelled}`).toBe(false);
    }
  }, 600_000);
});

const json = { "content-type": "application/x-amz-json-1.1" };

it("credentials of every shape are hidden, keep their type, and the replay goes on to work", async () => {
  const path = folder();
  const canary = (name: string): string => `CANARY-${name}-${"x".repeat(20)}`;
  const presigned = `https://bucket.s3.amazonaws.com/code.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${canary("presigned")}%2F20260101&X-Amz-Security-Token=${canary("url-token")}&X-Amz-Signature=${canary("signature")}`;
  const answers: Readonly<Record<string, unknown>> = {
    GetSecretValue: {
      Name: "db",
      SecretString: JSON.stringify({ username: canary("user"), password: canary("password"), port: 5432 }),
    },
    Decrypt: { KeyId: "k", Plaintext: Buffer.from(canary("plaintext")).toString("base64") },
    GenerateDataKey: {
      Plaintext: Buffer.alloc(32, canary("datakey")).toString("base64"),
      CiphertextBlob: "AAAA",
    },
    InitiateAuth: {
      AuthenticationResult: {
        AccessToken: canary("access"),
        IdToken: canary("id"),
        RefreshToken: canary("refresh"),
      },
    },
  };
  const assumed = (operation: string) =>
    `<${operation}Response><${operation}Result><Credentials><AccessKeyId>${canary("key-id")}</AccessKeyId><SecretAccessKey>${canary("secret-key")}</SecretAccessKey><SessionToken>${canary("session")}</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></${operation}Result></${operation}Response>`;
  const aws = await service((request, response) => {
    const target =
      String(request.headers["x-amz-target"] ?? "")
        .split(".")
        .at(-1) ?? "";
    const [, action] = /Action=(\w+)/.exec(request.text) ?? [];
    if (answers[target] !== undefined) response.writeHead(200, json).end(JSON.stringify(answers[target]));
    else if (action === "Publish") {
      response
        .writeHead(200, { "content-type": "text/xml" })
        .end("<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
    } else if (action !== undefined)
      response.writeHead(200, { "content-type": "text/xml" }).end(assumed(action));
    else if (target === "SendMessage") {
      response.writeHead(200, json).end(JSON.stringify({ MessageId: "1", MD5OfMessageBody: "0".repeat(32) }));
    } else if (request.url?.startsWith("/token")) {
      response
        .writeHead(200, json)
        .end(
          JSON.stringify({ accessToken: canary("oidc"), refreshToken: canary("oidc-refresh"), expiresIn: 1 }),
        );
    } else if (request.url?.includes("/functions/")) {
      response.writeHead(200, json).end(
        JSON.stringify({
          Configuration: {
            FunctionName: "f",
            Environment: { Variables: { DB_PASSWORD: canary("environment") } },
          },
          Code: { Location: presigned },
        }),
      );
    } else {
      response.writeHead(200, {
        "set-cookie": canary("cookie"),
        "x-amz-meta-authorization": canary("header"),
      });
      response.end(JSON.stringify({ aws_secret_access_key: canary("body") }));
    }
  });
  const scenario = async (config: object, mode: "record" | "replay") => {
    const make = { ...config, md5: false as const };
    const clients = {
      secrets: new SecretsManager(make),
      kms: new KMS(make),
      cognito: new CognitoIdentityProvider(make),
      sts: new STS(make),
      oidc: new SSOOIDC(make),
      lambda: new Lambda(make),
      s3: new S3({ ...config, forcePathStyle: true }),
      sns: new SNS(make),
      sqs: new SQS(make),
    };
    const plugin = recording({ file: join(path, "c.json"), mode }, ...Object.values(clients));
    const { SecretString = "" } = await clients.secrets.getSecretValue({ SecretId: "db" });
    const secret = JSON.parse(SecretString);
    const { Plaintext: key } = await clients.kms.generateDataKey({ KeyId: "k", KeySpec: "AES_256" });
    await clients.kms.decrypt({ CiphertextBlob: new Uint8Array([1, 2]) });
    const { AuthenticationResult } = await clients.cognito.initiateAuth({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: "c",
      AuthParameters: { USERNAME: "u", PASSWORD: canary("auth-password") },
    });
    await clients.sts.getSessionToken({ TokenCode: "123456" });
    const { Credentials } = await clients.sts.assumeRole({
      RoleArn: "arn:aws:iam::1:role/r",
      RoleSessionName: "s",
    });
    await clients.oidc.createToken({
      clientId: "c",
      clientSecret: canary("oidc-client"),
      grantType: "refresh_token",
    });
    await clients.lambda.getFunction({ FunctionName: "f" });
    await (await clients.s3.getObject({ Bucket: "b", Key: "k" })).Body?.transformToString();
    // What was secret before, in members that nobody marks.
    await clients.sns.publish({ TopicArn: "t", Message: `the password is ${secret.password}` });
    await clients.sqs
      .sendMessage({
        QueueUrl: `${Object(config).endpoint ?? "http://q"}/q`,
        MessageBody: `${AuthenticationResult?.AccessToken}`,
      })
      .catch(() => {});
    await plugin.save();
    return {
      keys: Object.keys(secret),
      length: key?.length,
      types: Object.values(Credentials ?? {}).map((value) => typeof value),
    };
  };
  const recorded = await scenario(live(aws.endpoint), "record");
  const content = contentOf(path);
  expect(content.match(/CANARY[\w-]*|Q0FOQVJZ[\w+/=]*/g) ?? []).toEqual([]);
  expect(content).not.toContain(credentials.secretAccessKey);
  expect(content).not.toContain(credentials.accessKeyId);
  await aws.stop();
  expect(await scenario({ region: "eu-central-1", endpoint: aws.endpoint }, "replay")).toEqual(recorded);
  expect(recorded).toEqual({
    keys: ["username", "password", "port"],
    length: 32,
    types: ["string", "string", "string", "object"],
  });
});

it("the user's own paths and functions are hidden too", async () => {
  const path = folder();
  const file = join(path, "c.json");
  const aws = await service((_, response) =>
    response.writeHead(200, { "x-amz-meta-ssn": "123-45-6789", "x-amz-meta-tax": "" }).end("for Ada"),
  );
  const client = new S3({ ...live(aws.endpoint), forcePathStyle: true });
  const plugin = recording(
    { file, redact: ["output.Metadata.*", (where, value) => where.at(-1) === "Key" && value === "ada"] },
    client,
  );
  await client.getObject({ Bucket: "b", Key: "ada" });
  await plugin.save();
  const [episode] = JSON.parse(readFileSync(file, "utf8")).episodes;
  expect(episode.params).toEqual({ Bucket: "b", Key: "[redacted]" });
  expect(episode.attempts[0].output.Metadata).toEqual({ ssn: "[redacted------]", tax: "" });
});

it("a body with a hidden part has its own length, and no digest of the whole one", async () => {
  const path = folder();
  const file = join(path, "c.json");
  const text = "it is correct horse battery, really";
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(text));
  const aws = await service((request, response) => {
    if (request.method === "POST") {
      response.writeHead(200, json).end(JSON.stringify({ SecretString: "correct horse battery" }));
    } else {
      const digests = { etag: '"1"', "x-amz-checksum-crc32": checksum.toString("base64") };
      response.writeHead(200, { ...digests, "content-length": text.length }).end(text);
    }
  });
  for (const maxInline of [10, 1000]) {
    const scenario = async (config: object, mode: "record" | "replay") => {
      const [s3, secrets] = [new S3({ ...config, forcePathStyle: true }), new SecretsManager(config)];
      const plugin = recording({ file, mode, maxInline }, s3, secrets);
      const { Body, ContentLength } = await s3.getObject({ Bucket: "b", Key: "k" });
      const body = await Body?.transformToString();
      await secrets.getSecretValue({ SecretId: "db" });
      await plugin.save();
      return { body, ContentLength };
    };
    expect(await scenario(live(aws.endpoint), "record")).toEqual({ body: text, ContentLength: 35 });
    expect(contentOf(path)).not.toMatch(/Checksum|ETag/);
    // The SDK would compare the body with a checksum.
    expect(await scenario({}, "replay")).toEqual({ body: "it is [redacted], really", ContentLength: 24 });
  }
});

it("a large parameter with a known secret is found again, where a replay has its placeholder", async () => {
  const file = join(folder(), "c.json");
  const aws = await service((request, response) => {
    const body = request.method === "POST" ? { SecretString: "correct horse battery" } : {};
    response.writeHead(200, json).end(JSON.stringify(body));
  });
  const scenario = async (config: object, mode: "record" | "replay") => {
    const [s3, secrets] = [new S3({ ...config, forcePathStyle: true }), new SecretsManager(config)];
    const plugin = recording({ file, mode, maxInline: 10 }, s3, secrets);
    const { SecretString } = await secrets.getSecretValue({ SecretId: "db" });
    const Body = `it is ${SecretString}, really`;
    await s3.putObject({ Bucket: "b", Key: "k", Body });
    await s3.putObject({ Bucket: "b", Key: "k", Body: Buffer.from(Body) });
    await plugin.save();
    plugin.assertAllUsed();
  };
  await scenario(live(aws.endpoint), "record");
  await aws.stop();
  await scenario({}, "replay");
});

it("a value that is known to be secret only later is hidden in earlier calls too, and these are found again", async () => {
  const path = folder();
  const file = join(path, "c.json");
  const aws = await service((request, response) => {
    if (request.text.includes("Action=Publish")) {
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(
        "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>",
      );
    } else response.writeHead(200, json).end(JSON.stringify({ Name: "db" }));
  });
  const scenario = async (config: object, mode: "record" | "replay", message: string) => {
    const [sns, secrets] = [new SNS(config), new SecretsManager(config)];
    const plugin = recording({ file, mode }, sns, secrets);
    const { MessageId } = await sns.publish({ TopicArn: "t", Message: message });
    await secrets.createSecret({ Name: "db", SecretString: "correct horse battery" });
    await plugin.save();
    return MessageId;
  };
  await scenario(live(aws.endpoint), "record", "it is correct horse battery, really");
  await aws.stop();
  expect(contentOf(path)).not.toContain("correct horse");
  expect(contentOf(path)).toContain("it is [redacted], really");
  expect(await scenario({}, "replay", "it is correct horse battery, really")).toBe("1");
  await expect(scenario({}, "replay", "it was correct horse battery, really")).rejects.toThrow(
    "differs in:\n  Message: ",
  );
});
