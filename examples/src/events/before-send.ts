import { InvokeCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";

const client = new LambdaClient({});
eventsOf<Lambda>(client).register("before-send.lambda.Invoke", function failOnce({ request, context }) {
  console.log(request.method, request.path);
  if (context["failed"] === true) return;
  context["failed"] = true;
  return { statusCode: 503, headers: { "content-type": "application/json" }, body: "{}" };
});

const { $metadata } = await client.send(new InvokeCommand({ FunctionName: "orders" }));
console.log($metadata.httpStatusCode, "after", $metadata.attempts, "attempts");
