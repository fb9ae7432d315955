import { namesOf, type ServiceModel } from "../services/service-models.js";

/** Parameters with the types that an SDK expects: bytes for blobs, dates for timestamps. */
export function sdkValues(
  model: ServiceModel | undefined,
  value: unknown,
  protocol: string | undefined,
): unknown {
  const blobs = namesOf(model, "blobs");
  const timestamps = namesOf(model, "timestamps");
  const isText = protocol !== "cbor";
  const typed = (name: string | undefined, inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map((item) => typed(name, item));
    if (name !== undefined && typeof inner === "string" && isText && blobs.has(name))
      return Buffer.from(inner, "base64");
    if (name !== undefined && timestamps.has(name)) return dateOf(inner);
    if (typeof inner !== "object" || inner === null || inner instanceof Uint8Array || inner instanceof Date)
      return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, typed(key, item)]));
  };
  return typed(undefined, value);
}

function dateOf(value: unknown): unknown {
  if (typeof value !== "number" && typeof value !== "string") return value;
  const date = new Date(typeof value === "number" ? value * 1000 : value);
  return Number.isNaN(date.getTime()) ? value : date;
}
