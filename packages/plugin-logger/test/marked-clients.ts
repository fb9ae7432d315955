import type { eventsOf } from "@tucuxi/events";
import { serviceEventName } from "@tucuxi/events";
import { loadSensitiveMembers, type SensitiveShape } from "@tucuxi/plugin-logger/redaction";

/** The clients that are installed here and have sensitive members, in all protocols. */
export const MARKED_CLIENTS: readonly string[] = [
  "account",
  "api-gateway",
  "bedrock-runtime",
  "cloudwatch-logs",
  "cognito-identity-provider",
  "dynamodb",
  "elastic-load-balancing-v2",
  "eventbridge",
  "firehose",
  "glue",
  "iam",
  "kinesis",
  "kms",
  "lambda",
  "partnercentral-revenue-measurement",
  "s3",
  "secrets-manager",
  "sfn",
  "sns",
  "sqs",
  "ssm",
  "sso-oidc",
  "sts",
].map((name) => `@aws-sdk/client-${name}`);

/** An operation with something that is marked sensitive, by its schema or by botocore's models. */
export interface MarkedOperation {
  readonly name: string;
  readonly Command: new (input: object) => { readonly schema?: unknown };
  readonly input: Marked;
  readonly output: Marked;
}

/** A schema of Smithy's, and what botocore marks in it. */
export interface Marked {
  readonly schema: unknown;
  readonly sensitive: SensitiveShape | undefined;
}

export type AnyClient = Parameters<typeof eventsOf>[0] & { send(command: object): Promise<unknown> };

/** A client's package, for the proof: its class and its operations, all of them. */
export interface ClientPackage {
  readonly Client: new (config: object) => AnyClient;
  readonly operations: readonly MarkedOperation[];
}

type Schema = readonly [9, string, string, unknown, unknown, unknown];

/** Imports a client's package. */
export async function clientPackage(name: string): Promise<ClientPackage> {
  const module: Readonly<Record<string, unknown>> = await import(name);
  const [, Client] =
    Object.entries(module).find(([key]) => /^[A-Z]\w*Client$/.test(key) && key !== "__Client") ?? [];
  if (typeof Client !== "function") throw new Error(`${name} exports no client`);
  const ClientClass = Client as ClientPackage["Client"];
  const { config } = new ClientClass({ region: "eu-central-1" });
  const service = serviceEventName((config as { readonly serviceId?: string }).serviceId ?? "");
  const members = await loadSensitiveMembers();
  const operations = Object.entries(module).flatMap(([key, value]) => {
    if (!/[a-z0-9]Command$/.test(key)) return [];
    const Command = value as MarkedOperation["Command"];
    const schema = new Command({ Bucket: "b" }).schema as Schema | undefined;
    if (schema === undefined) return [];
    const operation = schema[2];
    const { input, output } = members.operation(service, operation);
    return [
      {
        name: operation,
        Command,
        input: { schema: schema[4], sensitive: input },
        output: { schema: schema[5], sensitive: output },
      },
    ];
  });
  return { Client: ClientClass, operations };
}
