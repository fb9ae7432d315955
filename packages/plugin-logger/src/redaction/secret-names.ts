/** A kind of name, as a regular expression, and why its value is secret. */
type Reviewed = readonly [name: string, reason: string];

/**
 * Complete names of headers and query parameters, in lower case. A person has reviewed each. To add one, say why it's a
 * credential, and not only that it sounds like one.
 */
const SECRET_FIELDS: readonly Reviewed[] = [
  [
    "(?:.*-)?authorization",
    "what HTTP authenticates with; x-forwarded-authorization and others carry it through proxies",
  ],
  ["authentication", "WorkDocs' token of a user"],
  ["(?:.*-)?cookie2?", "a session's"],
  ["x-auth.*", "x-auth-token, x-auth-key and others: what gateways and OpenStack authenticate with"],
  ["(?:.*[-_.])?jwt(?:[-_.].*)?", "a JSON Web Token is a bearer token"],
  ["x-amz-bearer", "the token of a participant in one of Connect's chats"],
  ["x-amzn-oidc-data", "a load balancer's JSON Web Token with the claims of a user"],
  ["x-amz-credential", "names the access key; the scope behind it is shown"],
  ["awsaccesskeyid", "the access key in the query of version 2 signatures"],
  ["(?:.*[-_.])?signature", "signs a request, so others could send it again"],
  ["(?:.*[-_.])?customer-key(?:-md5)?", "S3's SSE-C keys, and what a guess of them can be checked by"],
  [
    "(?:.*[-_.])?(?:api|secret|private|access|encryption|functions|subscription)[-_]?key",
    "keys of API Gateway, Azure Functions and API Management (ocp-apim-subscription-key), and whatever else is called so",
  ],
  ["(?:.*[-_.])?(?:credentials?|password|passwd|passphrase|secret)", "says so itself"],
  ["(?:.*[-_.])?[a-z0-9]*token", "whoever has it is let in: x-amz-security-token and many more"],
];

/** Exceptions that aren't secret. */
const SHOWN_FIELDS: readonly Reviewed[] = [
  [
    "(?:.*[-_.])?[a-z]*(?:next|continuation|pagination|page|starting)[-_]?token",
    "says where a page of a list begins",
  ],
];

/**
 * Ends of the names of inputs' and outputs' members, and of keys in maps and documents, in any case. The models don't
 * mark all of them: in botocore 1.43.67's, nine services have a session token that isn't marked, STS among them, and
 * three an authorization token, ECR among them.
 */
const SECRET_MEMBERS: readonly Reviewed[] = [
  [
    "passwords?|passwd|passphrase",
    "say so themselves: the passwords of databases, in tags, documents and environments too",
  ],
  [
    "secret[-_]?access[-_]?key|secret[-_]?key",
    "the secret half of an access key, also as aws_secret_access_key",
  ],
  [
    "(?:api|app|client|consumer|shared|signing|webhook)[-_]?secret|secret[-_]?string",
    "of OAuth clients and webhooks, and Secrets Manager's",
  ],
  ["private[-_]?keys?|pre[-_]?shared[-_]?key", "of certificates, key pairs and VPNs"],
  [
    "(?:session|security|access|refresh|id|auth|bearer|authorization|api|secret)[-_]?token",
    "whoever has it is let in; but not NextToken and ClientToken",
  ],
  ["api[-_]?key", "of third parties, in documents"],
];

/** Members that are secret only if this is their complete name. */
const SECRET_WHOLE_MEMBERS: readonly Reviewed[] = [
  ["token", "of whatever kind; those of pages have a longer name"],
  ["secret", "of webhooks, CodeBuild's among them"],
];

/** Members of a service. */
interface UnmarkedMembers {
  /** The service's name in events. */
  readonly service: string;
  /** @default all of the service's */
  readonly operations?: readonly string[];
  /** At any depth of the operations' inputs and outputs. */
  readonly members: readonly string[];
  readonly reason: string;
}

