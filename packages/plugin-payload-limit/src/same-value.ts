import { isItem } from "./unit.js";

/** Whether two values of plain data are the same: parameters of a call, and what came back of them. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isItem(one) || !isItem(other)) return false;
  if (one instanceof Uint8Array || other instanceof Uint8Array) {
    return (
      one instanceof Uint8Array &&
      other instanceof Uint8Array &&
      one.byteLength === other.byteLength &&
      one.every((byte, index) => byte === other[index])
    );
  }
  if (one instanceof Set && other instanceof Set) return sameValue([...one], [...other]);
  const names = membersOf(one);
  return (
    names.length === membersOf(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameValue(one[name], other[name]))
  );
}

/** A member that is `undefined` is not sent. */
function membersOf(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value).filter((name) => value[name] !== undefined);
}
