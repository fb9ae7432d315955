import { promisify } from "node:util";
import { gzip as zlibGzip } from "node:zlib";
import { eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";
import type { Figure } from "../src/figure.js";
import { type Run, timePaired } from "../src/paired.js";
import { measuring } from "../src/program.js";
import { metricText } from "./bytes.js";
import { Uploads } from "./put-object.js";

const compress = promisify(zlibGzip);

/** `node throughput.js 100000`: a call with the plugin, for a body of so many bytes. */
await measuring(async (count): Promise<Figure[]> => {
  const body = metricText(Number(count));
  const { length } = await compress(body);
  const zlib: Run = async (times) => {
    for (let i = 0; i < times; i++) await compress(body);
  };
  const names = {
    group: `gzip, a body of ${body.length.toLocaleString("en-US")} bytes`,
    what: "send with gzip()",
  };
  const plugin = await sending(body, true, length);
  return [
    await throughput(
      { ...names, over: "zlib, then send" },
      plugin,
      await sending(body, false, length),
      body.length,
    ),
    await throughput({ ...names, over: "zlib alone" }, plugin, zlib, body.length),
  ];
});

/** Sends the body, compressed by the plugin or by hand. */
async function sending(body: Buffer, usesPlugin: boolean, compressed: number): Promise<Run> {
  const uploads = new Uploads();
  if (usesPlugin) eventsOf(uploads.client).use(gzip({ operations: ["s3.PutObject"] }));
  const send = async (): Promise<void> => {
    if (usesPlugin) await uploads.put({ Body: body });
    else await uploads.put({ Body: await compress(body), ContentEncoding: "gzip" });
  };
  await send();
  const { bytes, encoding } = uploads.sent;
  if (bytes !== compressed || encoding !== "gzip") throw new Error(`${bytes} bytes were sent as ${encoding}`);
  return async (times) => {
    for (let i = 0; i < times; i++) await send();
  };
}

async function throughput(
  { group, what, over }: { readonly group: string; readonly what: string; readonly over: string },
  subject: Run,
  baseline: Run,
  bytes: number,
): Promise<Figure> {
  // 10 MB take most of a second.
  const rounds = Math.round(Math.max(5, Math.min(300, 3e7 / bytes)));
  const times = await timePaired(subject, baseline, { turn: 1, warmUp: Math.min(500, rounds * 2), rounds });
  return {
    group,
    what,
    // Bytes in a microsecond are megabytes in a second.
    median: bytes / times.subject,
    unit: "MB/s",
    over: { what: over, median: bytes / times.baseline },
    ratio: times.ratio,
  };
}
