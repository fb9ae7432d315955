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
  if (isMatcher(expected)) {
    if (!expected.asymmetricMatch(actual)) found.push(differs(expected, actual, path));
  } else if (typeof expected === "function") {
    // An expected function is a test of the value, unless it's the value itself.
    if (expected !== actual && !expected(actual))
      found.push(`${named(path)}${shown(actual)} is refused by ${show(expected)}`);
  } else if (isBytes(expected) || isBytes(actual)) {
    if (!sameBytes(expected, actual)) found.push(differs(expected, actual, path));
  } else if (Array.isArray(expected)) {
    compareArrays(expected, actual, path, exact, found);
  } else if (expected instanceof Date) {
    if (!(actual instanceof Date) || actual.getTime() !== expected.getTime())
      found.push(differs(expected, actual, path));
  } else if (expected instanceof Set) {
    const isSame =
      actual instanceof Set &&
      actual.size === expected.size &&
      [...expected].every((item) => actual.has(item));
    if (!isSame) found.push(differs(expected, actual, path));
  } else if (isMembers(expected)) {
    compareMembers(expected, actual, path, exact, found);
  } else if (!Object.is(expected, actual)) {
    found.push(differs(expected, actual, path));
  }
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
    // A stream, for example, either is the expected one or isn't.
    if (expected !== actual) found.push(differs(expected, actual, path));
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

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

const encoder = new TextEncoder();

/** A string equals its bytes, as in the SDK's parameters. */
function sameBytes(expected: unknown, actual: unknown): boolean {
  const [a, b] = [expected, actual].map((value) =>
    typeof value === "string" ? encoder.encode(value) : value,
  );
  return (
    isBytes(a) && isBytes(b) && a.byteLength === b.byteLength && a.every((byte, index) => byte === b[index])
  );
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Set)
  );
}
