import { PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { eventsOf, withContext } from "@tucuxi/events";

export function install(s3: S3, log: (line: string) => void) {
  const events = eventsOf(s3);
  events.register("before-call.s3.PutObject", function addTenant({ request, context }) {
    if (typeof context["tenant"] === "string") request.headers["x-tenant"] = context["tenant"];
  });
  events.register("needs-retry.s3.PutObject", function retryConflicts({ response, attempts }) {
    return response?.statusCode === 409 && attempts < 5 ? 0.01 : undefined;
  });
  events.register("after-call.s3.PutObject", function logOutcome({ parsed, error }) {
    log(parsed?.ETag === undefined ? `failed: ${error}` : "stored");
  });
  events.register("after-call-error.s3.PutObject", function logLost({ exception }) {
    log(`failed: ${exception}`);
  });
}

export async function run() {
  const s3 = new S3();
  const lines: string[] = [];
  install(s3, (line) => lines.push(line));
  const command = new PutObjectCommand({ Bucket: "orders", Key: "1", Body: "two teapots" });
  await s3.send(withContext(command, { tenant: "a" }));
  return lines;
}