/** Credentials that models fail to mark, and whose names don't tell. */
const UNMARKED_MEMBERS: readonly UnmarkedMembers[] = [
  {
    service: "api-gateway",
    operations: [
      "CreateApiKey",
      "GetApiKey",
      "GetApiKeys",
      "UpdateApiKey",
      "GetUsagePlanKey",
      "GetUsagePlanKeys",
      "CreateUsagePlanKey",
    ],
    members: ["value"],
    reason: "the API key itself, which clients send as x-api-key",
  },
  {
    service: "api-gateway",
    operations: ["ImportApiKeys"],
    members: ["body"],
    reason: "a file of API keys",
  },
  {
    service: "appflow",
    members: ["applicationKey", "authCode", "datakey"],
    reason: "what connectors log in with: Datadog's application key, an authorization code, a data key",
  },
  {
    service: "appsync",
    operations: ["CreateApiKey", "DeleteApiKey", "ListApiKeys", "UpdateApiKey"],
    members: ["id"],
    reason: "the API key itself, which clients send as x-api-key",
  },
  {
    service: "codebuild",
    operations: ["StartSandboxConnection"],
    members: ["tokenValue"],
    reason: "opens a Systems Manager session",
  },
  {
    service: "cognito-identity-provider",
    operations: ["ConfirmForgotPassword", "ConfirmSignUp"],
    members: ["ConfirmationCode"],
    reason: "was sent to the user; with it, anybody can set a new password",
  },
  {
    service: "connect",
    members: ["ParticipantToken", "ConnectionToken"],
    reason: "what a participant of a chat authenticates with",
  },
  {
    service: "connectparticipant",
    members: ["ParticipantToken", "ConnectionToken"],
    reason: "the same, sent as x-amz-bearer",
  },
  {
    service: "direct-connect",
    members: ["authKey"],
    reason: "authenticates a BGP session",
  },
  {
    service: "eks",
    members: ["activationCode"],
    reason: "registers a cluster as the account's",
  },
  {
    service: "firehose",
    members: ["HECToken"],
    reason: "what Splunk's HTTP event collector is sent data with",
  },
  {
    service: "gamelift",
    members: ["PlayerGatewayToken"],
    reason: "what a player's packets authenticate with",
  },
  {
    service: "iot-wireless",
    members: ["AppKey", "GenAppKey", "NwkKey", "SessionKeys"],
    reason: "the keys of LoRaWAN devices",
  },
  {
    service: "lakeformation",
    members: ["SAMLAssertion"],
    reason: "is exchanged for credentials; STS marks its own",
  },
  {
    service: "lambda",
    operations: ["Invoke", "InvokeWithResponseStream"],
    members: ["LogResult"],
    reason: "the end of the function's log: what it printed of the payload, which the model marks",
  },
  {
    service: "iam",
    operations: ["EnableMFADevice", "ResyncMFADevice"],
    members: ["AuthenticationCode1", "AuthenticationCode2"],
    reason: "the codes of a multi-factor device that is set up",
  },
  {
    service: "mediaconvert",
    members: ["StaticKeyValue"],
    reason: "decrypts the media",
  },
  {
    service: "medialive",
    members: ["StaticKeyValue"],
    reason: "decrypts the media",
  },
  {
    service: "pinpoint",
    members: ["Credential", "Otp", "TokenKey"],
    reason: "the keys of push services, Google's and Apple's among them, and one-time passwords",
  },
  {
    service: "sagemaker",
    operations: ["StartSession"],
    members: ["TokenValue"],
    reason: "opens a Systems Manager session",
  },
  {
    service: "securityhub",
    operations: ["RegisterConnectorV2"],
    members: ["AuthCode"],
    reason: "the authorization code, which is exchanged for an access token",
  },
  {
    service: "securitylake",
    members: ["authorizationApiKeyValue"],
    reason: "the API key of a subscriber's endpoint",
  },
  {
    service: "snowball",
    members: ["UnlockCode"],
    reason: "decrypts the manifest of a device",
  },
  {
    service: "sns",
    members: ["PlatformCredential"],
    reason: "the private key or API key of a push service",
  },
  {
    service: "ssm",
    operations: ["ResumeSession", "StartSession"],
    members: ["TokenValue"],
    reason: "opens the session, which may be a shell",
  },
  {
    service: "ssm",
    members: ["ActivationCode"],
    reason: "functions like a password, says the model: with it, any machine can join",
  },
  {
    service: "sso-oidc",
    operations: ["CreateToken", "CreateTokenWithIAM", "StartDeviceAuthorization"],
    members: ["deviceCode"],
    reason: "is exchanged for an access token",
  },
  {
    service: "sso-oidc",
    operations: ["CreateToken", "CreateTokenWithIAM"],
    members: ["code", "codeVerifier"],
    reason:
      "the authorization code, which is exchanged for an access token, and the proof that it's one's own (PKCE)",
  },
  {
    service: "sts",
    operations: ["AssumeRole", "GetSessionToken"],
    members: ["TokenCode"],
    reason: "the code of a multi-factor device, good for half a minute and more",
  },
];

