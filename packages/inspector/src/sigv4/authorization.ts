import type {
  AbsentSignature,
  CredentialScope,
  InvalidSignature,
  SignatureKind,
  SignatureScheme,
  UncheckedSignature,
} from "./signature-report.js";
import { SIGV4A } from "./sigv4a.js";

/** A SigV4 or SigV4a signature and what it says about itself, from the header or the query. */
export interface SigV4Authorization {
  readonly scheme: SignatureScheme;
  readonly kind: SignatureKind;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** When it was signed, as `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  /** How long a presigned URL is valid, in seconds. */
  readonly expires: number | undefined;
  readonly sessionToken: string | undefined;
  /** X-Amz-Content-Sha256 of a presigned URL. */
  readonly payloadHash: string | undefined;
}

/** What `findAuthorization` reads. */
export interface AuthorizedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly rawQuery: string;
}

/** A signature to check, or the report for a request without one. */
export type FoundAuthorization =
  | { readonly state: "sigv4"; readonly authorization: SigV4Authorization }
  | AbsentSignature
  | UncheckedSignature
  | InvalidSignature;

/** The scope as it is signed: without the access key id, and for SigV4A without a region. */
export function signedScope({ scheme, scope }: SigV4Authorization): string {
  const { date, region, service } = scope;
  return scheme === "SigV4A"
    ? `${date}/${service}/aws4_request`
    : `${date}/${region}/${service}/aws4_request`;
}

/** The algorithm that signatures of a scheme name. */
export const ALGORITHMS: Readonly<Record<SignatureScheme, string>> = {
  SigV4: "AWS4-HMAC-SHA256",
  SigV4A: SIGV4A,
};

// A map, since the algorithm comes from the request: an object has a `constructor`.
const SCHEMES = new Map<string | null, SignatureScheme>([
  [ALGORITHMS.SigV4, "SigV4"],
  [ALGORITHMS.SigV4A, "SigV4A"],
]);

/** Finds a request's authentication in its authorization header or in the query of a presigned URL. */
export function findAuthorization(request: AuthorizedRequest): FoundAuthorization {
  const query = new URLSearchParams(request.rawQuery);
  const header = request.headers["authorization"];
  if (header !== undefined && query.has("X-Amz-Signature")) {
    return malformed(
      { scheme: "SigV4", kind: "header" },
      "there is a signature in the authorization header and another one in the query",
    );
  }
  if (header !== undefined) return fromHeader(header, request.headers);
  if (query.has("X-Amz-Signature") || query.has("X-Amz-Algorithm")) return fromQuery(query);
  if (query.has("Signature") && query.has("AWSAccessKeyId")) return unchecked("SigV2");
  return {
    state: "absent",
    valid: false,
    reason: "anonymous: no authorization header and no presigned query",
  };
}

function fromHeader(header: string, headers: Readonly<Record<string, string>>): FoundAuthorization {
  const [scheme = "", rest = ""] = splitOnce(header, " ");
  if (scheme === "AWS") return unchecked("SigV2");
  const known = SCHEMES.get(scheme);
  if (known === undefined) return unchecked(scheme);
  const fields = new Map(rest.split(",").map((field) => splitOnce(field.trim(), "=")));
  return fromFields({
    scheme: known,
    kind: "header",
    regionSet: headers["x-amz-region-set"],
    credential: fields.get("Credential"),
    signedHeaders: fields.get("SignedHeaders"),
    signature: fields.get("Signature"),
    amzDate: headers["x-amz-date"] ?? basicDate(headers["date"]),
    expires: undefined,
    sessionToken: headers["x-amz-security-token"],
    payloadHash: undefined,
  });
}

function fromQuery(query: URLSearchParams): FoundAuthorization {
  const algorithm = query.get("X-Amz-Algorithm");
  const scheme = SCHEMES.get(algorithm);
  const at = { scheme: scheme ?? "SigV4", kind: "presigned" } as const;
  if (scheme === undefined) {
    return malformed(at, `X-Amz-Algorithm is ${algorithm ?? "missing"}, not AWS4-HMAC-SHA256`);
  }
  const expires = query.get("X-Amz-Expires") ?? "";
  if (!/^\d{1,6}$/.test(expires) || Number(expires) < 1 || Number(expires) > MAX_EXPIRES_S) {
    return malformed(at, `X-Amz-Expires is "${expires}", not 1 to ${MAX_EXPIRES_S} seconds`);
  }
  return fromFields({
    ...at,
    regionSet: query.get("X-Amz-Region-Set") ?? undefined,
    credential: query.get("X-Amz-Credential") ?? undefined,
    signedHeaders: query.get("X-Amz-SignedHeaders") ?? undefined,
    signature: query.get("X-Amz-Signature") ?? undefined,
    amzDate: query.get("X-Amz-Date") ?? undefined,
    expires: Number(expires),
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
    payloadHash: query.get("X-Amz-Content-Sha256") ?? undefined,
  });
}

/** A week, which is the longest that a presigned URL can be valid. */
const MAX_EXPIRES_S = 604_800;

interface Fields {
  readonly scheme: SignatureScheme;
  readonly kind: SignatureKind;
  readonly regionSet: string | undefined;
  readonly credential: string | undefined;
  readonly signedHeaders: string | undefined;
  readonly signature: string | undefined;
  readonly amzDate: string | undefined;
  readonly expires: number | undefined;
  readonly sessionToken: string | undefined;
  readonly payloadHash: string | undefined;
}

function fromFields(fields: Fields): FoundAuthorization {
  const { scheme, kind, regionSet, credential, signedHeaders, signature, amzDate } = fields;
  const { expires, sessionToken, payloadHash } = fields;
  if (credential === undefined) return malformed(fields, "the signature has no Credential");
  if (signedHeaders === undefined) return malformed(fields, "the signature has no SignedHeaders");
  if (signature === undefined) return malformed(fields, "the authorization has no Signature");
  if (amzDate === undefined) return malformed(fields, "the request has neither x-amz-date nor date");
  const hasRegion = scheme === "SigV4";
  if (!hasRegion && regionSet === undefined) return malformed(fields, "the request has no x-amz-region-set");
  // An access key id can contain a slash, but the other parts can't. So it's read from the end.
  const parts = credential.split("/");
  const terminator = parts.pop();
  const service = parts.pop();
  const region = hasRegion ? parts.pop() : regionSet;
  const date = parts.pop();
  if (
    parts.length === 0 ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator !== "aws4_request"
  ) {
    const form = `KEY/DATE/${hasRegion ? "REGION/" : ""}SERVICE/aws4_request`;
    return malformed(fields, `the credential "${credential}" isn't ${form}`);
  }
  const accessKeyId = parts.join("/");
  return {
    state: "sigv4",
    authorization: {
      scheme,
      kind,
      scope: { accessKeyId, date, region, service },
      signedHeaders: signedHeaders.toLowerCase().split(";"),
      signature,
      amzDate,
      expires,
      sessionToken,
      payloadHash,
    },
  };
}

function malformed(
  { scheme, kind }: Pick<InvalidSignature, "scheme" | "kind">,
  reason: string,
): InvalidSignature {
  return {
    state: "invalid",
    valid: false,
    scheme,
    kind,
    fault: "malformed",
    reason,
    scope: undefined,
    signedHeaders: [],
    canonicalRequest: undefined,
    stringToSign: undefined,
  };
}

function unchecked(scheme: string): UncheckedSignature {
  return { state: "unchecked", valid: false, scheme, reason: `not checked: ${scheme}` };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** An HTTP date as SigV4 writes it; a request signed without x-amz-date carries only `date`. */
function basicDate(httpDate: string | undefined): string | undefined {
  if (httpDate === undefined) return undefined;
  const time = new Date(httpDate);
  return Number.isNaN(time.getTime()) ? httpDate : time.toISOString().replace(/[-:]|\.\d+/g, "");
}
