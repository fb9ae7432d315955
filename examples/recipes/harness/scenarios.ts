import { gzipSync } from "node:zlib";
import type { PreciseResponse, ResponseStep } from "@tucuxi/inspector";
import * as anonymousAccess from "../anonymous-access/recipe.js";
import * as bodySpan from "../body-span/recipe.js";
import * as callLatency from "../call-latency/recipe.js";
import * as callStub from "../call-stub/recipe.js";
import * as capacityMeter from "../capacity-meter/recipe.js";
import * as clientMethods from "../client-methods/recipe.js";
import * as clientSideEncryption from "../client-side-encryption/recipe.js";
import * as clockSkew from "../clock-skew/recipe.js";
import * as compressedResponse from "../compressed-response/recipe.js";
import * as connectionClose from "../connection-close/recipe.js";
import * as contentMd5 from "../content-md5/recipe.js";
import * as countCalls from "../count-calls/recipe.js";
import * as customRetry from "../custom-retry/recipe.js";
import * as defaultParameter from "../default-parameter/recipe.js";
import * as editOutput from "../edit-output/recipe.js";
import * as eksToken from "../eks-token/recipe.js";
import * as errorIn200 from "../error-in-200/recipe.js";
import * as errorText from "../error-text/recipe.js";
import * as expectedBucketOwner from "../expected-bucket-owner/recipe.js";
import * as externalSigner from "../external-signer/recipe.js";
import * as gzipMetrics from "../gzip-metrics/recipe.js";
import * as itemTtl from "../item-ttl/recipe.js";
import * as largePayload from "../large-payload/recipe.js";
import * as llmGateway from "../llm-gateway/recipe.js";
import * as logEverything from "../log-everything/recipe.js";
import * as modelMetadata from "../model-metadata/recipe.js";
import * as multipartHeaders from "../multipart-headers/recipe.js";
import * as noExpectContinue from "../no-expect-continue/recipe.js";
import * as nodeBalancing from "../node-balancing/recipe.js";
import * as paramsContract from "../params-contract/recipe.js";
import * as perCallHeader from "../per-call-header/recipe.js";
import * as presignedQuery from "../presigned-query/recipe.js";
import * as proxyAfterSigning from "../proxy-after-signing/recipe.js";
import * as rateLimit from "../rate-limit/recipe.js";
import * as readOnlyGuard from "../read-only-guard/recipe.js";
import * as regionRedirect from "../region-redirect/recipe.js";
import * as replaceBody from "../replace-body/recipe.js";
import * as replaceParameters from "../replace-parameters/recipe.js";
import * as requestCredentials from "../request-credentials/recipe.js";
import * as serviceHeader from "../service-header/recipe.js";
import * as sessionHandlers from "../session-handlers/recipe.js";
import * as streamedSigner from "../streamed-signer/recipe.js";
import * as stripChecksums from "../strip-checksums/recipe.js";
import * as tokenUsage from "../token-usage/recipe.js";
import * as traceHeader from "../trace-header/recipe.js";
import * as truncatedResponse from "../truncated-response/recipe.js";
import * as unsignedPayload from "../unsigned-payload/recipe.js";
import * as userAgent from "../user-agent/recipe.js";
import * as vendorQuery from "../vendor-query/recipe.js";
import * as wireStub from "../wire-stub/recipe.js";
import { OTHER_CREDENTIALS } from "./environment.js";
import { presence, type Scenario, whole } from "./scenario.js";
import { signingService } from "./signing-service.js";

const JSON_1_0 = { "content-type": "application/x-amz-json-1.0" };

const converseAnswer = {
  body: JSON.stringify({
    output: { message: { role: "assistant", content: [{ text: "Two." }] } },
    usage: { inputTokens: 5, outputTokens: 2, totalTokens: 7 },
  }),
};

const virtualDevice = {
  body: `<CreateVirtualMFADeviceResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><CreateVirtualMFADeviceResult>
    <VirtualMFADevice>
      <SerialNumber>arn:aws:iam::111122223333:mfa/alice</SerialNumber>
      <Base32StringSeed>${Buffer.from("SEED").toString("base64")}</Base32StringSeed>
    </VirtualMFADevice>
  </CreateVirtualMFADeviceResult></CreateVirtualMFADeviceResponse>`,
};

