/** Deeper values are an attack. */
const MAX_DEPTH = 500;

/** `JSON.parse`, for values that other functions can go through without a stack overflow. @throws Error */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") depth += 1;
    else if (token === "]" || token === "}") depth -= 1;
    if (depth > MAX_DEPTH) throw new Error("JSON: values are nested too deeply");
  }
  return value;
}
