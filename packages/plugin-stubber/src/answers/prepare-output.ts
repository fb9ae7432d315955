import { isBytes } from "../checks/check-value.js";
import { bytesIn } from "../model/bytes.js";
import type { Shape } from "../model/shape.js";
import { attributeValue } from "./attribute-value.js";

/**
 * A copy of an output, or a part of it, in the form that the client's codec accepts. Strings become bytes where the
 * model has bytes, and missing members are left out.
 *
 * @param isNative DynamoDB's attributes are native values, as with the document client.
 */
export function prepared(shape: Shape, value: unknown, isNative: boolean): unknown {
  if (value === undefined) return value;
  // Here, null is an attribute of its own type.
  if (isNative && shape.kind === "union" && shape.name === "AttributeValue") return attributeValue(value);
  if (value === null) return value;
  switch (shape.kind) {
    case "blob":
      return shape.isStream ? value : (bytesIn(value) ?? value);
    case "list": {
      const { element } = shape;
      return Array.isArray(value) ? value.map((item: unknown) => prepared(element, item, isNative)) : value;
    }
    case "map": {
      const { element } = shape;
      return mapped(value, () => element, isNative);
    }
    case "structure":
    case "union":
      return mapped(value, (name) => shape.members.get(name), isNative);
    default:
      return value instanceof String ? value.toString() : value;
  }
}

function mapped(value: unknown, shapeOf: (name: string) => Shape | undefined, isNative: boolean): unknown {
  if (
    typeof value !== "object" ||
    value === null ||
    Array.isArray(value) ||
    value instanceof Date ||
    isBytes(value)
  ) {
    return value;
  }
  const members = Object.entries(value).flatMap(([name, content]) => {
    if (content === undefined) return [];
    const shape = shapeOf(name);
    return [[name, shape === undefined ? content : prepared(shape, content, isNative)]];
  });
  // Also keeps a key of a map that is called `__proto__`.
  return Object.fromEntries(members);
}
