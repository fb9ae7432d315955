import { didYouMean } from "@tucuxi/events/plugin";
import { isObject } from "../client/sdk.js";
import type { Shape, ShapeKind } from "../model/shape.js";
import { inWords } from "./in-words.js";

export interface CheckOptions {
  /** Required members can be missing, as in an error. */
  readonly partial?: boolean;
  /** A required member that comes separately: an output's event stream. */
  readonly without?: string;
}

/**
 * What is wrong with a value according to its shape, with paths: `Contents[2].Size: "12" is a string, the model has a
 * number`.
 */
export function faultsOf(shape: Shape, value: unknown, options: CheckOptions = {}): string[] {
  const faults: string[] = [];
  check(shape, value, "", options, faults);
  return faults;
}

const NOUNS: Readonly<Record<ShapeKind, string>> = {
  bigDecimal: "a decimal number",
  bigInteger: "an integer",
  blob: "bytes",
  boolean: "a boolean",
  document: "a document",
  list: "a list",
  map: "a map",
  number: "a number",
  string: "a string",
  structure: "a structure",
  timestamp: "a timestamp",
  union: "a union",
  unit: "nothing",
};

function check(shape: Shape, value: unknown, path: string, options: CheckOptions, faults: string[]): void {
  switch (shape.kind) {
    case "structure":
      checkStructure(shape, value, path, options, faults);
      break;
    case "union":
      if (shape.isStream && isStreamed(value)) break;
      checkUnion(shape, value, path, options, faults);
      break;
    case "list":
      checkList(shape, value, path, options, faults);
      break;
    case "map":
      checkMap(shape, value, path, options, faults);
      break;
    case "document":
      break;
    default:
      if (!isSimple(shape, value)) faults.push(wrongType(shape, value, path));
  }
}

function isSimple(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case "string":
      // The SDK writes an object as JSON where the model has JSON in a string.
      return (
        typeof value === "string" ||
        value instanceof String ||
        (shape.traits["mediaType"] === "application/json" && isObject(value))
      );
    case "number":
    case "bigInteger":
      return typeof value === "number" || typeof value === "bigint";
    case "bigDecimal":
      return typeof value === "number" || typeof value === "bigint" || isNumericValue(value);
    case "boolean":
      return typeof value === "boolean";
    case "timestamp":
      return value instanceof Date && !Number.isNaN(value.getTime());
    case "blob":
      return typeof value === "string" || isBytes(value) || (shape.isStream && isStreamed(value));
    default:
      return value === undefined || (isObject(value) && Object.keys(value).length === 0);
  }
}

function checkStructure(
  shape: Shape,
  value: unknown,
  path: string,
  options: CheckOptions,
  faults: string[],
): void {
  if (!isRecord(value)) {
    faults.push(wrongType(shape, value, path));
    return;
  }
  const { members, required } = shape;
  for (const [name, content] of Object.entries(value)) {
    const member = members.get(name);
    const place = path === "" ? name : `${path}.${name}`;
    if (content === undefined) continue;
    if (member === undefined) {
      if (name === "$metadata" && path === "") continue;
      faults.push(
        `${place}: the model has no such member in ${shape.name}${didYouMean(name, members.keys())}`,
      );
    } else if (content === null) {
      // The SDK sends and reads null as a missing value.
    } else check(member, content, place, options, faults);
  }
  if (options.partial === true) return;
  for (const name of required) {
    const isThere = value[name] !== undefined && value[name] !== null;
    // The SDK creates a token if the caller gives none, and the stubber this digest.
    if (
      isThere ||
      (path === "" && name === options.without) ||
      members.get(name)?.traits.idempotencyToken !== undefined ||
      name === "MD5OfMessageBody"
    )
      continue;
    faults.push(`${path === "" ? name : `${path}.${name}`}: is missing, the model requires it`);
  }
}

function checkUnion(
  shape: Shape,
  value: unknown,
  path: string,
  options: CheckOptions,
  faults: string[],
): void {
  if (!isRecord(value)) {
    faults.push(wrongType(shape, value, path));
    return;
  }
  const names = Object.keys(value).filter((name) => value[name] !== undefined && value[name] !== null);
  if (names.length === 1 && names[0] === "$unknown") return;
  const before = faults.length;
  checkStructure(shape, value, path, options, faults);
  if (faults.length === before && names.length !== 1) {
    const found = names.length === 0 ? "none" : names.join(", ");
    faults.push(
      `${path}: has ${found}, the union ${shape.name} is one of ${[...shape.members.keys()].join(", ")}`,
    );
  }
}

function checkList(
  shape: Shape,
  value: unknown,
  path: string,
  options: CheckOptions,
  faults: string[],
): void {
  if (!Array.isArray(value)) {
    faults.push(wrongType(shape, value, path));
    return;
  }
  const { element } = shape;
  const isSparse = shape.traits["sparse"] !== undefined;
  value.forEach((item: unknown, index) => {
    if (item === null || item === undefined) {
      if (!isSparse) faults.push(`${path}[${index}]: is ${item}, the model has ${nounOf(element)}`);
    } else check(element, item, `${path}[${index}]`, options, faults);
  });
}

function checkMap(shape: Shape, value: unknown, path: string, options: CheckOptions, faults: string[]): void {
  if (!isRecord(value)) {
    faults.push(wrongType(shape, value, path));
    return;
  }
  const { element } = shape;
  for (const [key, content] of Object.entries(value)) {
    if (content !== null && content !== undefined) {
      check(element, content, `${path}[${JSON.stringify(key)}]`, options, faults);
    }
  }
}

function wrongType(shape: Shape, value: unknown, path: string): string {
  const advice = shape.kind === "timestamp" && !(value instanceof Date) ? ": use a Date" : "";
  const where = path === "" ? "" : `${path}: `;
  return `${where}${inWords(value)}, the model has ${nounOf(shape)}${advice}`;
}

function nounOf({ kind }: Shape): string {
  return NOUNS[kind];
}

/** An object with members, as opposed to a built-in class with another meaning. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    isObject(value) &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof Set) &&
    !(value instanceof Map) &&
    !isBytes(value)
  );
}

export function isBytes(value: unknown): value is ArrayBuffer | ArrayBufferView {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

/** By shape, since a `NumericValue` can come from another copy of the SDK. */
function isNumericValue(value: unknown): boolean {
  return isObject(value) && typeof value["string"] === "string" && value["type"] === "bigDecimal";
}

/** A stream of Node.js or the web, a `Blob`, or a function that returns one of them. */
export function isStreamed(value: unknown): boolean {
  return (
    typeof value === "function" ||
    (isObject(value) &&
      (Symbol.asyncIterator in value ||
        typeof value["getReader"] === "function" ||
        typeof value["pipe"] === "function" ||
        typeof value["stream"] === "function"))
  );
}