const listing = {
  body: '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Contents><Key>1</Key></Contents></ListBucketResult>',
};

/** A table list, compressed for those who ask for it. */
const tables: ResponseStep = ({ headers }) => {
  const body = '{"TableNames": ["orders"]}';
  return headers["accept-encoding"] === "gzip"
    ? { headers: { ...JSON_1_0, "content-encoding": "gzip" }, body: gzipSync(body) }
    : { headers: JSON_1_0, body };
};

/** Keeps the object of one request and answers the next one with it and its checksum, as S3 does. */
function storedObject(): ResponseStep[] {
  let stored: PreciseResponse | undefined;
  const store: ResponseStep = ({ body, checksums }) => {
    const headers = Object.fromEntries(checksums.map(({ name, actual }) => [name, actual]));
    stored = { headers, body: new Uint8Array(body) };
    return "200";
  };
  return [store, () => stored];
}

const consumedCapacity = {
  headers: JSON_1_0,
  body: '{"ConsumedCapacity": {"TableName": "orders", "CapacityUnits": 5}}',
};

/** A store whose clock is four minutes ahead, and which takes only what was signed within a minute of it. */
const strictClock: ResponseStep = ({ headers }) => {
  if (minutesAhead(headers["x-amz-date"] ?? "") === "4") return { body: "one" };
  return {
    status: 403,
    headers: { date: new Date(Date.now() + 240_000).toUTCString() },
    body: "<Error><Code>RequestTimeTooSkewed</Code><Message>Your clock is wrong.</Message></Error>",
  };
};

