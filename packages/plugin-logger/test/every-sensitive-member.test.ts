import * as account from "@aws-sdk/client-account";
import * as kms from "@aws-sdk/client-kms";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as secretsManager from "@aws-sdk/client-secrets-manager";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configFor, logged } from "./logged-calls.js";
import { sampleOf } from "./sample-input.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

type Client = Parameters<typeof logged>[0] & { send(command: object): Promise<unknown> };
type Command = new (input: object) => { readonly schema?: unknown };
type Schema = readonly [9, string, string, unknown, unknown, unknown];

/** All operations of a client, with their schemas. */
function operationsOf(module: object) {
  return Object.entries(module).flatMap(([name, Command]: [string, Command]) => {
    if (!/[a-z]Command$/.test(name)) return [];
    const schema = new Command({ Bucket: "b" }).schema as Schema;
    return [{ Command, name: schema[2], input: schema[4], output: schema[5] }];
  });
}

function formsOf(secret: string): string[] {
  return [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)];
}

function textOfBytes(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : value;
}

const CLIENTS = [
  ["Account", account, account.AccountClient, 3],
  ["KMS", kms, kms.KMSClient, 7],
  ["Lambda", lambda, lambda.LambdaClient, 10],
  ["S3", s3, s3.S3Client, 12],
  ["Secrets Manager", secretsManager, secretsManager.SecretsManagerClient, 3],
  ["SSM", ssm, ssm.SSMClient, 14],
  ["STS", sts, sts.STSClient, 2],
] as const;

describe.each(CLIENTS)("%s", (_, module, Client, atLeast) => {
  it("no sensitive member of any input is in the log at trace, of the request, or of an error that quotes it", async () => {
    const client = new Client({
      ...configFor(inspector),
      maxAttempts: 1,
      disableHostPrefix: true,
    }) as unknown as Client;
    const log = logged(client, "trace", { maxBodyBytes: 1_000_000 });
    const tested: string[] = [];
    for (const { Command, name, input } of operationsOf(module)) {
      const { value, secrets } = sampleOf(input);
      if (secrets.length === 0) continue;
      inspector.clear();
      inspector.respond((request) => ({
        status: 400,
        headers: { "content-type": "application/json", "x-amzn-errortype": "Nope" },
        body: JSON.stringify({ __type: "Nope", message: `not good: ${request.text} ${secrets.join(" ")}` }),
      }));
      // What S3's client checks before it sends, and no length and encoding that the body has not.
      const S3_INPUT = { Bucket: "bucket", Key: "key", ContentLength: undefined, ContentEncoding: undefined };
      await client.send(new Command({ ...(value as object), ...S3_INPUT })).catch(() => {});
      if (inspector.requests.length > 0) tested.push(name);
      const text = log.text();
      for (const secret of secrets) {
        for (const form of formsOf(secret)) expect(text.includes(form), `${name}: ${form}`).toBe(false);
      }
    }
    expect(log.records("wire").length).toBeGreaterThanOrEqual(tested.length);
    expect(tested.length, tested.join()).toBeGreaterThanOrEqual(atLeast);
  });
});

describe.each([
  ["KMS", kms, kms.KMSClient, 5],
  ["Lambda", lambda, lambda.LambdaClient, 10],
  ["Secrets Manager", secretsManager, secretsManager.SecretsManagerClient, 3],
  ["SSM", ssm, ssm.SSMClient, 15],
] as const)("%s", (_, module, Client, atLeast) => {
  it("no sensitive member of any output is in the log at trace", async () => {
    const client = new Client(configFor(inspector)) as unknown as Client;
    const log = logged(client, "trace", { maxBodyBytes: 1_000_000 });
    const tested: string[] = [];
    for (const { Command, name, input, output } of operationsOf(module)) {
      const { value, secrets } = sampleOf(output, true);
      if (secrets.length === 0) continue;
      inspector.respond({ body: JSON.stringify(value), headers: { "content-type": "application/json" } });
      const parsed = await client.send(new Command(sampleOf(input).value as object));
      // That the client has read them shows that they were there to be logged.
      if (secrets.some((secret) => JSON.stringify(parsed, textOfBytes).includes(secret))) tested.push(name);
      for (const secret of secrets) {
        for (const form of formsOf(secret)) expect(log.text().includes(form), `${name}: ${form}`).toBe(false);
      }
    }
    expect(tested.length, tested.join()).toBeGreaterThanOrEqual(atLeast);
  });
});
