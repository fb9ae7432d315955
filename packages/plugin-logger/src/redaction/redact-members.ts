import { latin1Of, utf8Of } from "./bytes.js";
import { isLeaf } from "./leaves.js";
import type { Path, RedactRules } from "./redact-rules.js";
import { isSecretMember, namesSecretMember } from "./secret-names.js";
import type { SecretValues } from "./secret-values.js";
import type { SensitiveShape } from "./sensitive-members.js";
import { DEEPEST, type Hidden, shownMembers } from "./shown-members.js";

/** What the SDK's filters put in the place of what a service's model marks sensitive. */
const SDK_MASK = "***SensitiveInformation***";
/** How much of a text or a blob is searched for names of secrets, at least; never less than is shown. */
const LONGEST_DOCUMENT = 16_384;

/** How members are redacted. */
export interface Redaction {
  readonly rules: RedactRules;
  /** Collects what is hidden. */
  readonly values: SecretValues;
  /** What botocore's models mark sensitive here. */
  readonly sensitive: SensitiveShape | undefined;
  /** Told what a rule of the user's threw. */
  readonly report: (error: unknown) => void;
  /** The most characters of texts and names that are shown. */
  readonly maxLength: number;
}

/** Members that were redacted. */
export interface RedactedMembers {
  /** Whether something was hidden. */
  readonly hidesSomething: boolean;
  /** Whether one of the outermost members was hidden. */
  hides(member: string): boolean;
  /**
   * Makes a copy that JSON can hold, without the values that were hidden, wherever they are, and without those that
   * were added meanwhile; tells whether it was cut off at the longest length.
   */
  show(): { readonly shown: unknown; readonly truncated: boolean };
}

/**
 * Finds the secret members of an operation's input or output, and collects their values.
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
  const hidden = new Search(redaction).member([root], original, filtered, redaction.sensitive, []);
  return {
    hidesSomething: hidden !== undefined,
    hides: (member) => hidden === true || hidden?.get(member) === true,
    show: () => shownMembers(filtered, hidden, redaction.values, redaction.maxLength),
  };
}

class Search {
  readonly #redaction: Redaction;

  constructor(redaction: Redaction) {
    this.#redaction = redaction;
  }

  /** @param path Changes after the call. */
  member(
    path: string[],
    original: unknown,
    filtered: unknown,
    sensitive: SensitiveShape | undefined,
    ancestors: object[],
  ): Hidden | undefined {
    if (filtered === undefined || filtered === null) return undefined;
    if (this.#isSecret(path, original, filtered, sensitive)) {
      this.#redaction.values.add(original);
      return true;
    }
    if (typeof filtered !== "object" || isLeaf(filtered)) return undefined;
    if (ancestors.includes(filtered) || ancestors.length >= DEEPEST) return undefined;
    let hidden: Map<string, Hidden> | undefined;
    ancestors.push(filtered);
    for (const [name, value] of Object.entries(filtered)) {
      if (path.length === 1 && name === "$metadata") continue;
      path.push(name);
      const each = this.member(path, memberOf(original, name), value, sensitive?.member(name), ancestors);
      path.pop();
      if (each === undefined) continue;
      hidden ??= new Map();
      hidden.set(name, each);
    }
    ancestors.pop();
    return hidden;
  }

  #isSecret(
    path: readonly string[],
    original: unknown,
    filtered: unknown,
    sensitive: SensitiveShape | undefined,
  ): boolean {
    const { rules, report, maxLength } = this.#redaction;
    return (
      sensitive?.isSensitive === true ||
      (filtered === SDK_MASK && original !== SDK_MASK) ||
      (path.length > 1 && isSecretMember(path.at(-1) ?? "")) ||
      namesSecret(filtered, Math.max(LONGEST_DOCUMENT, maxLength)) ||
      (!rules.areNone && rules.hide([...path] as unknown as Path, original, report))
    );
  }
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** A document within a member, such as the detail of an event, may name its own secrets. */
function namesSecret(value: unknown, length: number): boolean {
  if (typeof value === "string") return namesSecretMember(value.slice(0, length), false);
  if (value instanceof String) return namesSecretMember(String(value).slice(0, length), false);
  if (!(value instanceof Uint8Array)) return false;
  const start = value.subarray(0, length);
  return namesSecretMember(latin1Of(start), utf8Of(start, true) === undefined);
}
