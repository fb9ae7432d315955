import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";
import type { Figure } from "../src/figure.js";
import { measuring } from "../src/program.js";
import { metricText } from "./bytes.js";
import { Uploads } from "./put-object.js";

const CHUNK = metricText(64 * 1024);

/** `node streaming.js plugin 1000000000`: the memory that a process needs more to compress a stream of so many bytes. */
await measuring(async (by, count): Promise<Figure[]> => {
  const bytes = Number(count);
  const uploads = new Uploads();
  if (by === "plugin") eventsOf(uploads.client).use(gzip({ operations: ["s3.PutObject"] }));
  // The code and the buffers that any call needs.
  await uploads.put({ Body: CHUNK });
  const before = peak();
  if (by === "plugin") await uploads.put({ Body: stream(bytes) });
  else
    await pipeline(stream(bytes), createGzip(), new Writable({ write: (_chunk, _encoding, done) => done() }));
  const isSent = by !== "plugin" || (uploads.sent.encoding?.includes("gzip") && uploads.sent.bytes > 0);
  if (!isSent) throw new Error(`${uploads.sent.bytes} bytes were sent as ${uploads.sent.encoding}`);
  return [
    {
      group: `gzip, a stream of ${bytes.toLocaleString("en-US")} bytes`,
      what: by === "plugin" ? "peak memory, send with gzip()" : "peak memory, zlib alone",
      median: peak() - before,
      unit: "MB",
    },
  ];
});

/** The most memory that the process has had, in MB. */
function peak(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6;
}

function stream(bytes: number): Readable {
  let left = bytes;
  return new Readable({
    read() {
      if (left === 0) {
        this.push(null);
        return;
      }
      const chunk = CHUNK.subarray(0, Math.min(CHUNK.length, left));
      left -= chunk.length;
      this.push(chunk);
    },
  });
}
