import { isThenable } from "../emitter/emission.js";
import { type ClientConfig, type HandlerContext, isObject } from "./sdk.js";

/** Where an endpoint parameter comes from, as an SDK command declares it. */
type Instruction =
  | { readonly type: "staticContextParams"; readonly value: unknown }
  | { readonly type: "contextParams" | "clientContextParams" | "builtInParams"; readonly name: string }
  | { readonly type: "operationContextParams"; get(input: object): unknown };

interface CommandClass {
  getEndpointParameterInstructions?(): Readonly<Record<string, Instruction>>;
}

/**
 * The parameters that the SDK resolves a call's endpoint from. The SDK passes them only to `config.endpointProvider`,
 * so they are computed here again, from the command's own declarations, as `resolveParams` of `@smithy/core/endpoints`
 * does.
 *
 * @param identity The identity that the SDK chose to sign with, if it has chosen one. It's never asked for here.
 */
export async function endpointParameters(
  config: ClientConfig,
  context: HandlerContext,
  input: object,
  identity: unknown,
): Promise<Record<string, unknown>> {
  const command = context.__smithy_context?.commandInstance?.constructor as CommandClass | undefined;
  const instructions = command?.getEndpointParameterInstructions?.() ?? {};
  const parameters: Record<string, unknown> = {};
  for (const name in instructions) {
    const instruction = instructions[name] as Instruction;
    const value = valueFor(name, instruction, config, input as Record<string, unknown>, identity);
    parameters[name] = isThenable(value) ? await value : value;
  }
  if (config.serviceId?.toLowerCase() === "s3") addressBucket(parameters);
  return parameters;
}

function valueFor(
  name: string,
  instruction: Instruction,
  config: ClientConfig,
  input: Readonly<Record<string, unknown>>,
  identity: unknown,
): unknown {
  switch (instruction.type) {
    case "staticContextParams":
      return instruction.value;
    case "contextParams":
      return input[instruction.name];
    case "operationContextParams":
      return instruction.get(input);
    case "clientContextParams":
      return provided(
        ofClientContext(config, instruction.name) ?? configured(config, instruction.name, name),
      );
    case "builtInParams":
      if (name === "AccountId") return ofIdentity(identity, "accountId");
      if (name === "CredentialScope") return ofIdentity(identity, "credentialScope");
      if (instruction.name === "endpoint") return customEndpoint(config);
      return provided(configured(config, instruction.name, name));
  }
}

function ofClientContext({ clientContextParams }: ClientConfig, key: string): unknown {
  return isObject(clientContextParams) ? clientContextParams[key] : undefined;
}

function configured(config: ClientConfig, key: string, name: string): unknown {
  return config[key] ?? config[name];
}

function provided(value: unknown): unknown {
  return typeof value === "function" ? value() : value;
}

function ofIdentity(identity: unknown, key: string): unknown {
  return isObject(identity) ? identity[key] : undefined;
}

/** The endpoint that the client was given, or that `AWS_ENDPOINT_URL` or the profile sets. */
function customEndpoint(config: ClientConfig): unknown {
  if (config["isCustomEndpoint"]) return givenEndpoint(config);
  return config["ignoreConfiguredEndpointUrls"] ? undefined : provided(config["serviceConfiguredEndpoint"]);
}

async function givenEndpoint(config: ClientConfig): Promise<unknown> {
  const endpoint: unknown = await provided(config["endpoint"]);
  if (!isObject(endpoint)) return endpoint;
  if (endpoint["url"] instanceof URL) return endpoint["url"].href;
  const { protocol, hostname, port, path } = endpoint;
  return `${protocol}//${hostname}${port ? `:${port}` : ""}${path}`;
}

const DNS_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const IP_ADDRESS = /(\d+\.){3}\d+/;

/** S3's own rules, which run before the endpoint rules. See `resolveParamsForS3` of `@smithy/core/endpoints`. */
function addressBucket(parameters: Record<string, unknown>): void {
  const { Bucket: bucket, Endpoint: endpoint } = parameters;
  const name = typeof bucket === "string" ? bucket : "";
  if (typeof bucket === "string") {
    parameters["Bucket"] = bucket.replaceAll("#", "%23").replaceAll("?", "%3F");
  }
  const isArn = name.startsWith("arn:") && name.split(":").length >= 6;
  const isHost =
    DNS_NAME.test(name) &&
    !IP_ADDRESS.test(name) &&
    !name.includes("..") &&
    (!name.includes(".") || String(endpoint).startsWith("http:"));
  if (!isArn && !isHost) parameters["ForcePathStyle"] = true;
  if (parameters["DisableMultiRegionAccessPoints"]) {
    parameters["disableMultiRegionAccessPoints"] = true;
    parameters["DisableMRAP"] = true;
  }
}
