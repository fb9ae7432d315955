/** A value as a literal of a language. */
export interface Literals {
  readonly null: string;
  readonly true: string;
  readonly false: string;
  key(name: string): string;
  string(text: string): string;
  bytes(bytes: Uint8Array): string;
  date(date: Date): string;
}

export const TYPESCRIPT: Literals = {
  null: "null",
  true: "true",
  false: "false",
  key: (name) =>
    name === "__proto__" ? '["__proto__"]' : /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name),
  string: quoted,
  bytes: (bytes) => `Buffer.from("${base64(bytes)}", "base64")`,
  date: (date) => `new Date("${date.toISOString()}")`,
};

export const PYTHON: Literals = {
  null: "None",
  true: "True",
  false: "False",
  key: quoted,
  string: quoted,
  bytes: (bytes) => `base64.b64decode("${base64(bytes)}")`,
  date: (date) => `datetime.datetime.fromisoformat("${date.toISOString().replace("Z", "+00:00")}")`,
};

/** Writes a value as indented source text. */
export function literal(value: unknown, literals: Literals, indent = ""): string {
  if (value === null || value === undefined) return literals.null;
  if (typeof value === "string") return literals.string(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? literals.true : literals.false;
  if (value instanceof Uint8Array) return literals.bytes(value);
  if (value instanceof Date) return literals.date(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    return `[\n${value.map((item) => `${inner}${literal(item, literals, inner)},\n`).join("")}${indent}]`;
  }
  const entries = Object.entries(Object(value));
  if (entries.length === 0) return "{}";
  const lines = entries.map(
    ([name, item]) => `${inner}${literals.key(name)}: ${literal(item, literals, inner)},\n`,
  );
  return `{\n${lines.join("")}${indent}}`;
}

/** Both languages understand JSON's escapes, except those for line separators. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2028\u2029\u007f-\u009f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
