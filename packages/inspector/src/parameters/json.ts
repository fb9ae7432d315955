/** Deeper values are an attack. */
const MAX_DEPTH = 500;

/** `JSON.parse`, for values that other functions can go through without a stack overflow. @throws Error */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  let level = [value].filter(isObject);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new Error("JSON: values are nested too deeply");
    level = level.flatMap((each) => Object.values(each).filter(isObject));
  }
  return value;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
