import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";

function* lines(): Generator<string> {
  for (let order = 1; order <= 100_000; order++) yield `${new Date().toISOString()} order ${order} placed\n`;
}

const s3 = new S3({});
eventsOf(s3).use(gzip({ operations: ["s3.PutObject"], minSize: 1024 }));

await s3.putObject({
  Bucket: "logs",
  Key: "orders.log",
  ContentType: "text/plain",
  Body: Readable.from(lines()),
});
