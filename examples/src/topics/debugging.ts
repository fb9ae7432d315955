/** What to ask when a handler doesn't do what it should: who runs, what never matched, and what was really sent. */
import { S3 } from "@aws-sdk/client-s3";
import { eventsOf } from "@tucuxi/events";
import { requestLine, startInspector } from "@tucuxi/inspector";
import { traceHeader } from "@tucuxi/plugin-trace-header";

await using inspector = await startInspector();
const s3 = new S3(inspector.clientConfig);
const events = eventsOf(s3);

events.register("before-sign.s3", function addTeam({ request }) {
  request.headers["x-team"] = "orders";
});
events.registerFirst("before-sign.s3.Put*", function addWriter({ request }) {
  request.headers["x-writer"] = "shop";
});
events.use(traceHeader({ header: "x-trace-id", value: "trace-1" }));
events.register("before-send.s3.CopyObject", () => console.log("never called: nothing is copied here"));

// Which handlers an event runs, in order, and where each comes from.
for (const { pattern, section, plugin, handler } of events.explain("before-sign.s3.PutObject")) {
  console.log(`${handler.name}: ${pattern}, ${section}${plugin === undefined ? "" : `, plugin ${plugin}`}`);
}

await s3.putObject({ Bucket: "orders", Key: "1", Body: "two teapots" });

// A pattern that no event has matched: a slip, or a call that hasn't been made yet.
console.log("unmatched:", events.unmatched());

// What arrived, and whether it is signed as AWS wants it.
for (const { signature, text } of inspector.requests) {
  console.log(text, signature.state === "valid" && signature.signedHeaders.includes("x-team"));
}

const stranger = new S3({
  ...inspector.clientConfig,
  credentials: { ...inspector.credentials, secretAccessKey: "wrong" },
});
await stranger.headObject({ Bucket: "orders", Key: "1" });
for (const request of inspector.requests) {
  const [, ...line] = requestLine(request).split("  "); // without the time
  console.log(line.join(", "));
}
