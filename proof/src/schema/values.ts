import { Readable } from "node:stream";
import { NumericValue } from "@smithy/core/serde";
import { KINESIS_ARNS } from "../../../packages/plugin-logger/test/sample-input.js";
import { isEventStream, type Shape } from "./shape.js";

/** How to generate a value. */
export interface ValueSettings {
  /** The member to set in each union, modulo its number of members. */
  readonly unionMember: number;
  /** Whether to give byte streams as a stream, readable once, or as bytes, which can be sent again. */
  readonly streams: "stream" | "bytes";
  /** Tells which members to leave out. */
  readonly omits?: (member: string, shape: Shape) => boolean;
  /** The string for a member, if it isn't the usual one. */
  readonly stringOf?: (member: string, shape: Shape) => string | undefined;
}

/** The depth at which values are cut. Their size grows exponentially with it. */
const MAX_DEPTH = 7;

/** Strings that the SDK or its endpoint rules check before they send a request. */
const SPECIAL: Readonly<Record<string, string>> = {
  ...KINESIS_ARNS,
  AccountId: "123456789012",
  accountId: "123456789012",
  ChecksumAlgorithm: "SHA256",
  ChecksumMode: "ENABLED",
  CopySource: "source/key",
  CopySourceSSECustomerKey: "a".repeat(32),
  PredictEndpoint: "https://realtime.machinelearning.us-east-1.amazonaws.com",
  SSECustomerKey: "a".repeat(32),
};

/**
 * Generates a value with every member set. A recursive shape is cut when it occurs again.
 *
 * @returns an equal value for equal settings, in new objects.
 */
export function fullValue(shape: Shape, settings: ValueSettings): unknown {
  return valueFor(shape, shape.name, settings, []);
}

const CUT = Symbol("cut");

function valueFor(shape: Shape, member: string, settings: ValueSettings, path: readonly string[]): unknown {
  switch (shape.kind) {
    case "string":
      return stringValue(shape, member, settings);
    case "number":
      return 7;
    case "boolean":
      return true;
    case "timestamp":
      return new Date(1_700_000_000_000);
    case "big-integer":
      return 12345678901234567890n;
    case "big-decimal":
      return new NumericValue("0.12345678901234567890", "bigDecimal");
    case "document":
      return { name: "document", list: [1, "two", null, true], nested: { deep: 0.5 } };
    case "blob":
      return Buffer.from(settings.stringOf?.(member, shape) ?? `bytes of ${member}`);
    case "streaming-blob": {
      const bytes = Buffer.from(settings.stringOf?.(member, shape) ?? `a stream of ${member}`);
      return settings.streams === "bytes" ? bytes : Readable.from([bytes.subarray(0, 5), bytes.subarray(5)]);
    }
    case "unit":
      return {};
    default:
      return aggregate(shape, member, settings, path);
  }
}

function aggregate(shape: Shape, member: string, settings: ValueSettings, path: readonly string[]): unknown {
  const inner = [...path, `${shape.kind}:${shape.name}`];
  const named = shape.name !== "list" && shape.name !== "map";
  if (path.length >= MAX_DEPTH || (named && path.includes(inner.at(-1) ?? ""))) return CUT;
  const members = shape.members();
  const make = ([name, member]: readonly [string, Shape], as = name): unknown =>
    valueFor(member, as, settings, inner);
  if (shape.kind === "list") {
    const [item] = members;
    if (item === undefined) return [];
    return [make(item, member), make(item, member)].filter((value) => value !== CUT);
  }
  if (shape.kind === "map") {
    const value = members[1] === undefined ? CUT : make(members[1], member);
    return value === CUT ? {} : { "key-1": value, Key2: members[1] && make(members[1], member) };
  }
  if (isEventStream(shape)) return events(members, make);
  const chosen =
    shape.kind === "union" && members.length > 0
      ? firstUncut(members, settings.unionMember % members.length, make)
      : members.map((entry) => [entry[0], settings.omits?.(...entry) === true ? CUT : make(entry)] as const);
  if (chosen === undefined) return CUT;
  return Object.fromEntries(chosen.filter(([, value]) => value !== CUT));
}

type Make = (entry: readonly [string, Shape]) => unknown;

/** Sets one member of a union, or the next one if the chosen one would recur. */
function firstUncut(
  members: ReturnType<Shape["members"]>,
  start: number,
  make: Make,
): [string, unknown][] | undefined {
  for (let step = 0; step < members.length; step++) {
    const entry = members[(start + step) % members.length];
    const value = entry === undefined ? CUT : make(entry);
    if (entry !== undefined && value !== CUT) return [[entry[0], value]];
  }
  return undefined;
}

/** A stream with every event, except those that end it with an error. */
function events(members: ReturnType<Shape["members"]>, make: Make): AsyncIterable<unknown> {
  const all = members.filter(([, shape]) => shape.kind !== "error");
  return {
    async *[Symbol.asyncIterator]() {
      for (const entry of all) yield { [entry[0]]: make(entry) };
    },
  };
}

function stringValue(shape: Shape, member: string, { stringOf }: ValueSettings): string {
  const given = stringOf?.(member, shape) ?? SPECIAL[member];
  if (given !== undefined) return given;
  if (shape.traits["mediaType"] === "application/json") return '{"a":1}';
  // The string must also work in a host name.
  return `v-${member.toLowerCase()}`;
}

/** The size of the largest union within a shape. */
export function unionMembers(shape: Shape, seen = new Set<string>()): number {
  if (shape.kind === "unit") return 1;
  const key = `${shape.kind}:${shape.name}`;
  if (shape.name !== "list" && shape.name !== "map") {
    if (seen.has(key)) return 1;
    seen.add(key);
  }
  const members = shape.members();
  const own = shape.kind === "union" && !isEventStream(shape) ? members.length : 1;
  return Math.max(own, ...members.map(([, member]) => unionMembers(member, seen)));
}
