/** A value as JSON. Dates and bytes have the forms of `python/parse_responses.py`. */
export function plain(value: unknown): unknown {
  if (value instanceof Date) return { date: value.getTime() };
  if (ArrayBuffer.isView(value)) {
    return { bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, content]) => content !== undefined)
      .map(([name, content]) => [name, plain(content)]),
  );
}

/** Lists the differences between two JSON values, each with its path. */
export function differencesOf(expected: unknown, actual: unknown, path = ""): string[] {
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length !== actual.length)
      return [`${path}: ${actual.length} elements, not ${expected.length}`];
    return expected.flatMap((item, index) => differencesOf(item, actual[index], `${path}[${index}]`));
  }
  if (isObject(expected) && isObject(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].flatMap((name) =>
      differencesOf(expected[name], actual[name], path === "" ? name : `${path}.${name}`),
    );
  }
  if (Object.is(expected, actual)) return [];
  // The models disagree about some numbers. S3's part markers are strings in one of them.
  if (typeof expected === "string" && typeof actual === "number" && expected === String(actual)) return [];
  return [`${path}: ${JSON.stringify(actual) ?? "nothing"}, not ${JSON.stringify(expected) ?? "nothing"}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
