import { finished, Readable } from "node:stream";
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";

export function install(s3: S3, report: (call: string, ms: number) => void) {
  const events = eventsOf(s3);
  events.register("request-created.s3.GetObject", function start({ context }) {
    context["started"] ??= performance.now();
  });
  events.register("after-call.s3.GetObject", function endWithBody({ eventName, parsed, context }) {
    if (!(parsed?.Body instanceof Readable)) return;
    finished(parsed.Body, () => report(eventName, performance.now() - Number(context["started"])));
  });
}

export async function run() {
  const s3 = new S3();
  const log: unknown[] = [];
  install(s3, (call, ms) => log.push([call, ms > 50]));
  const order = await s3.getObject({ Bucket: "orders", Key: "1" });
  log.push("answered");
  if (order.Body instanceof Readable) for await (const _ of order.Body) log.push("read");
  return log;
}
