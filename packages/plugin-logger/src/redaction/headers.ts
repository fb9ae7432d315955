import { MASK } from "./mask.js";

/** `AWS4-HMAC-SHA256 Credential=AKID/20261128/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=...` */
const SIGNED =
  /^(AWS4-[\w-]{1,40}) Credential=[^/,\s]*(\/[^,\s]*|), ?SignedHeaders=([\w;.-]*), ?Signature=(\S*)$/;

/**
 * The value of a header whose name makes it secret. For a signature, only the access key and the signature itself are
 * hidden. The credential's scope and the signed headers help to find out why a service refuses it.
 */
export function redactHeader(value: string): string {
  const [, algorithm, scope, signedHeaders] = SIGNED.exec(value) ?? [];
  if (algorithm === undefined) return MASK;
  return `${algorithm} Credential=${MASK}${scope}, SignedHeaders=${signedHeaders}, Signature=${MASK}`;
}

/** The values of cookies, without what a server says of them. A short one, such as a language, isn't a credential. */
const COOKIE = /(?:^|[;,]\s*)(?!(?:domain|expires|path)=)[^=;,\s]+=([^;,\s]{8,})/gi;

/** The secrets in such a value: all of it, the same without the name of the scheme, and the values of cookies. */
export function secretsInHeader(value: string): string[] {
  const signature = SIGNED.exec(value)?.[4];
  if (signature !== undefined) return [signature];
  const [, credential = value] = /^[a-z][\w-]* ([^\s,]+)/i.exec(value) ?? [];
  return [value, credential, ...Array.from(value.matchAll(COOKIE), ([, cookie = ""]) => cookie)];
}
