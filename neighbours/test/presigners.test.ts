import { LambdaClient } from "@aws-sdk/client-lambda";
import { PollyClient } from "@aws-sdk/client-polly";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSynthesizeSpeechUrl } from "@aws-sdk/polly-request-presigner";
import { Signer } from "@aws-sdk/rds-signer";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { besideTucuxi, ending } from "../src/compare.js";

besideTucuxi("@aws-sdk/s3-request-presigner", {
  client: (config) => new S3Client({ ...config, forcePathStyle: true }),
  install: () => undefined,
  use: async (client) => [
    await getSignedUrl(client, new GetObjectCommand({ Bucket: "bucket", Key: "key" })),
    await getSignedUrl(client, new PutObjectCommand({ Bucket: "bucket", Key: "key", ContentType: "a/b" }), {
      expiresIn: 60,
      signableHeaders: new Set(["content-type"]),
    }),
    await ending(getSignedUrl(client, new GetObjectCommand({ Bucket: undefined, Key: "key" }))),
  ],
  operations: ["GetObject", "PutObject", "GetObject"],
});

besideTucuxi("@aws-sdk/s3-presigned-post", {
  client: (config) => new S3Client({ ...config, forcePathStyle: true }),
  install: () => undefined,
  use: (client) => createPresignedPost(client, { Bucket: "bucket", Key: "key", Expires: 60 }),
  operations: [],
});

besideTucuxi("@aws-sdk/polly-request-presigner", {
  // Polly's client uses HTTP/2 by default, which the endpoint doesn't speak.
  client: (config) =>
    new PollyClient({ ...config, requestHandler: new LambdaClient(config).config.requestHandler }),
  install: () => undefined,
  use: (client) =>
    getSynthesizeSpeechUrl({ client, params: { OutputFormat: "mp3", Text: "hello", VoiceId: "Joanna" } }),
  operations: ["SynthesizeSpeech"],
});

besideTucuxi("@aws-sdk/rds-signer, with a client's credentials", {
  client: (config) => new LambdaClient(config),
  install({ config: { credentials } }) {
    return new Signer({ hostname: "db", port: 5432, username: "u", region: "eu-west-1", credentials });
  },
  use: (_, signer) => signer.getAuthToken(),
  operations: [],
});
