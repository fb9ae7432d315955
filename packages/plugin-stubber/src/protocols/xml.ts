import type { Shape } from "../model/shape.js";
import { simpleText } from "./simple-text.js";

/** Writes a structure as an XML element with a name. */
export function xmlElement(name: string, shape: Shape, value: unknown, attributes = ""): string {
  const own = xmlAttributes(shape, value);
  return `<${name}${attributes}${own}>${xmlMembers(shape, value)}</${name}>`;
}

/** Writes the members of a structure without an element around them. */
export function xmlMembers(shape: Shape, value: unknown): string {
  let text = "";
  for (const [name, member] of shape.members) {
    const content = memberOf(value, name);
    if (content === undefined || content === null || member.traits["xmlAttribute"] !== undefined) continue;
    text += xmlMember(member.memberTraits.xmlName ?? name, member, content);
  }
  return text;
}

function xmlMember(name: string, shape: Shape, value: unknown): string {
  if (shape.traits["xmlFlattened"] !== undefined) {
    if (shape.kind === "list") return elementsOf(name, shape.element, value);
    if (shape.kind === "map") return entriesOf(name, shape, value);
  }
  return xmlValue(name, shape, value);
}

function xmlValue(name: string, shape: Shape, value: unknown): string {
  const namespace = namespaceAttribute(shape);
  switch (shape.kind) {
    case "structure":
    case "union":
      return xmlElement(name, shape, value, namespace);
    case "list":
      return `<${name}${namespace}>${elementsOf(shape.element.traits.xmlName ?? "member", shape.element, value)}</${name}>`;
    case "map":
      return `<${name}${namespace}>${entriesOf("entry", shape, value)}</${name}>`;
    default:
      return `<${name}${namespace}>${escapeXml(simpleText(shape, value, "date-time"))}</${name}>`;
  }
}

function elementsOf(name: string, element: Shape, values: unknown): string {
  if (!Array.isArray(values)) return "";
  return values
    .map((value: unknown) =>
      value === null || value === undefined ? `<${name}/>` : xmlValue(name, element, value),
    )
    .join("");
}

function entriesOf(name: string, map: Shape, entries: unknown): string {
  const { key, element } = map;
  const keyName = key.traits.xmlName ?? "key";
  const valueName = element.traits.xmlName ?? "value";
  return Object.entries(entries ?? {})
    .map(([entry, value]) => {
      const content =
        value === null || value === undefined ? `<${valueName}/>` : xmlValue(valueName, element, value);
      return `<${name}>${xmlValue(keyName, key, entry)}${content}</${name}>`;
    })
    .join("");
}

function xmlAttributes(shape: Shape, value: unknown): string {
  let text = "";
  for (const [name, member] of shape.members) {
    if (member.traits["xmlAttribute"] === undefined) continue;
    const content = memberOf(value, name);
    if (content === undefined || content === null) continue;
    const attribute = member.memberTraits.xmlName ?? name;
    text += ` ${attribute}="${escapeXml(simpleText(member, content, "date-time"))}"`;
  }
  return text;
}

/** ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` for a shape with its own namespace. */
function namespaceAttribute(shape: Shape): string {
  const declared = shape.traits["xmlNamespace"];
  if (!Array.isArray(declared)) return "";
  const [prefix, uri] = declared as readonly unknown[];
  if (typeof uri !== "string") return "";
  const name = typeof prefix === "string" && prefix !== "" ? `xmlns:${prefix}` : "xmlns";
  return ` ${name}="${escapeXml(uri)}"`;
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#xD;",
  "\u0085": "&#x85;",
  "\u2028": "&#x2028;",
};

/** Escapes text, also for an attribute. A bare carriage return would be read as a line feed. */
export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"\r\u0085\u2028]/g, (character) => ESCAPES[character] ?? character);
}
