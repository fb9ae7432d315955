import { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { besideTucuxi, ending } from "../src/compare.js";

const MEGABYTE = 2 ** 20;

besideTucuxi("@aws-sdk/lib-storage", {
  client: (config) => new S3Client({ ...config, forcePathStyle: true }),
  install: () => undefined,
  async use(client) {
    const progress: unknown[] = [];
    const endings = [];
    for (const [Key, length] of [
      ["small", 10],
      ["large", 11 * MEGABYTE],
    ] as const) {
      const params = { Bucket: "bucket", Key, Body: Buffer.alloc(length, Key) };
      // One part at a time, so that the order is always the same.
      const upload = new Upload({ client, params, queueSize: 1, partSize: 5 * MEGABYTE });
      upload.on("httpUploadProgress", ({ part, loaded, total }) => progress.push({ part, loaded, total }));
      endings.push(await ending(upload.done()));
    }
    return { endings, progress };
  },
  operations: [
    "PutObject",
    "CreateMultipartUpload",
    "UploadPart",
    "UploadPart",
    "UploadPart",
    "CompleteMultipartUpload",
  ],
});