/** Every recipe, by the name of its folder. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map<string, Scenario>([
  ["gzip-metrics", { ...gzipMetrics, headers: { "content-encoding": whole } }],
  ["trace-header", { ...traceHeader, headers: { "x-trace-id": whole } }],
  [
    "log-everything",
    { ...logEverything, respond: [{ headers: { "x-amz-executed-version": "7" }, body: "{}" }] },
  ],
  ["service-header", { ...serviceHeader, headers: { "x-team": whole } }],
  ["per-call-header", { ...perCallHeader, headers: { "x-priority": whole } }],
  ["eks-token", { ...eksToken, headers: { "x-k8s-aws-id": whole } }],
  ["anonymous-access", { ...anonymousAccess, credentials: false, respond: [{ body: "read me" }] }],
  [
    "llm-gateway",
    {
      ...llmGateway,
      credentials: false,
      headers: { authorization: whole, host: serverName },
      respondElsewhere: [converseAnswer],
    },
  ],
  [
    "external-signer",
    {
      ...externalSigner,
      credentials: false,
      headers: { authorization: presence },
      body: () => "differs in the headers that the SDKs send",
      respond: [{ body: "one" }],
      respondElsewhere: [signingService],
    },
  ],
  ["content-md5", { ...contentMd5, headers: { "content-md5": whole }, body: () => "XML of either SDK" }],
  [
    "strip-checksums",
    {
      ...stripChecksums,
      headers: { "x-amz-checksum-crc32": whole, "x-amz-sdk-checksum-algorithm": whole },
    },
  ],
  [
    "no-expect-continue",
    { ...noExpectContinue, headers: { expect: whole }, body: ({ bodyBytes }) => bodyBytes },
  ],
  ["presigned-query", { ...presignedQuery, respond: [{ body: "one" }] }],
  ["default-parameter", defaultParameter],
  ["expected-bucket-owner", { ...expectedBucketOwner, headers: { "x-amz-expected-bucket-owner": whole } }],
  ["replace-parameters", replaceParameters],
  ["wire-stub", wireStub],
  ["call-stub", callStub],
  ["count-calls", countCalls],
  ["token-usage", { ...tokenUsage, respond: [converseAnswer, converseAnswer] }],
  ["call-latency", { ...callLatency, respond: ["delay:60:500", "200", "delay:60:drop", "drop", "drop"] }],
  ["rate-limit", { ...rateLimit, respond: ["500"] }],
  ["read-only-guard", readOnlyGuard],
  ["custom-retry", { ...customRetry, respond: ["404:NoSuchKey", "404:NoSuchKey", { body: "done" }] }],
  ["error-in-200", { ...errorIn200, respond: [{ body: "<Failure>The disks are full.</Failure>" }, listing] }],
  ["edit-output", { ...editOutput, respond: [virtualDevice] }],
  ["proxy-after-signing", { ...proxyAfterSigning, headers: { host: serverName } }],
  ["user-agent", { ...userAgent, headers: { "user-agent": lastWord } }],
  [
    "compressed-response",
    { ...compressedResponse, headers: { "accept-encoding": whole }, respond: [tables] },
  ],
  ["node-balancing", { ...nodeBalancing, headers: { host: serverName }, respond: ["500"] }],
  [
    "client-side-encryption",
    {
      ...clientSideEncryption,
      body: ({ bodyBytes, text }) => ({ bodyBytes, readable: text.includes("teapots") }),
      respond: storedObject(),
    },
  ],
  ["client-methods", { ...clientMethods, headers: { "content-type": whole } }],
  ["session-handlers", { ...sessionHandlers, headers: { "x-team": whole } }],
  ["large-payload", largePayload],
  [
    "streamed-signer",
    {
      ...streamedSigner,
      credentials: false,
      headers: { authorization: presence },
      body: (request) =>
        request.method === "PUT" ? request.text : "differs in the headers that the SDKs send",
      respondElsewhere: [signingService],
    },
  ],
  [
    "request-credentials",
    {
      ...requestCredentials,
      headers: { authorization: signingIdentity },
      respondElsewhere: [{ body: JSON.stringify(OTHER_CREDENTIALS) }, "403"],
    },
  ],
  [
    "clock-skew",
    {
      ...clockSkew,
      headers: { "x-amz-date": minutesAhead },
      respond: [strictClock, strictClock, strictClock],
    },
  ],
  ["unsigned-payload", { ...unsignedPayload, headers: { "x-amz-content-sha256": whole } }],
  ["connection-close", { ...connectionClose, headers: { connection: whole } }],
  ["replace-body", { ...replaceBody, headers: { "x-amz-checksum-crc32": whole } }],
  [
    "multipart-headers",
    { ...multipartHeaders, headers: { "x-archive-meta-title": whole }, body: () => "XML of either SDK" },
  ],
  ["vendor-query", vendorQuery],
  ["model-metadata", { ...modelMetadata, respond: [converseAnswer, converseAnswer] }],
  ["item-ttl", itemTtl],
  [
    "truncated-response",
    {
      ...truncatedResponse,
      respond: [
        { headers: JSON_1_0, body: '{"Items": [{"id": {"S": "1"}}, {"id"' },
        { headers: JSON_1_0, body: '{"Items": [{"id": {"S": "1"}}, {"id": {"S": "2"}}]}' },
      ],
    },
  ],
  [
    "error-text",
    {
      ...errorText,
      respond: [
        { status: 403, body: "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>" },
        "404:NoSuchKey",
      ],
    },
  ],
  ["body-span", { ...bodySpan, respond: [{ body: "two teapots", delay: 60 }] }],
  ["capacity-meter", { ...capacityMeter, respond: [consumedCapacity, consumedCapacity] }],
  [
    "region-redirect",
    {
      ...regionRedirect,
      headers: { authorization: signingRegion },
      respond: [{ status: 421, headers: { "x-amz-bucket-region": "eu-central-1" } }],
      respondElsewhere: [{ body: "two teapots" }],
    },
  ],
  ["params-contract", paramsContract],
]);

/** Which of the two servers a `host` header names: their ports are others in each run. */
function serverName(host: string, endpoint: string): string {
  return endpoint === `http://${host}` ? "endpoint" : "elsewhere";
}

/** How far a signature's time is ahead, in whole minutes. */
function minutesAhead(date: string): string {
  const time = date.replace(/^(....)(..)(..T..)(..)(..Z)$/, "$1-$2-$3:$4:$5");
  return String(Math.round((Date.parse(time) - Date.now()) / 60_000));
}

/** The access key that a request is signed with. */
function signingIdentity(authorization: string): string | undefined {
  return /Credential=([^/]+)/.exec(authorization)?.[1];
}

/** The region that a request is signed for. */
function signingRegion(authorization: string): string | undefined {
  return /Credential=[^/]+\/\d+\/([^/]+)/.exec(authorization)?.[1];
}

function lastWord(value: string): string {
  return value.slice(value.lastIndexOf(" ") + 1);
}
