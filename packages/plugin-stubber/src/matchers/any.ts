/**
 * A matcher that decides itself whether a value is the expected one, such as `expect.objectContaining` of Vitest and
 * Jest.
 */
export interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean;
}

/** The classes that `any` takes for values that aren't objects. */
type AnyType =
  | StringConstructor
  | NumberConstructor
  | BooleanConstructor
  | BigIntConstructor
  | (abstract new (
      ...args: never
    ) => object);

/**
 * Matches any value except `undefined` and `null`: `{ Key: any() }`. With a class it matches the class's values:
 * `any(String)`, `any(Date)`.
 */
export function any(type?: AnyType): AsymmetricMatcher {
  return new AnyValue(type);
}

class AnyValue implements AsymmetricMatcher {
  readonly #type: AnyType | undefined;

  constructor(type: AnyType | undefined) {
    this.#type = type;
  }

  asymmetricMatch(value: unknown): boolean {
    if (value === undefined || value === null) return false;
    const type: unknown = this.#type;
    if (type === undefined) return true;
    if (type === String) return typeof value === "string";
    if (type === Number) return typeof value === "number";
    if (type === Boolean) return typeof value === "boolean";
    if (type === BigInt) return typeof value === "bigint";
    return typeof type === "function" && value instanceof type;
  }

  /** For messages. */
  toString(): string {
    return this.#type === undefined ? "any()" : `any(${this.#type.name})`;
  }
}

export function isMatcher(value: unknown): value is AsymmetricMatcher {
  return (
    typeof value === "object" &&
    value !== null &&
    "asymmetricMatch" in value &&
    typeof value.asymmetricMatch === "function"
  );
}
