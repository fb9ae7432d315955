import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import type * as Cognito from "@aws-sdk/client-cognito-identity-provider";
import type * as KMS from "@aws-sdk/client-kms";
import type * as S3 from "@aws-sdk/client-s3";
import type * as SecretsManager from "@aws-sdk/client-secrets-manager";
import type * as SSM from "@aws-sdk/client-ssm";
import type * as STS from "@aws-sdk/client-sts";
import type * as Presigner from "@aws-sdk/s3-request-presigner";
import type { ClientLike } from "@tucuxi/events";
import type { PreciseResponse, ResponseStep } from "@tucuxi/inspector";

/** Loaded by `require` after OpenTelemetry, so that it is instrumented. */
const load = createRequire(import.meta.url);

/** Makes a client for one of the loggers. */
export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly forcePathStyle: boolean;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
  readonly logger?: NonNullable<SecretsManager.SecretsManagerClientConfig["logger"]>;
}

/** A call of a real client. */
export interface ComparedCall {
  readonly service: string;
  readonly operation: string;
  /** What is special about it. */
  readonly how?: string;
  /** Values that only the caller and the service should see, by member name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly answers: readonly ResponseStep[];
  /**
   * @param attach Called with the client before the call.
   * @returns secrets that are known only after the call, such as a signature.
   */
  run(
    settings: ClientSettings,
    attach: (client: ClientLike) => void,
  ): Promise<Readonly<Record<string, string>> | void>;
}

export const CREDENTIALS = {
  accessKeyId: "AKIACOMPAREDCALLS1",
  secretAccessKey: randomlike("secretAccessKey"),
  sessionToken: randomlike("sessionToken"),
};

/** Facts to look for in the output, besides secrets. */
export const SHOWN = {
  requestId: "5f1c2a7e-compared-request-id",
  responseHeader: "header-of-the-answer",
  input: "orders/database",
  output: "version-of-the-secret",
  message: "Invalid secret value",
};

const headers = { "x-amzn-requestid": SHOWN.requestId, "x-probe": SHOWN.responseHeader };
const json = (body: object, status = 200): PreciseResponse => ({
  status,
  headers: { ...headers, "content-type": "application/x-amz-json-1.1" },
  body: JSON.stringify(body),
});

const SECRETS = {
  stored: randomlike("stored"),
  put: randomlike("put"),
  password: randomlike("password"),
  accessToken: randomlike("accessToken"),
  refreshToken: randomlike("refreshToken"),
  plaintext: randomlike("plaintext"),
  secretKey: randomlike("secretKey"),
  roleToken: randomlike("roleToken"),
  parameter: randomlike("parameter"),
  customerKey: randomlike("customerKey"),
};

