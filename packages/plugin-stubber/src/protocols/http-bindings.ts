import { base64, utf8 } from "../model/bytes.js";
import type { Shape } from "../model/shape.js";
import { simpleText } from "./simple-text.js";

/** An output or error, split by where HTTP carries its members. */
export interface BoundMembers {
  readonly headers: Record<string, string>;
  readonly statusCode: number | undefined;
  /** The member that is the body. */
  readonly payload: { readonly name: string; readonly shape: Shape } | undefined;
  /** The names of the members that are written together as the body. */
  readonly bodyMembers: readonly string[];
}

/** Where an output's members go, according to the bindings of REST JSON and REST XML. */
export function bindMembers(output: Shape, value: Readonly<Record<string, unknown>>): BoundMembers {
  const headers: Record<string, string> = {};
  const bodyMembers: string[] = [];
  let statusCode: number | undefined;
  let payload: BoundMembers["payload"];
  for (const [name, shape] of output.members) {
    const { httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode } = shape.traits;
    const content = value[name];
    const isThere = content !== undefined && content !== null;
    if (httpPayload !== undefined) payload = { name, shape };
    else if (httpHeader !== undefined) {
      if (isThere) headers[httpHeader.toLowerCase()] = headerText(shape, content);
    } else if (httpPrefixHeaders !== undefined) {
      for (const [key, text] of Object.entries(content ?? {})) {
        headers[`${httpPrefixHeaders}${key}`.toLowerCase()] = String(text);
      }
    } else if (httpResponseCode !== undefined) {
      if (typeof content === "number") statusCode = content;
    } else bodyMembers.push(name);
  }
  return { headers, statusCode, payload, bodyMembers };
}

function headerText(shape: Shape, value: unknown): string {
  if (shape.kind === "list") {
    if (!Array.isArray(value)) return "";
    const { element } = shape;
    return value.map((item: unknown) => listItem(element, item)).join(", ");
  }
  if (shape.traits["mediaType"] === "application/json") {
    return base64(utf8(typeof value === "string" ? value : JSON.stringify(value)));
  }
  return simpleText(shape, value, "http-date");
}

function listItem(element: Shape, item: unknown): string {
  const text = simpleText(element, item, "http-date");
  // A date contains a comma too, and is read in pairs.
  if (element.kind === "timestamp" || !/[",]/.test(text)) return text;
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
