import { latin1Of, utf8Of } from "./bytes.js";
import { isLeaf, withMembers } from "./leaves.js";
import type { RedactRules } from "./redact-rules.js";
import { isSecretMember, namesSecretMember } from "./secret-names.js";
import type { SecretValues } from "./secret-values.js";
import type { SensitiveShape } from "./sensitive-members.js";
import { DEEPEST, type Hidden, shownMembers } from "./shown-members.js";

/** What the SDK's filters put in place of values that a service's model marks as sensitive. */
const SDK_MASK = "***SensitiveInformation***";
/** How much of a string or blob is at least searched for names of secrets. It's never less than is shown. */
const LONGEST_DOCUMENT = 16_384;

/** Members that tell by a name what the values beside them are: `Key` of a tag, `ExpressionAttributeNames`. */
const LABEL = /(?:names?|key)$/i;
const LABELLED = /^(.*)values?$/i;
/** Members with a placeholder for each of the values beside them: `UpdateExpression`, `Statement`. */
const STATEMENT = /(?:expression|statement|sql|query(?:string)?)$/i;
/** All of those values. */
const NAMED = /(?:values?|parameter(?:s|sets))$/i;

/** How members are redacted. */
export interface Redaction {
  /** Collects the hidden values, which are hidden wherever they occur. */
  readonly values: SecretValues;
  /** What botocore's models mark as sensitive here. */
  readonly sensitive: SensitiveShape | undefined;
  /**
   * The user's own rules.
   *
   * @default none
   */
  readonly rules?: RedactRules | undefined;
  /**
   * Called with what one of the user's rules threw.
   *
   * @default nobody
   */
  readonly report?: ((error: unknown) => void) | undefined;
  /**
   * How many characters of strings and names are shown.
   *
   * @default all
   */
  readonly maxLength?: number | undefined;
}

/** Redacted members. */
export interface RedactedMembers {
  /** Which members are hidden, apart from values that also occur elsewhere. `undefined` if there is nothing to hide. */
  readonly hidden: Hidden | undefined;
  /** Whether something was hidden. */
  readonly hidesSomething: boolean;
  /** Whether one of the outermost members was hidden. */
  hides(member: string): boolean;
  /**
   * Makes a copy that JSON can represent, without hidden values wherever they occur, including those that were added in
   * the meantime. Tells whether it was cut off at the maximum length.
   */
  show(): { readonly shown: unknown; readonly truncated: boolean };
}

/**
 * Finds the secret members of an operation's input or output, and collects their values.
 *
 * @param original The members as they are.
 * @param filtered The result of the SDK's filter (`redactInput` and `redactOutput` of an event's `model`), or the
 * members again if there is no filter.
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
    hidden,
    hidesSomething: hidden !== undefined,
    hides: (member) => hidden === true || hidden?.get(member) === true,
    show: () =>
      shownMembers(filtered, hidden, redaction.values, redaction.maxLength ?? Number.POSITIVE_INFINITY),
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
    kept: unknown,
    sensitive: SensitiveShape | undefined,
    ancestors: object[],
    isNamed = false,
  ): Hidden | undefined {
    // The SDK's filter leaves out what it doesn't know, such as a union's second member. A service may quote it.
    const filtered = kept ?? original;
    if (filtered === undefined || filtered === null) return undefined;
    if (isNamed || this.#isSecret(path, original, filtered, sensitive)) {
      this.#redaction.values.add(original);
      return true;
    }
    if (typeof filtered !== "object" || isLeaf(filtered)) return undefined;
    if (ancestors.includes(filtered) || ancestors.length >= DEEPEST) return undefined;
    let hidden: Map<string, Hidden> | undefined;
    ancestors.push(filtered);
    const members = withMembers(filtered);
    const originals = original === filtered ? members : membersOf(original);
    let named: ((name: string) => boolean) | undefined;
    for (const name of namesOf(members, originals)) {
      if (path.length === 1 && name === "$metadata") continue;
      path.push(name);
      const [was, is] = [memberOf(originals, name), memberOf(members, name)];
      if (NAMED.test(name)) named ??= namedIn(members);
      const each = this.member(path, was, is, sensitive?.member(name), ancestors, named?.(name));
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
    const { rules, report = () => {}, maxLength = Number.POSITIVE_INFINITY } = this.#redaction;
    return (
      sensitive?.isSensitive === true ||
      (filtered === SDK_MASK && original !== SDK_MASK) ||
      (path.length > 1 && typeof filtered !== "boolean" && isSecretMember(path.at(-1) ?? "")) ||
      namesSecret(filtered, Math.max(LONGEST_DOCUMENT, maxLength)) ||
      (rules !== undefined && !rules.areNone && rules.hide([...path], original, report))
    );
  }
}

/** The names of what is in the filtered value, and of what the filter left out. */
function namesOf(filtered: object, original: object | undefined): Iterable<string> {
  const names = Object.keys(filtered);
  if (original === filtered || original === undefined) return names;
  return new Set([...names, ...Object.keys(original)]);
}

function membersOf(value: unknown): object | undefined {
  return typeof value === "object" && value !== null ? withMembers(value) : undefined;
}

function memberOf(members: object | undefined, name: string): unknown {
  return (members as Readonly<Record<string, unknown>> | undefined)?.[name];
}

/** Tells which members are secret because of what those beside them say. */
function namedIn(members: object): (name: string) => boolean {
  const stems: string[] = [];
  for (const [name, value] of Object.entries(members)) {
    if (STATEMENT.test(name) && typeof value === "string" && namesSecretMember(value, true))
      return (other) => NAMED.test(other);
    if (LABEL.test(name) && stringsIn(value).some(isSecretMember)) stems.push(name.replace(LABEL, ""));
  }
  return (other) => {
    const stem = LABELLED.exec(other)?.[1];
    return stem !== undefined && stems.some((each) => stem === "" || stem.startsWith(each));
  };
}

/** A string, or those in a map. DynamoDB's strings are in an object, too. */
function stringsIn(value: unknown): string[] {
  const members = membersOf(value);
  if (members !== undefined && isLeaf(members)) return [];
  const values: readonly unknown[] = members === undefined ? [value] : Object.values(members);
  return values.filter((each) => typeof each === "string");
}

/** A document within a member, such as the detail of an event, can name its own secrets. */
function namesSecret(value: unknown, length: number): boolean {
  if (typeof value === "string") return namesSecretMember(value.slice(0, length), false);
  if (value instanceof String) return namesSecretMember(String(value).slice(0, length), false);
  if (!(value instanceof Uint8Array)) return false;
  const start = value.subarray(0, length);
  return namesSecretMember(latin1Of(start), utf8Of(start, true) === undefined);
}
