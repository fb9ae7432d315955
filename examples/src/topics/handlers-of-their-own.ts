/** Handlers that are functions of their own, typed by what they are registered for: they may be in other files. */
import { PutObjectCommand, type S3, S3Client } from "@aws-sdk/client-s3";
import { type EventOf, eventsOf, type HandlerOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

// By what it gets: the event of a pattern, with the parameters of that operation.
function encrypt({ params }: EventOf<S3, "provide-client-params.s3.PutObject">): void {
  params.ServerSideEncryption ??= "aws:kms";
}

// By what it is: what it returns is checked, too.
const waitForBucket: HandlerOf<S3, "needs-retry.s3"> = ({ response, attempts }) =>
  response?.statusCode === 404 && attempts < 3 ? 0.01 : undefined;

// For clients of any service.
function nameTeam({ request }: EventOf<unknown, "before-sign">): void {
  request.headers["x-team"] = "orders";
}

// The same, with an output of any operation. Where the service is known, `for<unknown>()` takes it.
function logCall({ model, parsed, attempts }: EventOf<unknown, "after-call">): void {
  console.log(model.name, parsed?.["ETag"], `after ${attempts} attempts`);
}

await using inspector = await startInspector({ verify: "enforce", respond: ["404:NoSuchBucket", "200"] });
const client = new S3Client(inspector.clientConfig);
const events = eventsOf<S3>(client);
events.register("provide-client-params.s3.PutObject", encrypt);
events.register("needs-retry.s3", waitForBucket);
events.register("before-sign", nameTeam);
events.for<unknown>().register("after-call", logCall);

await client.send(new PutObjectCommand({ Bucket: "orders", Key: "1", Body: "teapot" }));
for (const { operation, status, headers } of inspector.requests) {
  console.log(operation, status, headers["x-team"], headers["x-amz-server-side-encryption"]);
}
