import { base64Of, latin1Of, utf8Of } from "./bytes.js";
import type { Path, RedactRules } from "./redact-rules.js";
import { isSecretMember, MASK, namesSecretMember } from "./secret-names.js";
import { type Secrets, scrubSigned } from "./secrets.js";

/** What the SDK's filters put in the place of what a service's model marks sensitive. */
const SDK_MASK = "***SensitiveInformation***";
/** Deeper than any AWS document: DynamoDB stops at 32. */
const DEEPEST = 100;

/** How much of a blob is searched for names of secrets. */
const LONGEST_DOCUMENT = 65_536;

/** How members are redacted. */
export interface Redaction {
  readonly rules: RedactRules;
  /** Collects what was hidden. */
  readonly secrets: Secrets;
  /** Told what a rule of the user's threw. */
  readonly report: (error: unknown) => void;
  /** The most characters of texts and names that are shown. */
  readonly maxLength: number;
}

/** Members that were redacted. */
export interface RedactedMembers {
  /** A copy that JSON can hold. */
  readonly shown: unknown;
  /** Whether something was hidden. */
  readonly hidesSomething: boolean;
  /** Whether one of the outermost members was hidden. */
  hides(member: string): boolean;
  /** Whether it was cut off at the longest length. */
  readonly truncated: boolean;
}

/**
 * Hides the secret members of an operation's input or output, and makes what is left fit for JSON: bytes become
 * base64, dates ISO 8601, streams their kind; cycles are cut. Goes through everything, so that all secrets are
 * collected, but stops to show after the longest length.
 *
 * @param original The members as they are.
 * @param filtered What the SDK's filter made of them.
 * @throws what a getter throws.
 */
export function redactMembers(
  root: "input" | "output",
  original: unknown,
  filtered: unknown,
  redaction: Redaction,
): RedactedMembers {
  const walk = new Walk(redaction);
  const shown = walk.member([root], original, filtered, []);
  const { hidden, hidesSomething, truncated } = walk;
  const hides = (member: string): boolean => hidden.has(root) || hidden.has(`${root}.${member}`);
  return { shown, hidesSomething, hides, truncated };
}

class Walk {
  hidesSomething = false;
  /** The paths of what was hidden at the top. */
  readonly hidden = new Set<string>();
  truncated = false;
  readonly #redaction: Redaction;
  #left: number;

  constructor(redaction: Redaction) {
    this.#redaction = redaction;
    this.#left = redaction.maxLength;
  }

  member(path: Path, original: unknown, filtered: unknown, ancestors: readonly object[]): unknown {
    if (filtered === undefined || filtered === null) return filtered;
    const { rules, secrets, report } = this.#redaction;
    const name = path.at(-1) ?? "";
    if (
      (filtered === SDK_MASK && original !== SDK_MASK) ||
      (path.length > 1 && isSecretMember(name)) ||
      namesSecret(filtered) ||
      rules.hide(path, original, report)
    ) {
      this.hidesSomething = true;
      if (path.length <= 2) this.hidden.add(path.join("."));
      secrets.add(original);
      this.#take(MASK.length);
      return MASK;
    }
    if (typeof filtered !== "object") return this.#scalar(filtered);
    const leaf = leafOf(filtered, this.#left);
    if (leaf !== undefined) return this.#text(leaf);
    if (ancestors.includes(filtered)) return "[circular]";
    if (ancestors.length >= DEEPEST) return "[deeper]";
    const within = [...ancestors, filtered];
    if (Array.isArray(filtered)) return this.#list(path, original, filtered, within);
    return this.#members(path, original, filtered, within);
  }

  #list(
    path: Path,
    original: unknown,
    filtered: readonly unknown[],
    within: readonly object[],
  ): readonly unknown[] {
    const shown: unknown[] = [];
    for (const [index, value] of filtered.entries()) {
      const isShown = !this.truncated;
      const each = this.member([...path, String(index)], memberOf(original, index), value, within);
      if (isShown) shown.push(each);
    }
    return shown;
  }

  #members(path: Path, original: unknown, filtered: object, within: readonly object[]): object {
    const shown: [string, unknown][] = [];
    for (const [name, value] of Object.entries(filtered)) {
      if (path.length === 1 && name === "$metadata") continue;
      const isShown = this.#take(name.length);
      const each = this.member([...path, name], memberOf(original, name), value, within);
      if (isShown) shown.push([name, each]);
    }
    return Object.fromEntries(shown);
  }

  #scalar(value: unknown): unknown {
    switch (typeof value) {
      case "string":
        return this.truncated ? value : this.#text(scrubSigned(value));
      case "bigint":
      case "symbol":
        return this.#text(String(value));
      case "number":
        // JSON has no NaN and no Infinity.
        return Number.isFinite(value) ? value : String(value);
      case "function":
        return "[function]";
      default:
        return value;
    }
  }

  #text(text: string): string {
    const left = this.#left;
    return this.#take(text.length) ? text : `${text.slice(0, left)}...`;
  }

  /** Counts what is shown; says whether it still fits. */
  #take(length: number): boolean {
    if (length > this.#left) this.truncated = true;
    this.#left = Math.max(0, this.#left - length);
    return !this.truncated;
  }
}

function memberOf(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string | number, unknown>)[key]
    : undefined;
}

/** A document within a member, such as the detail of an event, may name its own secrets. */
function namesSecret(value: unknown): boolean {
  if (typeof value === "string" || value instanceof String) return namesSecretMember(String(value), false);
  if (!(value instanceof Uint8Array)) return false;
  const start = value.subarray(0, LONGEST_DOCUMENT);
  return namesSecretMember(latin1Of(start), utf8Of(start, true) === undefined);
}

/** The text of an object that is not made of members. */
function leafOf(value: object, maxLength: number): string | undefined {
  if (value instanceof String) return scrubSigned(String(value));
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  if (value instanceof Uint8Array) return base64Of(value.subarray(0, Math.ceil((maxLength * 3) / 4) + 3));
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Blob) return `[blob of ${value.size} bytes]`;
  return streamKind(value);
}

/** What kind of stream a value is, or `undefined` for one that is none. */
export function streamKind(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("pipe" in value && typeof value.pipe === "function") return "[stream]";
  if ("getReader" in value && typeof value.getReader === "function") return "[web stream]";
  if (Symbol.asyncIterator in value) return "[event stream]";
  return undefined;
}
