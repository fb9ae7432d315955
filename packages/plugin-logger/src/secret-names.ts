/** What stands in a record in place of a secret. */
export const MASK = "[redacted]";

const SECRET_FIELDS: ReadonlySet<string> = new Set([
  "authentication", // WorkDocs
  "authorization",
  "awsaccesskeyid", // query of version 2 signatures
  "x-amz-copy-source-server-side-encryption-customer-key-md5",
  "x-amz-credential",
  "x-amz-server-side-encryption-customer-key-md5",
]);
const SECRET_FIELD =
  /(?:^|[-_.])(?:proxy-authorization|cookie|customer-key|api-?key|signature|credentials?|password|passwd|secret|[a-z0-9]*token)$/;
/** Says where a page of a list begins. */
const PAGE_TOKEN = /(?:next|continuation|pagination|page|starting)[-_]?token$/;

/** Whether a header or a query parameter is secret by its name, in any case. */
export function isSecretField(name: string): boolean {
  const lower = name.toLowerCase();
  return SECRET_FIELDS.has(lower) || (SECRET_FIELD.test(lower) && !PAGE_TOKEN.test(lower));
}

/** Whether a header is a digest of the body: whoever guesses a short secret can tell by it that the guess is right. */
export function isDigest(name: string): boolean {
  return /^(?:x-amz-content-sha256|x-amz-checksum-(?!algorithm|mode|type).+|content-md5|etag)$/i.test(name);
}

/**
 * The service models do not mark all that is secret: in botocore 1.43.11's, nine services have a session token that
 * is not marked, STS among them, and three an authorization token, ECR among them.
 */
const SECRET_MEMBER =
  "(?:password|passphrase|secret[-_]?access[-_]?key|secret[-_]?key|client[-_]?secret|secret[-_]?string|private[-_]?key|session[-_]?token|security[-_]?token|access[-_]?token|refresh[-_]?token|id[-_]?token|auth[-_]?token|bearer[-_]?token|authorization[-_]?token|api[-_]?key)";
const SECRET_MEMBER_NAME = new RegExp(`${SECRET_MEMBER}$`, "i");
/**
 * The name as JSON, XML, YAML or a form spells it, JSON within a text of JSON included. The parameters of presigned URLs are
 * hidden for themselves.
 */
const SECRET_MEMBER_IN_TEXT = new RegExp(`(?<!x-amz-)${SECRET_MEMBER}\\\\?["'>=:]`, "i");
const SECRET_MEMBER_ANYWHERE = new RegExp(SECRET_MEMBER, "i");

/** Whether a member of an input or output, or the key of a map, is secret by its name: `SessionToken`, `db_password`. */
export function isSecretMember(name: string): boolean {
  return SECRET_MEMBER_NAME.test(name);
}

/**
 * Whether a body names a member that is secret. One that this version of the client does not know is in the body,
 * but in no parsed output.
 *
 * @param isBinary In CBOR, names have no quotes around them.
 */
export function namesSecretMember(body: string, isBinary: boolean): boolean {
  return (isBinary ? SECRET_MEMBER_ANYWHERE : SECRET_MEMBER_IN_TEXT).test(body);
}
