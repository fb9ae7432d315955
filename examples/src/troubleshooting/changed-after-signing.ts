import { InvokeCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { eventsOf, type HttpRequest } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

await using inspector = await startInspector();
const client = new LambdaClient(inspector.clientConfig);

// What shouldn't be: a middleware, an agent or a proxy changes the request when it is signed.
client.middlewareStack.add(
  (next) => (args) => {
    (args.request as HttpRequest).headers["content-type"] = "application/json; charset=utf-8";
    return next(args);
  },
  { name: "addCharset", step: "deserialize", priority: "low" },
);

// The last handler before signing keeps what is signed.
let before: Readonly<Record<string, string>> = {};
eventsOf<Lambda>(client).registerLast("before-sign", function keepHeaders({ request }) {
  before = { ...request.headers };
});
await client.send(new InvokeCommand({ FunctionName: "orders", Payload: "{}" }));

for (const { signature, headers } of inspector.requests) {
  if (signature.state === "invalid") console.log(signature.reason);
  const [, signed = ""] = headers["authorization"]?.match(/SignedHeaders=([^,]*)/) ?? [];
  for (const name of signed.split(";")) {
    if (name in before && headers[name] !== before[name]) {
      console.log(`${name} was ${before[name]} and arrived as ${headers[name]}`);
    }
  }
}
