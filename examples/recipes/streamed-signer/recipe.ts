import { Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf, setUrl, UNSIGNED, urlOf } from "@tucuxi/events";

export function install(s3: S3, signer: string) {
  const events = eventsOf(s3);
  events.register("choose-signer.*.*", () => UNSIGNED);
  events.register("before-sign.s3.*", async function signRemotely({ request, region }) {
    const { method, headers } = request;
    const body = JSON.stringify({ method, uri: urlOf(request), region, headers });
    const signed: { uri: string; headers: Headers } = await (
      await fetch(signer, { method: "POST", body })
    ).json();
    setUrl(request, signed.uri);
    Object.assign(request.headers, signed.headers);
  });
}

export async function run(signer: string) {
  const s3 = new S3({ requestChecksumCalculation: "WHEN_REQUIRED" });
  install(s3, `${signer}/sign`);
  const stream = Readable.from([Buffer.from("two "), Buffer.from("teapots")]);
  await s3.putObject({ Bucket: "orders", Key: "1", Body: stream, ContentLength: 11 });
}
