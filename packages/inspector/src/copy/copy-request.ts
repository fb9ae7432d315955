import type { CopiedText, CopyFormat } from "../page/page-data.js";
import { parametersOf } from "../parameters/parameters.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { payloadOf, serviceModel } from "../services/service-models.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import { type Call, textForBytes } from "./call.js";
import { curlCommand } from "./curl.js";
import { literal, PYTHON, TYPESCRIPT } from "./literals.js";
import { sdkValues } from "./model-values.js";
import { clientClass, pythonName, shellQuoted } from "./names.js";
import { stubProgram } from "./stub.js";

/** Where a copied request is sent, and how it is signed. */
export interface CopyContext {
  readonly endpoint: string;
  readonly credentials: readonly InspectorCredentials[];
}

/** A request as a command or a program that sends it again. */
export function copiedRequest(
  request: InspectedRequest,
  format: CopyFormat,
  context: CopyContext,
): CopiedText {
  if (format === "curl") return curlCommand(request, context);
  const call = callOf(request);
  if (typeof call === "string") return { text: "", note: call };
  switch (format) {
    case "aws-cli":
      return awsCliCommand(call, context);
    case "typescript":
      return typescriptProgram(call, context);
    case "boto3":
      return boto3Program(call, context);
    case "stub":
      return stubProgram(request, call);
  }
}

/** A call needs names for its service and operation. */
function callOf(request: InspectedRequest): Call | string {
  const { service, operation, signature, protocol } = request;
  const model = serviceModel(service);
  if (service === undefined || operation === undefined || model === undefined || !isName(operation)) {
    return "The service or the operation isn't known. Copy it as curl.";
  }
  const { value, problem } = parametersOf(request);
  if (value === undefined) return `${problem} Copy it as curl.`;
  const region = "scope" in signature ? signature.scope?.region : undefined;
  const typed = Object(sdkValues(model, value, protocol));
  const payload = payloadOf(model, operation)?.member;
  return {
    serviceId: model.id,
    service,
    cli: model.cli,
    operation,
    region: region ?? "us-east-1",
    payload,
    parameters: typed,
  };
}

/** The client chose the operation's name, and what is copied is run. */
function isName(operation: string): boolean {
  return /^[A-Za-z]\w*$/.test(operation);
}

/** Operations with a streamed output, for which the CLI needs a file. */
const STREAMED_OUTPUT = new Set([
  "s3.GetObject",
  "s3.GetObjectTorrent",
  "lambda.Invoke",
  "polly.SynthesizeSpeech",
  "bedrock-runtime.InvokeModel",
  "sagemaker-runtime.InvokeEndpoint",
  "glacier.GetJobOutput",
  "mediastore-data.GetObject",
  "ebs.GetSnapshotBlock",
  "api-gateway.GetExport",
  "api-gateway.GetSdk",
  "apigatewayv2.ExportApi",
  "codeartifact.GetPackageVersionAsset",
  "iot-data-plane.GetThingShadow",
  "kinesis-video-media.GetMedia",
]);

function awsCliCommand(call: Call, { endpoint }: CopyContext): CopiedText {
  const { payload } = call;
  const parameters: Record<string, unknown> = { ...call.parameters };
  const lines: string[] = [];
  const command = ["aws", call.cli === "s3" ? "s3api" : call.cli, pythonName(call.operation, "-")];
  command.push("--endpoint-url", shellQuoted(endpoint), "--region", shellQuoted(call.region));
  const body = payload === undefined ? undefined : parameters[payload];
  if (payload !== undefined && body instanceof Uint8Array) {
    delete parameters[payload];
    lines.push(`base64 -d > body.bin <<< ${Buffer.from(body).toString("base64")}`);
    // Streams are given as a file, other blobs with the prefix that both versions of the CLI read as bytes.
    const prefix = call.service === "s3" ? "" : "fileb://";
    command.push(`--${pythonName(payload, "-")}`, `${prefix}body.bin`);
  }
  let hasBlobs = false;
  const ready = Object(
    cliReady(parameters, () => {
      hasBlobs = true;
    }),
  );
  if (STREAMED_OUTPUT.has(`${call.service}.${call.operation}`)) {
    // With an output file, the CLI needs separate arguments.
    for (const [name, value] of Object.entries(ready)) command.push(...cliArgument(name, value));
    command.push("answer.bin");
  } else if (Object.keys(ready).length > 0) {
    command.push("--cli-input-json", shellQuoted(JSON.stringify(ready, undefined, 2)));
  }
  return {
    text: [...lines, command.join(" ")].join("\n"),
    note: hasBlobs ? "Blobs are in base64, as version 2 of the AWS CLI wants them." : undefined,
  };
}

function cliArgument(name: string, value: unknown): string[] {
  const option = pythonName(name, "-");
  if (typeof value === "boolean") return [shellQuoted(`--${value ? "" : "no-"}${option}`)];
  return [shellQuoted(`--${option}`), shellQuoted(typeof value === "string" ? value : JSON.stringify(value))];
}

function cliReady(value: unknown, onBlob: () => void): unknown {
  if (value instanceof Uint8Array) {
    onBlob();
    return Buffer.from(value).toString("base64");
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => cliReady(item, onBlob));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, cliReady(item, onBlob)]));
}

function typescriptProgram(call: Call, { endpoint }: CopyContext): CopiedText {
  const client = clientClass(call.serviceId);
  const forcePathStyle = call.service === "s3" ? ", forcePathStyle: true" : "";
  return {
    text: `import { ${client}, ${call.operation}Command } from "@aws-sdk/client-${call.service}";

const client = new ${client}({ endpoint: ${JSON.stringify(endpoint)}, region: ${JSON.stringify(call.region)}${forcePathStyle} });
const output = await client.send(
  new ${call.operation}Command(${literal(textForBytes(call.parameters), TYPESCRIPT, "  ")}),
);
console.log(output);
client.destroy();
`,
    note: "Credentials come from the environment, as the SDK finds them.",
  };
}

function boto3Program(call: Call, { endpoint }: CopyContext): CopiedText {
  const parameters = literal(textForBytes(call.parameters), PYTHON);
  const imports = ["base64", "datetime"].filter((name) => parameters.includes(`${name}.`));
  return {
    text: `${imports.map((name) => `import ${name}\n`).join("")}import boto3

client = boto3.client(${JSON.stringify(call.cli)}, endpoint_url=${JSON.stringify(endpoint)}, region_name=${JSON.stringify(call.region)})
response = client.${pythonName(call.operation)}(**${parameters})
print(response)
`,
    note: "Credentials come from the environment, as boto3 finds them.",
  };
}
