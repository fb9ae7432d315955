import { answerValue } from "../parameters/answer-value.js";
import { parametersOf } from "../parameters/parameters.js";
import { jsonReady } from "../parameters/to-json.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import type { RecordedRequest } from "../requests/recorded-request.js";
import { maskCanonical, maskHeader, maskUrl, maskValue } from "../secrets/mask.js";
import { MASK } from "../secrets/mask-text.js";
import { isSecretQuery } from "../secrets/secret-names.js";
import { explainSignature, type SignatureDifference } from "../sigv4/explain-signature.js";
import type { InspectorCredentials } from "../sigv4/signature-report.js";
import type { NamedValue, RequestDetail, ShownMessage, ShownSignature, ShownValue } from "./page-data.js";
import { requestRow } from "./request-row.js";
import { shownBody } from "./shown-body.js";

/** The newest events are shown. */
const MAX_EVENTS = 200;

/** What details are made with. */
export interface DetailContext {
  readonly credentials: readonly InspectorCredentials[];
  /** Requests that explain others. */
  readonly others: readonly InspectedRequest[];
  /** Whether secrets are shown. */
  readonly reveal: boolean;
}

/** Everything about a request, for the page. */
export function requestDetail(request: RecordedRequest, context: DetailContext): RequestDetail {
  const { reveal } = context;
  const { service } = request;
  const parameters = parametersOf(request);
  const shown = parameters.value === undefined ? undefined : shownValue(service, parameters.value, reveal);
  const hidesBody = !reveal && isSecretBody(shown);
  const headers = namedHeaders(service, request.rawHeaders, reveal, signedNames(request));
  const query = [...request.query].map(([name, value]) =>
    named(name, value, isSecretQuery(service, name), reveal),
  );
  const response = responseOf(request, reveal);
  const forwarded = forwardedOf(request, reveal, hidesBody);
  return {
    row: requestRow(request),
    url: reveal ? request.url : maskUrl(service, request.url),
    httpVersion: request.httpVersion,
    protocol: request.protocol,
    contentEncoding: request.contentEncoding,
    query,
    headers,
    trailers: Object.entries(request.trailers).map(([name, value]) => named(name, value, false, reveal)),
    checksums: request.checksums,
    problem: request.problem,
    parameters:
      shown === undefined ? { problem: parameters.problem ?? "" } : { ...shown, problem: undefined },
    body: shownBody(request.body, hidesBody),
    wireBody: request.wireBody === request.body ? undefined : shownBody(request.wireBody, hidesBody),
    response,
    forwarded,
    signature: shownSignature(request, context),
    events: request.events.slice(-MAX_EVENTS).map((event) => ({
      time: event.time.getTime(),
      type: event.type,
      headers: Object.entries(event.headers).map(([name, value]) => named(name, value, false, reveal)),
      body: shownBody(event.payload, false),
      signature: event.signature,
    })),
    hasSecrets:
      [...headers, ...query, ...(response?.headers ?? [])].some(({ isSecret }) => isSecret) ||
      isSecretBody(shown) ||
      isSecretBody(response?.document),
  };
}

function signedNames({ signature }: InspectedRequest): ReadonlySet<string> {
  return new Set(signature.state === "valid" || signature.state === "invalid" ? signature.signedHeaders : []);
}

function namedHeaders(
  service: string | undefined,
  headers: readonly (readonly [name: string, value: string])[],
  reveal: boolean,
  signed?: ReadonlySet<string>,
): NamedValue[] {
  return headers.map(([name, value]) => {
    const masked = maskHeader(service, name, value);
    return {
      name,
      value: reveal ? value : masked,
      isSecret: masked !== value,
      ...(signed === undefined ? {} : { isSigned: signed.has(name.toLowerCase()) }),
    };
  });
}

function named(name: string, value: string, isSecret: boolean, reveal: boolean): NamedValue {
  return { name, value: isSecret && !reveal ? MASK : value, isSecret };
}

function shownValue(service: string | undefined, value: unknown, reveal: boolean): ShownValue {
  const ready = jsonReady(value);
  const masked = maskValue(service, ready);
  return { value: reveal ? ready : masked.value, secrets: masked.secrets };
}

function isSecretBody(value: ShownValue | undefined): boolean {
  return value !== undefined && value.secrets.length > 0;
}

function responseOf(request: RecordedRequest, reveal: boolean): ShownMessage | undefined {
  const { response, service } = request;
  if (response === undefined) return undefined;
  const value = answerValue(request);
  const document = value === undefined ? undefined : shownValue(service, value, reveal);
  return {
    title: `${response.status}`,
    headers: namedHeaders(service, response.headers, reveal),
    document,
    body: { ...shownBody(response.body, !reveal && isSecretBody(document)), bytes: response.bodyBytes },
  };
}

function forwardedOf(
  request: RecordedRequest,
  reveal: boolean,
  hidesBody: boolean,
): ShownMessage | undefined {
  const { forwarded, service } = request;
  if (forwarded === undefined) return undefined;
  return {
    title: `${forwarded.method} ${reveal ? forwarded.url : maskUrl(service, forwarded.url)}`,
    headers: namedHeaders(service, forwarded.headers, reveal),
    document: undefined,
    body: shownBody(forwarded.body, hidesBody),
  };
}

function shownSignature(
  request: RecordedRequest,
  { credentials, others, reveal }: DetailContext,
): ShownSignature {
  const { signature, service } = request;
  const explanation = explainSignature(request, credentials, others);
  if (explanation === undefined) {
    const words = signature.state === "valid" ? "valid" : signature.reason;
    return {
      state: signature.state,
      words,
      canonicalRequest: [],
      stringToSign: [],
      signed: undefined,
      difference: undefined,
    };
  }
  const lines = (text: string): string[] => (reveal ? text : maskCanonical(service, text)).split("\n");
  const { signed, difference } = explanation;
  const canonicalRequest = explanation.canonicalRequest === "" ? [] : lines(explanation.canonicalRequest);
  return {
    state: signature.state,
    words: explanation.words,
    canonicalRequest,
    stringToSign: explanation.stringToSign === "" ? [] : explanation.stringToSign.split("\n"),
    signed:
      signed === undefined
        ? undefined
        : { canonicalRequest: lines(signed.canonicalRequest), stringToSign: signed.stringToSign.split("\n") },
    difference: difference === undefined ? undefined : maskedDifference(difference, canonicalRequest),
  };
}

/** Shows the line as in the canonical request, since its own text may contain a secret. */
function maskedDifference(difference: SignatureDifference, lines: readonly string[]): SignatureDifference {
  if (difference.where !== "canonical-request") return difference;
  return { ...difference, received: lines[difference.line] ?? "", signed: undefined };
}
