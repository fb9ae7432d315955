import type { PutObjectRequest, S3ClientConfig } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import type { InspectedRequest, Inspector } from "@tucuxi/inspector";
import { expect } from "vitest";
import { type Compression, type GzipOptions, gzip } from "../src/index.js";
import { sameBytes } from "./bytes.js";
import { request, s3 } from "./local.js";

export interface Arrived {
  readonly request: InspectedRequest;
  readonly compressions: readonly Compression[];
}

/** Puts an object with a client that has the plugin for `s3.Put*`; gives what arrived. */
export async function putObject(
  inspector: Inspector,
  body: unknown,
  input: Omit<Partial<PutObjectRequest>, "Body"> = {},
  options: GzipOptions = {},
  config: Partial<S3ClientConfig> = {},
): Promise<Arrived> {
  const compressions: Compression[] = [];
  const client = s3(inspector, { maxAttempts: 1, ...config });
  eventsOf(client).use(
    gzip({
      operations: ["s3.Put*"],
      onCompress: (compression) => compressions.push(compression),
      ...options,
    }),
  );
  // The cast: the SDK's types allow fewer bodies than a call can be given.
  await client.putObject({ Bucket: "b", Key: "k", ...input, Body: body as Buffer });
  return { request: request(inspector, inspector.requests.length - 1), compressions };
}

/** What arrived is valid, is `body` when all its encodings are taken off, and was compressed once. */
export function expectCompressed({ request, compressions }: Arrived, body: Uint8Array): void {
  expect(request.headers["content-encoding"]).toMatch(/^gzip(,aws-chunked)?$/);
  expectValid(request, body);
  expect(compressions.map(({ originalBytes }) => originalBytes)).toEqual([body.byteLength]);
  expect(compressions[0]?.compressedBytes).toBeLessThan(body.byteLength);
}

/** What arrived is valid, and is `body` as it was. */
export function expectAsItWas({ request, compressions }: Arrived, body: Uint8Array): void {
  expect([undefined, "aws-chunked"]).toContain(request.headers["content-encoding"]);
  expectValid(request, body);
  expect(compressions).toEqual([]);
}

function expectValid({ signature, checksums, body: arrived }: InspectedRequest, body: Uint8Array): void {
  expect(signature.state).toBe("valid");
  expect(checksums.map(({ name, valid }) => [name, valid])).toEqual([["x-amz-checksum-crc32", true]]);
  // Compared like this, since a difference of megabytes is not for a terminal.
  expect(sameBytes(arrived, body)).toBe(true);
}
