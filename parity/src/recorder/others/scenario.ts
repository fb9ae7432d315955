import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { S3 } from "@aws-sdk/client-s3";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { STS } from "@aws-sdk/client-sts";
import type { ClientLike } from "@tucuxi/events";

/** Six secrets, in services' answers and in requests. */
export const SECRETS: Readonly<Record<string, string>> = {
  "AssumeRole's secret key": "canary-secret-access-key-0000000000000001",
  "AssumeRole's session token": "canary-session-token-000000000000000002",
  "a secret's text": "canary-secret-string-000000000000000003",
  "an object's API key": "canary-api-key-00000000000000000000004",
  "the caller's session token": "canary-caller-token-0000000000000000005",
  "a secret that is sent": "canary-created-secret-000000000000000006",
};

const [secretKey, sessionToken, secretText, apiKey, callerToken = "", created] = Object.values(SECRETS);

/** A local service that answers with them. */
export async function startService(): Promise<{ readonly endpoint: string; stop(): Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const target = String(request.headers["x-amz-target"] ?? "");
    if (text.includes("Action=AssumeRole")) {
      response
        .writeHead(200, { "content-type": "text/xml" })
        .end(
          `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>${secretKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
        );
    } else if (target !== "") {
      response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      response.end(
        JSON.stringify({
          Name: "db",
          ...(target.endsWith("GetSecretValue") && { SecretString: secretText }),
        }),
      );
    } else response.writeHead(200, { "content-type": "application/json" }).end(`{"api_key": "${apiKey}"}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Makes four calls with its own credentials. A later run signs them at another time. */
export async function run(endpoint: string, prepare: (client: ClientLike) => void = () => {}): Promise<void> {
  const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "a", sessionToken: callerToken };
  const config = { endpoint, region: "eu-central-1", credentials, maxAttempts: 1 };
  const sts = new STS(config);
  const secrets = new SecretsManager(config);
  const s3 = new S3({ ...config, forcePathStyle: true });
  for (const client of [sts, secrets, s3]) prepare(client);
  await sts.assumeRole({ RoleArn: "arn:aws:iam::123456789012:role/r", RoleSessionName: "s" });
  await secrets.getSecretValue({ SecretId: "db" });
  await secrets.createSecret({ Name: "db", SecretString: created });
  const { Body } = await s3.getObject({ Bucket: "b", Key: "settings.json" });
  await Body?.transformToString();
}
