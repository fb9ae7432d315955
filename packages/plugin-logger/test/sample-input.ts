import { createHash } from "node:crypto";
import type { SensitiveShape } from "@tucuxi/plugin-logger/redaction";

/** An input or output of an operation with something in every member, and the values of the sensitive ones. */
export interface Sample {
  readonly value: unknown;
  readonly secrets: readonly string[];
}

/** How a sample is made. */
export interface SampleOptions {
  /** What botocore's models mark sensitive there, beside the schema. */
  readonly sensitive?: SensitiveShape | undefined;
  /** Bytes in base64 and times as numbers, as in a service's answer. */
  readonly asJson?: boolean;
  /** The text of members that are not sensitive. */
  readonly plain?: string;
}

/**
 * Fills Smithy's static schema with values: what is marked sensitive gets values that are found again. Independent of
 * the SDK's own filter, and of the logger.
 */
export function sampleOf(schema: unknown, options: SampleOptions = {}): Sample {
  const { sensitive, asJson = false, plain = "plain" } = options;
  const secrets: string[] = [];
  const value = fill(schema, sensitive, { secrets, asJson, plain, isSensitive: false, depth: 0 });
  return { value, secrets };
}

const STREAM = "arn:aws:kinesis:us-east-1:123456789012:stream/s";

/** What Kinesis' endpoint rules read. Its client sends nothing if these aren't ARNs. */
export const KINESIS_ARNS = {
  StreamARN: STREAM,
  ResourceARN: STREAM,
  ChannelARN: STREAM.replace("stream/", "channel/"),
  ConsumerARN: `${STREAM}/consumer/c:1`,
};

/** A sample that the clients of S3 and Kinesis send: they check some of it before. */
export function sendable(client: string, value: unknown): object {
  // No length and encoding that the body has not.
  const s3 = {
    Bucket: "bucket",
    Key: "key",
    ChecksumAlgorithm: "SHA256",
    ContentLength: undefined,
    ContentEncoding: undefined,
  };
  return {
    ...Object(value),
    ...(/client-s3\b(?!-)/.test(client) && s3),
    ...(/client-kinesis\b(?!-)/.test(client) && KINESIS_ARNS),
  };
}

interface Filling {
  readonly secrets: string[];
  readonly asJson: boolean;
  readonly plain: string;
  readonly isSensitive: boolean;
  readonly depth: number;
}

function fill(reference: unknown, shape: SensitiveShape | undefined, filling: Filling): unknown {
  const schema: unknown = typeof reference === "function" ? reference() : reference;
  const within = (traits: unknown): Filling => ({
    ...filling,
    isSensitive: filling.isSensitive || isSensitive(traits) || shape?.isSensitive === true,
  });
  if (typeof schema === "number") return simple(schema, shape, within(0));
  if (!Array.isArray(schema) || filling.depth > 6) return undefined;
  if (schema.length === 2) return fill(schema[0], shape, within(schema[1]));
  const [kind, , , traits, ...rest] = schema;
  const inner = { ...within(traits), depth: filling.depth + 1 };
  switch (kind) {
    case 0:
      return fill(rest[0], shape, inner);
    case 1:
      return [fill(rest[0], shape?.member("0"), inner)];
    case 2: {
      const key = String(fill(rest[0], undefined, inner));
      return { [key]: fill(rest[1], shape?.member(key), inner) };
    }
    default: {
      const [names, members]: [string[], unknown[]] = [rest[0], rest[1]];
      // A union has one member; an event stream none that could be sent here.
      const count = kind === 4 ? 1 : names.length;
      if (typeof traits === "object" && traits !== null && "streaming" in traits) return undefined;
      return Object.fromEntries(
        names.slice(0, count).map((name, index) => [name, fill(members[index], shape?.member(name), inner)]),
      );
    }
  }
}

/** Smithy's simple types by number: 0 string, 1 number, 2 boolean, 4 to 7 timestamps, 15 document, 21 and 42 blobs; 64 and 128 are added for lists and maps. */
function simple(type: number, shape: SensitiveShape | undefined, filling: Filling): unknown {
  const inner = { ...filling, isSensitive: filling.isSensitive || shape?.member("0")?.isSensitive === true };
  if (type >= 128) return { "map-key": simple(type - 128, undefined, inner) };
  if (type >= 64) return [simple(type - 64, undefined, inner)];
  switch (type) {
    case 1:
      return filling.isSensitive
        ? Number(remembered(filling, String(61_728_394 + filling.secrets.length)))
        : 7;
    case 2:
      return true;
    case 4:
    case 5:
    case 6:
    case 7:
      return filling.asJson ? 1 : new Date(0);
    case 15:
      return {};
    case 21:
    case 42: {
      const text = filling.isSensitive
        ? remembered(filling, secretNumber(filling.secrets.length))
        : filling.plain;
      return filling.asJson ? Buffer.from(text).toString("base64") : new TextEncoder().encode(text);
    }
    default:
      return filling.isSensitive ? remembered(filling, secretNumber(filling.secrets.length)) : filling.plain;
  }
}

/** Sixteen characters, with those that spellings differ in, which no two numbers share six of. */
function secretNumber(index: number): string {
  const digest = createHash("sha256").update(String(index)).digest("base64url");
  return `${digest.slice(0, 4)}'&${digest.slice(4, 7)}"/${digest.slice(7, 10)}<ä`;
}

function remembered({ secrets }: Filling, text: string): string {
  secrets.push(text);
  return text;
}

function isSensitive(traits: unknown): boolean {
  if (typeof traits === "number") return (traits & 8) !== 0;
  return typeof traits === "object" && traits !== null && "sensitive" in traits;
}
