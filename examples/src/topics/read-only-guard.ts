/** Lets through what reads and refuses the rest before anything is sent, for a script that must not write. */
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { Session } from "@tucuxi/events";
import { definePlugin } from "@tucuxi/events/plugin";
import { startInspector } from "@tucuxi/inspector";

const READS = /^(BatchGet|Describe|Get|Head|List|Query|Scan)/;

class ReadOnlyError extends Error {
  override name = "ReadOnlyError";
}

const readOnly = definePlugin({
  name: "read-only",
  register(events) {
    // What a handler throws reaches the caller unchanged, and isn't retried.
    events.registerFirst("before-call.*.*", function refuseWrites({ model }) {
      if (!READS.test(model.name)) throw new ReadOnlyError(`${model.serviceName}.${model.name} may write`);
    });
  },
});

await using inspector = await startInspector({ verify: "enforce" });
const config = inspector.clientConfig;
const session = new Session();
session.events.use(readOnly);
const dynamodb = session.client(DynamoDB, config);
const s3 = session.client(S3, config);

const calls = [
  dynamodb.listTables(),
  dynamodb.deleteTable({ TableName: "orders" }),
  s3.getObject({ Bucket: "orders", Key: "1" }),
  s3.putObject({ Bucket: "orders", Key: "1", Body: "two teapots" }),
];
for (const outcome of await Promise.allSettled(calls)) {
  console.log(outcome.status === "fulfilled" ? "answered" : String(outcome.reason));
}
console.log(
  "sent:",
  inspector.requests
    .map(({ operation }) => operation)
    .sort()
    .join(", "),
);
