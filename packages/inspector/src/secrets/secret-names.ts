import { namesOf, serviceModel } from "../services/service-models.js";

/** Headers whose values grant access, or are encryption keys. */
const SECRET_HEADERS = new Set([
  "cookie",
  "proxy-authorization",
  "set-cookie",
  "x-amz-copy-source-server-side-encryption-customer-key",
  "x-amz-security-token",
  "x-amz-server-side-encryption-customer-key",
  "x-amz-s3session-token",
  "x-amz-sso_bearer_token",
  "x-api-key",
  "x-auth-token",
  "x-aws-ec2-metadata-token",
]);

/** Parameters of presigned URLs: with these, anybody can use the URL. */
const SECRET_QUERY = new Set([
  "x-amz-security-token",
  "x-amz-signature",
  "x-amz-s3session-token",
  "signature",
]);

const SECRET_WORDS =
  /passw(?:or)?d|passphrase|secret|token|privatekey|plaintext|apikey|accesskeyvalue|authorizationdata/;

/** Names that contain one of those words but aren't secret: pages, retries, and names, numbers and dates of secrets. */
const HARMLESS =
  /^(?:next|starting|start|continuation|pagination|page|previous|prev|marker|client|clientrequest|idempotency|request|creation|change|sequence|nextsequence|nextforward|nextbackward|upload|service|max|min)[a-z]*token|secret(?:id|arn|name|type|version|list|stringtemplate)|token(?:type|count|s?used|usage|expir|valid|ttl|duration|limit)|tokens$|(?:id|arn|name|type|length|policy|count|lastused|lastchanged|resetrequired|date|enabled)$/;

/** Whether the values of a member of a service's parameters or answers are secrets. */
export function isSecretMember(service: string | undefined, member: string): boolean {
  const model = serviceModel(service);
  if (namesOf(model, "secrets").has(member)) return true;
  if (
    model?.lowerFirst === true &&
    namesOf(model, "secrets").has(member.slice(0, 1).toUpperCase() + member.slice(1))
  )
    return true;
  const plain = member.toLowerCase().replace(/[-_]/g, "");
  return SECRET_WORDS.test(plain) && !HARMLESS.test(plain);
}

/** Whether a header's value is a secret. */
export function isSecretHeader(service: string | undefined, name: string): boolean {
  const lower = name.toLowerCase();
  if (SECRET_HEADERS.has(lower)) return true;
  const header = serviceModel(service)?.header;
  return header !== undefined && Object.hasOwn(header, lower)
    ? namesOf(serviceModel(service), "secrets").has(header[lower] ?? "")
    : false;
}

/** Whether the value of a parameter in the query is a secret. */
export function isSecretQuery(service: string | undefined, name: string): boolean {
  if (SECRET_QUERY.has(name.toLowerCase())) return true;
  const member = serviceModel(service)?.querystring?.[name] ?? name;
  return namesOf(serviceModel(service), "secrets").has(member);
}
