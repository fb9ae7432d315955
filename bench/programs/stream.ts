/** `node stream.js 1000000000`: the extra memory to compress a stream of that many bytes with gzip(). */
import { Readable } from "node:stream";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { HttpResponse } from "@smithy/protocol-http";
import { eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";
import type { Figure } from "../src/figure.js";
import { measuring } from "../src/program.js";

const CHUNK = Buffer.from(Array.from({ length: 8000 }, (_, i) => `{"shop":${(i * 7919) % 997}},`).join(""));

const sent = { bytes: 0, encoding: "" };
const client = new S3Client({
  region: "eu-west-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
  requestHandler: {
    async handle({ body, headers }: { body: AsyncIterable<Uint8Array>; headers: Record<string, string> }) {
      sent.bytes = 0;
      sent.encoding = headers["content-encoding"] ?? "none";
      for await (const { byteLength } of body) sent.bytes += byteLength;
      return { response: new HttpResponse({ statusCode: 200, headers: {}, body: Buffer.alloc(0) }) };
    },
  },
});

await measuring(async (count): Promise<Figure[]> => {
  eventsOf(client).use(gzip({ operations: ["s3.PutObject"] }));
  const bytes = Number(count);
  // Loads the code and buffers that every call needs.
  await put(CHUNK.length);
  const before = peak();
  await put(bytes);
  if (!sent.encoding.includes("gzip") || sent.bytes === 0 || sent.bytes > bytes / 2) {
    throw new Error(`${sent.bytes} bytes were sent, encoded as ${sent.encoding}`);
  }
  return [{ what: `peak memory for a stream of ${bytes} bytes, gzip()`, value: peak() - before, unit: "MB" }];
});

async function put(bytes: number): Promise<void> {
  const Body = Readable.from(chunks(bytes), { objectMode: false });
  await client.send(new PutObjectCommand({ Bucket: "orders", Key: "2026/orders", Body }));
}

function* chunks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, left);
}

/** The peak memory of the process, in megabytes. */
function peak(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}
