import { createInterface } from "node:readline/promises";
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";

const s3 = new S3({ forcePathStyle: true });
eventsOf(s3).use(
  guard({
    async confirm({ summary, region }) {
      const terminal = createInterface({ input: process.stdin, output: process.stdout });
      const answer = await terminal.question(`${summary} in ${region}: send it? `);
      terminal.close();
      return answer === "yes";
    },
  }),
);

await s3.listObjectsV2({ Bucket: "orders" });
await s3.deleteObject({ Bucket: "orders", Key: "1" });