const anyOf = (names: readonly Reviewed[]): string => names.map(([name]) => name).join("|");

/** As a part of regular expressions; has no groups. */
export const SECRET_MEMBER = anyOf(SECRET_MEMBERS);
const SECRET_WHOLE_MEMBER = anyOf(SECRET_WHOLE_MEMBERS);

const FIELD = new RegExp(`^(?:${anyOf(SECRET_FIELDS)})$`);
const SHOWN_FIELD = new RegExp(`^(?:${anyOf(SHOWN_FIELDS)})$`);
/** No service has a longer one. */
const LONGEST_FIELD = 256;
const MEMBER = new RegExp(`(?:${SECRET_MEMBER}|^(?:${SECRET_WHOLE_MEMBER}))$`, "i");
const LONGEST_MEMBER = 32;
/**
 * The name as JSON (even JSON in a JSON string), XML, YAML, a settings file or a form spells it, also as the name of a value
 * that follows (`Key: password` and `Value: hunter2` in the next line), or a private key itself. The parameters of
 * presigned URLs are hidden separately.
 */
const MEMBER_IN_TEXT = new RegExp(
  String.raw`-----BEGIN [A-Z ]{0,32}PRIVATE KEY|(?<!x-amz-)(?:(?:${SECRET_MEMBER})(?:\\*(?:["'>]|\s{0,8}[=:])|(?:</\w{1,32}>)?[\s&<]{1,64}[\w.]{0,32}value\s{0,8}[=:>])|(?<![\w-])(?:${SECRET_WHOLE_MEMBER})\\*(?:["'>]\s{0,8}[:=<]|=))`,
  "i",
);
const MEMBER_ANYWHERE = new RegExp(`${SECRET_MEMBER}|(?<![a-z-])(?:${SECRET_WHOLE_MEMBER})(?![a-z])`, "i");

/** The same few headers come with every call, but a service could answer with new ones each time. */
const KNOWN_FIELDS = new Map<string, boolean>();
const MOST_KNOWN = 1000;

/** Whether the name of a header or query parameter makes it secret, in any case. */
export function isSecretField(name: string): boolean {
  if (name.length > LONGEST_FIELD) return true;
  let isSecret = KNOWN_FIELDS.get(name);
  if (isSecret === undefined) {
    const lower = name.toLowerCase();
    isSecret = FIELD.test(lower) && !SHOWN_FIELD.test(lower);
    if (KNOWN_FIELDS.size < MOST_KNOWN) KNOWN_FIELDS.set(name, isSecret);
  }
  return isSecret;
}

/** Whether a header is a digest of the body. Somebody who guesses a short secret could confirm the guess with it. */
export function isDigest(name: string): boolean {
  return /^(?:x-amz-content-sha256|x-amz-checksum-(?!algorithm|mode|type).+|content-md5|etag)$/i.test(name);
}

/** Whether the name of a member or of a map's key makes it secret: `SessionToken`, `db_password`. */
export function isSecretMember(name: string): boolean {
  return MEMBER.test(name.length > LONGEST_MEMBER ? name.slice(-LONGEST_MEMBER) : name);
}

/**
 * Whether a body names a secret member. A member that this version of the client doesn't know is in the body, but in no
 * parsed output.
 *
 * @param isBinary In CBOR, names have no quotes around them.
 */
export function namesSecretMember(body: string, isBinary: boolean): boolean {
  return isBinary ? MEMBER_ANYWHERE.test(withoutZeros(body)) : MEMBER_IN_TEXT.test(body);
}

/** UTF-16 as ASCII, if it's that. */
export function withoutZeros(bytes: string): string {
  return bytes.replaceAll("\0", "");
}

/**
 * Whether one of several readings of a string names a secret member.
 *
 * @param isBinary The first one isn't text.
 */
export function oneNamesSecretMember(
  views: readonly { readonly text: string }[],
  isBinary: boolean,
): boolean {
  return views.some(({ text }, index) => namesSecretMember(text, isBinary && index === 0));
}

/** The members of an operation that are secret although no model says so. */
export function unmarkedMembers(service: string, operation: string): readonly string[] {
  return UNMARKED_MEMBERS.filter(
    (entry) => entry.service === service && (entry.operations?.includes(operation) ?? true),
  ).flatMap(({ members }) => members);
}
