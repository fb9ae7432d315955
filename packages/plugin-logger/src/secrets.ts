import { base64Of } from "./bytes.js";
import { MASK } from "./secret-names.js";

/** A shorter secret is looked for as a word of its own: as a part of words it is in every text. */
const SHORTEST_PART = 4;
/** A quoted fragment of a secret that is worth hiding. */
const SHORTEST_FRAGMENT = 3;
/** How much of a secret blob is looked for: an error message quotes its beginning. */
const LONGEST_BLOB = 65_536;

/**
 * What must not be seen of one call: the values that were sensitive in its parameters and output, or secret in its
 * headers. They come back in error messages and bodies, in other places than where they were sent.
 */
export class Secrets {
  readonly #values = new Set<string>();
  /** The values, longest first, so that no end of one stays where another is its beginning. */
  #longestFirst: readonly string[] | undefined;

  /** Adds a value, or all values in an object or a list. */
  add(value: unknown, ancestors: ReadonlySet<object> = new Set()): void {
    if (
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "bigint" ||
      // The SDK's LazyJsonString
      value instanceof String
    ) {
      this.#addText(String(value));
    } else if (value instanceof Uint8Array) {
      const start = value.subarray(0, LONGEST_BLOB);
      this.#addText(new TextDecoder().decode(start));
      this.#addText(base64Of(start));
    } else if (typeof value === "object" && value !== null && !ancestors.has(value) && !isStream(value)) {
      const within = new Set(ancestors).add(value);
      for (const [key, member] of Object.entries(value)) {
        // The keys of a sensitive map are as secret as its values.
        if (!Array.isArray(value)) this.#addText(key);
        this.add(member, within);
      }
    }
  }

  /** A text without the secrets: these, and those that are known by what stands around them. */
  scrub(text: string): string {
    let scrubbed = text;
    this.#longestFirst ??= [...this.#values].sort((a, b) => b.length - a.length);
    for (const value of this.#longestFirst) {
      if (value.length > scrubbed.length) continue;
      scrubbed = value.length < SHORTEST_PART ? maskWord(scrubbed, value) : scrubbed.replaceAll(value, MASK);
    }
    if (this.#values.size > 0) scrubbed = this.#maskQuotedFragments(scrubbed);
    return scrubSigned(scrubbed);
  }

  #addText(text: string): void {
    this.#longestFirst = undefined;
    for (const secret of [text, text.trim()]) {
      if (secret.trim() === "" || secret === MASK) return;
      this.#values.add(secret);
      for (const form of encodedForms(secret)) this.#values.add(form);
    }
  }

  /** `Unrecognized token 'hunter2'`: services quote the part of a body that they could not read. */
  #maskQuotedFragments(text: string): string {
    return QUOTES.reduce((masked, quote) => {
      // What stands between any two quotes: an apostrophe must not pair the wrong ones up.
      const parts = masked.split(quote);
      return parts
        .map((part, index) => (index > 0 && index < parts.length - 1 ? this.#maskFragment(part) : part))
        .join(quote);
    }, text);
  }

  #maskFragment(part: string): string {
    const [, fragment = "", backslashes = ""] = /^(.*?)(\\*)$/s.exec(part) ?? [];
    if (fragment.length < SHORTEST_FRAGMENT) return part;
    for (const value of this.#values) if (value.includes(fragment)) return `${MASK}${backslashes}`;
    return part;
  }
}

const QUOTES = ["'", '"', "`"];

function isStream(value: object): boolean {
  return Symbol.asyncIterator in value || "getReader" in value || "pipe" in value;
}

/** How JSON, XML, a URL and a header that holds JSON spell a text, where that differs. */
function encodedForms(text: string): string[] {
  const xml = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const forms = [JSON.stringify(text).slice(1, -1), xml, xml.replaceAll('"', "&quot;")];
  // Base64 of something short is in other base64 too.
  if (text.length >= SHORTEST_PART) forms.push(base64Of(new TextEncoder().encode(text)));
  try {
    forms.push(encodeURIComponent(text));
  } catch {
    // A lone surrogate, which cannot be in a URL.
  }
  return forms;
}

function maskWord(text: string, word: string): string {
  const escaped = word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu"), MASK);
}

const SIGNED: readonly (readonly [RegExp, string])[] = [
  // `=` and `&` are %3D and %26 in a URL that is a parameter, such as RDS's PreSignedUrl, and & is \u0026 in JSON.
  [
    /((?:x-amz-(?:signature|security-token|credential)|awsaccesskeyid|(?<![a-z])signature)(?:=|%3D))(?:(?!%26)[^&\s"'<>\\,])+/gi,
    `$1${MASK}`,
  ],
  // The canonical request, in SignatureDoesNotMatch.
  [/((?:x-amz-security-token|authorization|cookie):)[^\n<"]+/gi, `$1${MASK}`],
  [/(<(?:CanonicalRequestBytes|StringToSignBytes|SignatureProvided)>)[^<]*/g, `$1${MASK}`],
  [/((?:AWS4-[A-Z0-9-]+ |\b)Credential=)[^\s,"'<&]+/g, `$1${MASK}`],
  [/\b(Bearer )[A-Za-z0-9._~+/=-]+/g, `$1${MASK}`],
];

/** A text without what is secret by what stands around it, wherever it comes from: signatures and tokens in URLs. */
export function scrubSigned(text: string): string {
  return SIGNED.reduce((scrubbed, [pattern, replacement]) => scrubbed.replace(pattern, replacement), text);
}
