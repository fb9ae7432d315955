import { MASK } from "./mask-text.js";
import { isSecretHeader, isSecretMember, isSecretQuery } from "./secret-names.js";

/** A value with masks, and where they are, as JSON pointers. */
export interface MaskedValue {
  readonly value: unknown;
  readonly secrets: readonly string[];
}

/** A copy of parameters or of an answer in which secrets are masked. */
export function maskValue(service: string | undefined, value: unknown): MaskedValue {
  const secrets: string[] = [];
  return { value: masked(service, value, "", secrets), secrets };
}

function masked(service: string | undefined, value: unknown, pointer: string, secrets: string[]): unknown {
  if (Array.isArray(value))
    return value.map((item, index) => masked(service, item, `${pointer}/${index}`, secrets));
  if (!isPlainObject(value)) return value;
  const copy: Record<string, unknown> = Object.create(null);
  for (const [name, inner] of Object.entries(value)) {
    const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (isSecretMember(service, name) && isLeaf(inner)) {
      copy[name] = MASK;
      secrets.push(at);
    } else {
      copy[name] = masked(service, inner, at, secrets);
    }
  }
  return copy;
}

/** Objects with a secret's name, such as `Credentials`, have the secrets inside. */
function isLeaf(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => !isPlainObject(item) && !Array.isArray(item));
  return value !== null && value !== undefined && !isPlainObject(value) && typeof value !== "boolean";
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof Date)
  );
}

/**
 * A header's value, masked if it's a secret. A SigV4 signature isn't secret: it signs one request, for a few minutes.
 */
export function maskHeader(service: string | undefined, name: string, value: string): string {
  if (name.toLowerCase() === "authorization") {
    return /^AWS4-/.test(value) ? value : value.replace(/^(AWS [^:]*:|\S+\s+)?[\s\S]*$/, `$1${MASK}`);
  }
  return isSecretHeader(service, name) ? MASK : value;
}

/** A request's URL with the secrets of its query masked. */
export function maskUrl(service: string | undefined, url: string): string {
  const question = url.indexOf("?");
  if (question < 0) return url;
  const fields = url.slice(question + 1).split("&");
  const shown = fields.map((field) => {
    const [name = ""] = field.split("=", 1);
    return isSecretQuery(service, decoded(name)) ? `${name}=${MASK}` : field;
  });
  return `${url.slice(0, question)}?${shown.join("&")}`;
}

/** A canonical request or string to sign, without the values of secret headers and query parameters. */
export function maskCanonical(service: string | undefined, text: string): string {
  return text
    .split("\n")
    .map((line, index) => {
      if (index === 2) return maskUrl(service, `?${line}`).slice(1);
      const colon = line.indexOf(":");
      const name = line.slice(0, colon);
      return colon > 0 && isSecretHeader(service, name) ? `${name}:${MASK}` : line;
    })
    .join("\n");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
