import { PutObjectCommand, type S3, S3Client } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { traceHeader } from "@tucuxi/plugin-trace-header";

const client = new S3Client({});
const events = eventsOf<S3>(client);
events.register("before-sign", function forAll() {});
events.register("before-sign.s3.PutObject", function forOne() {});
events.registerLast("before-sign.s3.PutObject", function forOneLast() {});
events.register("before-sign.s3.Put*", function forSome() {});
events.use(traceHeader({ header: "x-trace-id", value: "trace-1" }));
// There is no such operation. Written out in the call, the compiler refuses this pattern.
const pattern: string = "before-sign.s3.PutObjects";
events.register(pattern, function never() {});

for (const { handlerName, section, pattern, plugin } of events.explain("before-sign.s3.PutObject")) {
  console.log(`${handlerName}: ${section} of ${pattern}${plugin ? ` by ${plugin}` : ""}`);
}
await client.send(new PutObjectCommand({ Bucket: "orders", Key: "1", Body: "teapot" }));
console.log("unmatched:", events.unmatched());
