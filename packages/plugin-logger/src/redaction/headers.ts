import { MASK } from "./mask.js";

/** `AWS4-HMAC-SHA256 Credential=AKID/20261128/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=...` */
const SIGNED =
  /^(AWS4-[\w-]{1,40}) Credential=[^/,\s]*((?:\/[^/,\s]*)*), ?SignedHeaders=([\w;.-]*), ?Signature=(\S*)$/;

/**
 * The value of a header that is secret by its name. Of a signature all is shown but the access key and the signature itself:
 * the scope of the credential and the headers that are signed help to find out why a service refuses it.
 */
export function redactHeader(value: string): string {
  const [, algorithm, scope, signedHeaders] = SIGNED.exec(value) ?? [];
  if (algorithm === undefined) return MASK;
  return `${algorithm} Credential=${MASK}${scope}, SignedHeaders=${signedHeaders}, Signature=${MASK}`;
}

/** What is secret in such a value: all of it, and without the name of the scheme. */
export function secretsInHeader(value: string): string[] {
  const signature = SIGNED.exec(value)?.[4];
  if (signature !== undefined) return [signature];
  const [, credential] = /^(?:Bearer|Basic|Negotiate|Token) ([^\s,]+)/i.exec(value) ?? [];
  return credential === undefined ? [value] : [value, credential];
}
