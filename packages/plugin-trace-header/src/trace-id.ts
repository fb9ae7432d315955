/** The fields that every reader looks for come first, in AWS's order. */
const LEADING_FIELDS = ["root", "parent", "sampled"];

/**
 * An `X-Amzn-Trace-Id` (`Root=1-...;Parent=...;Sampled=1;Lineage=...`) with another's fields that it lacks. Lambda
 * finds recursive loops by the `Lineage`. If the two belong to different traces, the other's `Parent` and `Sampled`
 * aren't copied.
 */
export function mergedTraceId(traceId: string, other: string | undefined): string {
  if (other === undefined) return traceId;
  const fields = fieldsOf(traceId);
  const others = fieldsOf(other);
  const isSameTrace = !fields.has("root") || fields.get("root") === others.get("root");
  for (const [key, field] of others) {
    if (!fields.has(key) && (isSameTrace || !LEADING_FIELDS.includes(key))) fields.set(key, field);
  }
  const leading = LEADING_FIELDS.filter((key) => fields.has(key));
  return [...new Set([...leading, ...fields.keys()])].map((key) => fields.get(key)).join(";");
}

/** The fields of a trace id as they are written, by lower-case key. */
function fieldsOf(traceId: string): Map<string, string> {
  const fields = traceId.split(";").map((field) => field.trim());
  return new Map(
    fields.filter((field) => field !== "").map((field) => [(field.split("=")[0] ?? "").toLowerCase(), field]),
  );
}
