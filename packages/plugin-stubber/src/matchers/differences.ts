import { isBytes, isStreamed } from "../checks/check-value.js";
import { bytesIn } from "../model/bytes.js";
import { isMatcher } from "./any.js";
import { show } from "./show.js";

/**
 * How an actual value differs from the expected one, with paths: `Key: "a" instead of "b"`.
 *
 * @param exact Unexpected members are differences too.
 */
export function differences(expected: unknown, actual: unknown, exact: boolean): string[] {
  const found: string[] = [];
  compare(expected, actual, "", exact, found);
  return found;
}

function compare(expected: unknown, actual: unknown, path: string, exact: boolean, found: string[]): void {
  if (Object.is(expected, actual)) {
    // Also a stream, which can't be compared otherwise.
  } else if (isMatcher(expected)) {
    if (!expected.asymmetricMatch(actual)) found.push(differs(expected, actual, path));
  } else if (typeof expected === "function") {
    // An expected function is a test of the value.
    if (!expected(actual)) found.push(`${named(path)}${shown(actual)} is refused by ${show(expected)}`);
  } else if (isBytes(expected) || isBytes(actual)) {
    if (!sameBytes(expected, actual)) found.push(differs(expected, actual, path));
  } else if (Array.isArray(expected)) {
    compareArrays(expected, actual, path, exact, found);
  } else if (expected instanceof Date) {
    if (!(actual instanceof Date) || actual.getTime() !== expected.getTime())
      found.push(differs(expected, actual, path));
  } else if (expected instanceof Set) {
    if (!(actual instanceof Set) || !sameItems(expected, actual)) found.push(differs(expected, actual, path));
  } else if (expected instanceof Map) {
    const members = actual instanceof Map ? Object.fromEntries(actual) : actual;
    compareMembers(Object.fromEntries(expected), members, path, exact, found);
  } else if (isMembers(expected)) {
    compareMembers(expected, actual, path, exact, found);
  } else {
    found.push(differs(expected, actual, path));
  }
}

/** Numbers and bytes of a set may be objects, which are equal by their content. */
function sameItems(expected: ReadonlySet<unknown>, actual: ReadonlySet<unknown>): boolean {
  const others = [...actual];
  const isThere = (item: unknown): boolean =>
    actual.has(item) || others.some((other) => differences(item, other, true).length === 0);
  return actual.size === expected.size && [...expected].every(isThere);
}

function compareArrays(
  expected: readonly unknown[],
  actual: unknown,
  path: string,
  exact: boolean,
  found: string[],
): void {
  if (!Array.isArray(actual)) {
    found.push(differs(expected, actual, path));
    return;
  }
  if (actual.length !== expected.length) {
    found.push(`${named(path)}${actual.length} elements instead of ${expected.length}`);
    return;
  }
  expected.forEach((item, index) => {
    compare(item, actual[index], `${path}[${index}]`, exact, found);
  });
}

function compareMembers(
  expected: Readonly<Record<string, unknown>>,
  actual: unknown,
  path: string,
  exact: boolean,
  found: string[],
): void {
  if (!isMembers(actual)) {
    found.push(differs(expected, actual, path));
    return;
  }
  for (const [name, value] of Object.entries(expected)) {
    compare(value, actual[name], path === "" ? name : `${path}.${name}`, exact, found);
  }
  if (!exact) return;
  for (const [name, value] of Object.entries(actual)) {
    if (value === undefined || Object.hasOwn(expected, name)) continue;
    found.push(`${path === "" ? name : `${path}.${name}`}: ${show(value)} wasn't expected`);
  }
}

function differs(expected: unknown, actual: unknown, path: string): string {
  return `${named(path)}${shown(actual)} instead of ${show(expected)}`;
}

function shown(actual: unknown): string {
  return actual === undefined ? "nothing" : show(actual);
}

function named(path: string): string {
  return path === "" ? "" : `${path}: `;
}

/** A string equals its bytes, as in the SDK's parameters. */
function sameBytes(expected: unknown, actual: unknown): boolean {
  const [a, b] = [expected, actual].map(bytesIn);
  return (
    a !== undefined &&
    b !== undefined &&
    a.byteLength === b.byteLength &&
    a.every((byte, index) => byte === b[index])
  );
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Set) &&
    !(value instanceof Map) &&
    !isBytes(value) &&
    !isStreamed(value)
  );
}
