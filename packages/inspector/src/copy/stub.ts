import type { CopiedText } from "../page/page-data.js";
import { answerValue } from "../parameters/answer-value.js";
import { readableText } from "../parameters/to-json.js";
import type { InspectedRequest, InspectedResponse } from "../requests/inspected-request.js";
import { serviceModel } from "../services/service-models.js";
import { type Call, textForBytes } from "./call.js";
import { literal, TYPESCRIPT } from "./literals.js";
import { sdkValues } from "./model-values.js";
import { clientClass } from "./names.js";

/** A request and what it was answered with, as a stub of `@tucuxi/plugin-stubber`. */
export function stubProgram(request: InspectedRequest, call: Call): CopiedText {
  const { response } = request;
  const client = clientClass(call.serviceId);
  const expected = literal(textForBytes(expectedOf(call.parameters)), TYPESCRIPT, "  ");
  const isCut = response !== undefined && response.body.length < response.bodyBytes;
  return {
    text: `import { ${client}, ${call.operation}Command } from "@aws-sdk/client-${call.service}";
import { stub } from "@tucuxi/plugin-stubber";

const client = new ${client}({});
using service = stub(client);
service
  .on(${call.operation}Command, ${expected})
  .${response === undefined ? "drops()" : answerOf(request, response)};
`,
    note: isCut
      ? "The inspector kept only the start of the answer's body, so the stub has no more."
      : undefined,
  };
}

/** What the SDK adds to each call, and the code under test doesn't pass. */
const ADDED = /^(?:Checksum|ContentMD5$|client(?:Request)?Token$|idempotencyToken$)/i;

function expectedOf(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters).filter(
      ([name, value]) =>
        !ADDED.test(name) && !(name === "ContentType" && value === "application/octet-stream"),
    ),
  );
}

function answerOf(request: InspectedRequest, response: InspectedResponse): string {
  const { protocol, service } = request;
  // Only these have the whole output in one document, by the names of the SDK.
  const isDocument = protocol === "json" || protocol === "cbor";
  const isOutput = isDocument && response.status === 200 && response.body.length === response.bodyBytes;
  if (!isOutput) return `responds(${literal(rawResponse(response), TYPESCRIPT, "  ")})`;
  const output = sdkValues(serviceModel(service), withoutNulls(answerValue(request) ?? {}), protocol);
  return `returns(${literal(output, TYPESCRIPT, "  ")})`;
}

/** Services can send null for missing values, and the SDK leaves those out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null || value instanceof Uint8Array || value instanceof Date)
    return value;
  const members = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(members.map(([name, item]) => [name, withoutNulls(item)]));
}

/** Headers of the connection, and headers that differ in each response. */
const OWN_HEADERS =
  /^(?:connection|keep-alive|content-length|transfer-encoding|date|server|x-amz(?:n|-cf|)-(?:request-?id|id(?:-2)?))$/;

/** Errors, and what is in headers or XML, are as they were sent. */
function rawResponse({ status, headers, body, bodyBytes }: InspectedResponse): object {
  const kept = Object.fromEntries(headers.filter(([name]) => !OWN_HEADERS.test(name)));
  // S3's outputs have the length of the body. The inspector's server adds the header after it noted the others.
  if (body.length > 0 && body.length === bodyBytes) kept["content-length"] = String(bodyBytes);
  return {
    statusCode: status,
    ...(Object.keys(kept).length === 0 ? {} : { headers: kept }),
    ...(body.length === 0 ? {} : { body: readableText(body) ?? body }),
  };
}
