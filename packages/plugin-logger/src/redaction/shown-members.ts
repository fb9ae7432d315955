import { leafOf, withMembers } from "./leaves.js";
import { MASK } from "./mask.js";
import { oneNamesSecretMember } from "./secret-names.js";
import type { SecretValues } from "./secret-values.js";
import { viewsOf } from "./views.js";

/** Deeper than any AWS document: DynamoDB stops at 32. */
export const DEEPEST = 100;
/** How much more of a string is read than is shown. What begins there is known to be whole. */
const MARGIN = 64;

/** The length of `token=` in base64. */
const SHORTEST_SPELLED = 8;

/** Which members are hidden: all of one, or some of those inside it. */
export type Hidden = true | ReadonlyMap<string, Hidden>;

/**
 * A copy of members that JSON can represent. Bytes become base64, dates ISO 8601, streams their kind, and cycles are
 * cut. It stops at the maximum length, and contains no secret value in any member.
 *
 * @param maxLength How many characters of strings and names are shown.
 */
export function shownMembers(
  members: unknown,
  hidden: Hidden | undefined,
  values: SecretValues,
  maxLength: number,
): { readonly shown: unknown; readonly truncated: boolean } {
  const copy = new Copy(maxLength);
  const make = copy.member(members, hidden, [], true);
  const { texts } = values.scrubAll(copy.texts, copy.endsWithinText);
  return { shown: make(texts), truncated: copy.truncated };
}

/** Makes the shown form of a member from the strings, after they are scrubbed. Doing that together costs less. */
type Make = (texts: readonly string[]) => unknown;

class Copy {
  /** The strings and names in the copy, in order. */
  readonly texts: string[] = [];
  truncated = false;
  endsWithinText = false;
  #left: number;

  constructor(maxLength: number) {
    this.#left = maxLength;
  }

  member(value: unknown, hidden: Hidden | undefined, ancestors: readonly object[], isRoot = false): Make {
    if (hidden === true) {
      this.#take(MASK.length);
      return () => MASK;
    }
    if (typeof value !== "object" || value === null) return this.#scalar(value);
    const leaf = leafOf(value, this.#left + MARGIN);
    if (leaf !== undefined) return this.#value(leaf);
    if (ancestors.includes(value)) return () => "[circular]";
    if (ancestors.length >= DEEPEST) return () => "[deeper]";
    const within = [...ancestors, value];
    const members = withMembers(value);
    return Array.isArray(members)
      ? this.#list(members, hidden, within)
      : this.#members(members, hidden, within, isRoot);
  }

  #list(
    list: readonly unknown[],
    hidden: Exclude<Hidden, true> | undefined,
    within: readonly object[],
  ): Make {
    const items: Make[] = [];
    for (const [index, value] of list.entries()) {
      if (this.truncated) break;
      items.push(this.member(value, hidden?.get(String(index)), within));
    }
    return (texts) => items.map((make) => make(texts));
  }

  #members(
    members: object,
    hidden: Exclude<Hidden, true> | undefined,
    within: readonly object[],
    isRoot: boolean,
  ): Make {
    const entries: [Make, Make][] = [];
    for (const [name, value] of Object.entries(members)) {
      if (this.truncated) break;
      if (value === undefined || (isRoot && name === "$metadata")) continue;
      const shownName = this.#text(name);
      if (this.truncated) break;
      entries.push([shownName, this.member(value, hidden?.get(name), within)]);
    }
    return (texts) => Object.fromEntries(entries.map(([name, make]) => [name(texts), make(texts)]));
  }

  #scalar(value: unknown): Make {
    switch (typeof value) {
      case "string":
        return this.#value(value);
      case "bigint":
      case "symbol":
        return this.#text(String(value));
      case "number": {
        const text = this.#text(String(value));
        // JSON has no NaN and no Infinity.
        return (texts) => (Number.isFinite(value) && text(texts) === String(value) ? value : text(texts));
      }
      case "function":
        return () => "[function]";
      default:
        return () => value;
    }
  }

  /** A string that names a secret in base64 or behind escapes is hidden. Only what is shown is read that thoroughly. */
  #value(text: string): Make {
    const start = text.slice(0, this.#left + MARGIN);
    if (start.length < SHORTEST_SPELLED || !oneNamesSecretMember(viewsOf(start, start !== text), false)) {
      return this.#text(text);
    }
    this.#take(MASK.length);
    return () => MASK;
  }

  #text(text: string): Make {
    const left = this.#left;
    const isWhole = this.#take(text.length);
    const index = this.texts.length;
    // A little more than is shown.
    this.texts.push(isWhole ? text : text.slice(0, left + MARGIN));
    if (isWhole) return (texts) => texts[index] ?? "";
    this.endsWithinText = text.length > left + MARGIN;
    return (texts) => `${texts[index]?.slice(0, left)}...`;
  }

  /** Counts what is shown, and returns whether it still fits. */
  #take(length: number): boolean {
    if (length > this.#left) this.truncated = true;
    this.#left = Math.max(0, this.#left - length);
    return !this.truncated;
  }
}
