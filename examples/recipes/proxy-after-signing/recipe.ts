import { S3 } from "@aws-sdk/client-s3";
import { eventsOf, setUrl, urlOf } from "@tucuxi/events";

export function install(s3: S3, proxy: string) {
  eventsOf(s3).register("before-send", function sendToProxy({ request }) {
    const { pathname, search } = urlOf(request);
    setUrl(request, proxy + pathname + search);
  });
}

export async function run(proxy: string) {
  const s3 = new S3();
  install(s3, proxy);
  await s3.listObjectsV2({ Bucket: "orders", Prefix: "2026/" });
}
