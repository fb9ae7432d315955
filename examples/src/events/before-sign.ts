import { InvokeCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";

const client = new LambdaClient({});
const events = eventsOf<Lambda>(client);
events.register("before-sign.lambda.Invoke", function addTenant({ request, signingName, region }) {
  console.log("signed for", signingName, "in", region);
  request.headers["x-tenant"] = "a";
});
events.register("before-send.lambda.Invoke", ({ request }) => {
  const [, names] = request.headers["authorization"]?.match(/SignedHeaders=([^,]*)/) ?? [];
  console.log("the signature covers x-tenant:", names?.split(";").includes("x-tenant"));
});

await client.send(new InvokeCommand({ FunctionName: "orders" }));
