/** Access keys that a signature is checked against. */
export interface InspectorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** If set, requests with this key must have it. */
  readonly sessionToken?: string;
}

/** The scope of a SigV4 signature: `AKID/20150830/us-east-1/iam/aws4_request`. That of SigV4A has no region. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** The day, as YYYYMMDD in UTC. */
  readonly date: string;
  /** For SigV4A the regions that it is good for, from `x-amz-region-set`: "us-east-1,us-west-1", or "*". */
  readonly region: string;
  /** The service's signing name, such as "monitoring" for CloudWatch. */
  readonly service: string;
}

/** How a signature was made: with the secret key, or with a private key that is derived from it and good for many regions. */
export type SignatureScheme = "SigV4" | "SigV4A";

/** Where the signature was found: in the authorization header or in the query of a presigned URL. */
export type SignatureKind = "header" | "presigned";

/** What is wrong with a signature. */
export type SignatureFault =
  | "malformed"
  | "unknown-access-key"
  | "session-token"
  | "clock-skew"
  | "expired"
  | "unsigned-header"
  | "missing-header"
  | "mismatch"
  | "payload-changed"
  | "chunk-mismatch";

/** The signature agrees with the request and the body. */
export interface ValidSignature {
  readonly state: "valid";
  readonly valid: true;
  readonly scheme: SignatureScheme;
  readonly kind: SignatureKind;
  readonly scope: CredentialScope;
  readonly signedHeaders: readonly string[];
  /** What was signed. */
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** "signed" if the body's hash is covered, "unsigned" for UNSIGNED-PAYLOAD, "streaming" for aws-chunked bodies. */
  readonly payload: "signed" | "unsigned" | "streaming";
}

/** The request has a signature that AWS would refuse. */
export interface InvalidSignature {
  readonly state: "invalid";
  readonly valid: false;
  readonly scheme: SignatureScheme;
  readonly kind: SignatureKind;
  readonly fault: SignatureFault;
  readonly reason: string;
  readonly scope: CredentialScope | undefined;
  /** The headers that the signature claims to cover. Empty if the signature couldn't be read. */
  readonly signedHeaders: readonly string[];
  /** What the inspector signed, to compare with what the client signed. `undefined` if it didn't get that far. */
  readonly canonicalRequest: string | undefined;
  readonly stringToSign: string | undefined;
}

/** The request is anonymous. */
export interface AbsentSignature {
  readonly state: "absent";
  readonly valid: false;
  readonly reason: string;
}

/** The request is authenticated in a way that isn't checked. */
export interface UncheckedSignature {
  readonly state: "unchecked";
  readonly valid: false;
  /** "SigV2", "Bearer", or the first word of the authorization header. "SigV4" and "SigV4A" where the body is missing. */
  readonly scheme: string;
  readonly reason: string;
}

/** The result of checking a request's authentication. `state` tells the four kinds apart. */
export type SignatureReport = ValidSignature | InvalidSignature | AbsentSignature | UncheckedSignature;
