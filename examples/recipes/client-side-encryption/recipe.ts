import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { sdkStreamMixin } from "@smithy/core/serde";
import { bytesOf, eventsOf } from "@tucuxi/events";

const AES = { name: "AES-GCM", length: 256 };

export function install(s3: S3, key: CryptoKey) {
  eventsOf(s3).register("before-call.s3.PutObject", async function encrypt({ request }) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ ...AES, iv }, key, await bytesOf(request.body));
    request.body = new Blob([iv, sealed]);
  });
  eventsOf(s3).register("after-call.s3.GetObject", async function decrypt({ parsed }) {
    if (parsed?.Body === undefined) return;
    const sealed = await bytesOf(await parsed.Body.transformToByteArray());
    const plain = await crypto.subtle.decrypt({ ...AES, iv: sealed.slice(0, 12) }, key, sealed.slice(12));
    parsed.Body = sdkStreamMixin(Readable.from(Buffer.from(plain)));
  });
}

export async function run() {
  const s3 = new S3();
  install(s3, await crypto.subtle.generateKey(AES, false, ["encrypt", "decrypt"]));
  await s3.putObject({ Bucket: "orders", Key: "1", Body: "two teapots" });
  const order = await s3.getObject({ Bucket: "orders", Key: "1" });
  return order.Body?.transformToString();
}
