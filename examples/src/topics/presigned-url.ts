/** Names who asked for a presigned URL, in a query parameter that the signature covers: the access log shows it. */
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf, isPresigned, withContext } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

await using inspector = await startInspector({ verify: "enforce" });
const s3 = new S3(inspector.clientConfig);

eventsOf(s3).register("before-sign.s3.GetObject", function nameRequester({ request, context }) {
  // The handler runs for calls that are sent, too.
  if (!isPresigned(context) || typeof context["requester"] !== "string") return;
  request.query["requestedBy"] = context["requester"];
});

const order = withContext(new GetObjectCommand({ Bucket: "orders", Key: "1" }), { requester: "alice" });
const url = new URL(await getSignedUrl(s3, order, { expiresIn: 60 }));
console.log(url.pathname, url.searchParams.get("requestedBy"), url.searchParams.get("X-Amz-Expires"));

const { status } = await fetch(url);
console.log("alice's URL:", status);

url.searchParams.set("requestedBy", "mallory");
const changed = await fetch(url);
console.log("changed to mallory:", changed.status, (await changed.text()).match(/<Code>(.*)<\/Code>/)?.[1]);

await s3.send(order);
console.log("a call that is sent:", inspector.requests.at(-1)?.query.get("requestedBy"));
