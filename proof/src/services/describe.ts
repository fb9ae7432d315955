/**
 * Describes a value as plain data. Two descriptions are equal only if a program can't tell the values apart:
 * by class, own properties that are `undefined`, the order of keys, bytes, or the content of streams.
 */
export async function describe(value: unknown, above: readonly unknown[] = []): Promise<unknown> {
  if (typeof value === "bigint") return { bigint: String(value) };
  if (typeof value === "function") return { function: value.name };
  if (value === undefined) return { undefined: true };
  if (typeof value === "number" && !Number.isFinite(value)) return { number: String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (above.includes(value)) return { above: above.length - above.indexOf(value) };
  const path = [...above, value];
  if (value instanceof Date) return { date: value.getTime() };
  if (value instanceof Uint8Array)
    return { class: value.constructor.name, bytes: Buffer.from(value).toString("latin1") };
  if (Array.isArray(value)) return Promise.all(value.map((item) => describe(item, path)));
  const read: unknown = Reflect.get(value, "transformToByteArray");
  if (typeof read === "function") return { stream: await described(read.call(value), path) };
  if (Symbol.asyncIterator in value)
    return { events: await describeEvents(value as AsyncIterable<unknown>, path) };
  const fields: [string, unknown][] = [];
  // Comes first, because only the first difference is shown.
  if (value instanceof Error) fields.push(["message", value.message], ["name", value.name]);
  fields.push(["class", Object.getPrototypeOf(value)?.constructor?.name]);
  for (const key of Reflect.ownKeys(value)) {
    if (key === "stack") continue;
    if (key === "$response")
      fields.push(["$response", await describeResponse(Reflect.get(value, key), path)]);
    else fields.push([String(key), await describe(Reflect.get(value, key), path)]);
  }
  return fields;
}

/** The result of reading a stream. */
async function described(reading: Promise<Uint8Array>, path: readonly unknown[]): Promise<unknown> {
  return reading.then(
    (bytes) => Buffer.from(bytes).toString("latin1"),
    async (error: unknown) => ({ thrown: await describe(error, path) }),
  );
}

async function describeEvents(events: AsyncIterable<unknown>, path: readonly unknown[]): Promise<unknown> {
  const read: unknown[] = [];
  try {
    for await (const event of events) {
      read.push(await describe(event, path));
    }
  } catch (error) {
    read.push({ thrown: await describe(error, path) });
  }
  return read;
}

/** The SDK has read its body. */
async function describeResponse(response: unknown, path: readonly unknown[]): Promise<unknown> {
  const { body, ...rest }: { body?: unknown } = Object(response);
  return describe({ ...rest, body: body === undefined ? undefined : typeof body }, path);
}

/** Where two descriptions first differ: the path and both values. */
export function firstDifference(one: unknown, other: unknown, path = ""): string | undefined {
  if (Object.is(one, other)) return undefined;
  if (typeof one === "object" && one !== null && typeof other === "object" && other !== null) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const found = firstDifference(Reflect.get(one, key), Reflect.get(other, key), `${path}.${key}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return `${path.slice(1)}: ${shortened(one)}, with Tucuxi ${shortened(other)}`;
}

function shortened(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 160);
}
