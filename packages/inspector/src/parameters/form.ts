import type { ValueReader } from "./values.js";

/** A form can have millions of fields. Only this many are parsed. */
const MAX_FIELDS = 20_000;

interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

/** The parameters of AWS Query and EC2: `Tags.member.1.Key=a` is `{ Tags: [{ Key: "a" }] }`. */
export function formParameters(fields: URLSearchParams, reader: ValueReader): Record<string, unknown> {
  const root: Node = { value: undefined, children: new Map() };
  let count = 0;
  for (const [name, value] of fields) {
    if (name === "Action" || name === "Version") continue;
    count += 1;
    if (count > MAX_FIELDS) throw new Error(`the form has more than ${MAX_FIELDS} fields`);
    let node = root;
    for (const part of name.split(".", 50)) {
      const next = node.children.get(part) ?? { value: undefined, children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.value = value;
  }
  const parameters: Record<string, unknown> = Object.create(null);
  for (const [name, node] of root.children)
    parameters[reader.member(name)] = nodeValue(node, reader.member(name), reader);
  return parameters;
}

function nodeValue(node: Node, member: string, reader: ValueReader): unknown {
  if (node.children.size === 0) return reader.scalar(member, node.value ?? "");
  const names = [...node.children.keys()];
  const [only] = names;
  if (names.length === 1 && only !== undefined && (only === "member" || only === "entry")) {
    const inner = node.children.get(only);
    return inner === undefined ? undefined : nodeValue(inner, member, reader);
  }
  if (names.every((name) => /^\d{1,6}$/.test(name))) {
    const items = [...node.children].sort(([a], [b]) => Number(a) - Number(b));
    return listOrMap(items.map(([, item]) => nodeValue(item, member, reader)));
  }
  const value: Record<string, unknown> = Object.create(null);
  for (const [name, child] of node.children)
    value[reader.member(name)] = nodeValue(child, reader.member(name), reader);
  return value;
}

/** A map is a list of `{ key, value }`, written in small letters. */
function listOrMap(items: unknown[]): unknown {
  const map: Record<string, unknown> = Object.create(null);
  for (const item of items) {
    if (typeof item !== "object" || item === null || !("key" in item) || typeof item.key !== "string")
      return items;
    map[item.key] = "value" in item ? item.value : "";
  }
  return items.length === 0 ? items : map;
}
