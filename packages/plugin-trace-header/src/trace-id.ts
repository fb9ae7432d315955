/**
 * An `X-Amzn-Trace-Id` (`Root=1-...;Parent=...;Sampled=1;Lineage=...`) with the fields of another that it lacks:
 * Lambda finds recursive loops by the `Lineage`. Where the two are of different traces, `Parent` and `Sampled` of the other
 * say nothing of this one, and are not taken over.
 */
export function mergedTraceId(traceId: string, other: string | undefined): string {
  if (other === undefined) return traceId;
  const fields = fieldsOf(traceId);
  const others = fieldsOf(other);
  const isSameTrace = !fields.has("root") || fields.get("root") === others.get("root");
  const missing = [...others].filter(
    ([key]) => !fields.has(key) && (isSameTrace || (key !== "parent" && key !== "sampled")),
  );
  return [...fields, ...missing].map(([, field]) => field).join(";");
}

/** The fields of a trace id, as they are written, by lower-case key. */
function fieldsOf(traceId: string): ReadonlyMap<string, string> {
  const fields = traceId.split(";").map((field) => field.trim());
  return new Map(
    fields.filter((field) => field !== "").map((field) => [(field.split("=")[0] ?? "").toLowerCase(), field]),
  );
}