export const COMPARED_CALLS: readonly ComparedCall[] = [
  {
    service: "Secrets Manager",
    operation: "GetSecretValue",
    secrets: { "output SecretString": SECRETS.stored },
    answers: [json({ Name: SHOWN.input, VersionId: SHOWN.output, SecretString: SECRETS.stored })],
    async run(settings, attach) {
      const { SecretsManager: Client }: typeof SecretsManager = load("@aws-sdk/client-secrets-manager");
      await attached(new Client(settings), attach).getSecretValue({ SecretId: SHOWN.input });
    },
  },
  {
    service: "Secrets Manager",
    operation: "PutSecretValue",
    how: "refused with a message that quotes it",
    secrets: { "input SecretString": SECRETS.put },
    answers: [
      json({ __type: "InvalidParameterException", message: `${SHOWN.message}: '${SECRETS.put}'` }, 400),
    ],
    async run(settings, attach) {
      const { SecretsManager: Client }: typeof SecretsManager = load("@aws-sdk/client-secrets-manager");
      await attached(new Client(settings), attach)
        .putSecretValue({ SecretId: SHOWN.input, SecretString: SECRETS.put })
        .catch(expected("InvalidParameterException"));
    },
  },
  {
    service: "Cognito",
    operation: "InitiateAuth",
    secrets: {
      "input AuthParameters.PASSWORD": SECRETS.password,
      "output AccessToken": SECRETS.accessToken,
      "output RefreshToken": SECRETS.refreshToken,
    },
    answers: [
      json({
        AuthenticationResult: { AccessToken: SECRETS.accessToken, RefreshToken: SECRETS.refreshToken },
      }),
    ],
    async run(settings, attach) {
      const { CognitoIdentityProvider: Client }: typeof Cognito = load(
        "@aws-sdk/client-cognito-identity-provider",
      );
      const AuthParameters = { USERNAME: "jane", PASSWORD: SECRETS.password };
      await attached(new Client(settings), attach).initiateAuth({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: "client",
        AuthParameters,
      });
    },
  },
  {
    service: "KMS",
    operation: "Decrypt",
    secrets: { "output Plaintext": SECRETS.plaintext },
    answers: [json({ KeyId: "key", Plaintext: Buffer.from(SECRETS.plaintext).toString("base64") })],
    async run(settings, attach) {
      const { KMS: Client }: typeof KMS = load("@aws-sdk/client-kms");
      await attached(new Client(settings), attach).decrypt({ CiphertextBlob: Buffer.from("ciphertext") });
    },
  },
  {
    service: "STS",
    operation: "AssumeRole",
    secrets: { "output SecretAccessKey": SECRETS.secretKey, "output SessionToken": SECRETS.roleToken },
    answers: [
      {
        headers: { ...headers, "content-type": "text/xml" },
        body: `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>AKIAOFTHEROLE</AccessKeyId><SecretAccessKey>${SECRETS.secretKey}</SecretAccessKey><SessionToken>${SECRETS.roleToken}</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
      },
    ],
    async run(settings, attach) {
      const { STS: Client }: typeof STS = load("@aws-sdk/client-sts");
      await attached(new Client(settings), attach).assumeRole({
        RoleArn: "arn:aws:iam::123456789012:role/orders",
        RoleSessionName: "compared",
      });
    },
  },
  {
    service: "SSM",
    operation: "GetParameter",
    how: "decrypted",
    secrets: { "output Parameter.Value": SECRETS.parameter },
    answers: [json({ Parameter: { Name: "/orders", Type: "SecureString", Value: SECRETS.parameter } })],
    async run(settings, attach) {
      const { SSM: Client }: typeof SSM = load("@aws-sdk/client-ssm");
      await attached(new Client(settings), attach).getParameter({ Name: "/orders", WithDecryption: true });
    },
  },
  {
    service: "S3",
    operation: "PutObject",
    how: "retried",
    secrets: { "input SSECustomerKey": SECRETS.customerKey },
    answers: ["500", { headers, body: "" }],
    async run(settings, attach) {
      const { S3: Client }: typeof S3 = load("@aws-sdk/client-s3");
      await attached(new Client(settings), attach).putObject({
        Bucket: "orders",
        Key: "order-1",
        Body: "an order",
        SSECustomerAlgorithm: "AES256",
        SSECustomerKey: SECRETS.customerKey,
      });
    },
  },
  {
    service: "S3",
    operation: "GetObject",
    how: "presigned",
    secrets: {},
    answers: [],
    async run(settings, attach) {
      const { S3Client: Client, GetObjectCommand }: typeof S3 = load("@aws-sdk/client-s3");
      const { getSignedUrl }: typeof Presigner = load("@aws-sdk/s3-request-presigner");
      const client = attached(new Client(settings), attach);
      const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: "orders", Key: "order-1" }));
      return { "signature of the URL": new URL(url).searchParams.get("X-Amz-Signature") ?? "" };
    },
  },
];

function attached<Client extends ClientLike>(client: Client, attach: (client: ClientLike) => void): Client {
  attach(client);
  return client;
}

function expected(name: string): (error: Error) => void {
  return (error) => {
    if (error.name !== name) throw error;
  };
}

/** 32 characters. No six of them in a row occur elsewhere by chance. */
function randomlike(name: string): string {
  return createHash("sha256").update(name).digest("base64url").slice(0, 32);
}
