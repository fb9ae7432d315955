import { type Lambda, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";

const client = new LambdaClient({});
eventsOf<Lambda>(client).register("before-call.lambda.ListFunctions", function answer({ request }) {
  console.log(request.method, request.path, request.headers);
  return { parsed: { Functions: [{ FunctionName: "orders" }] } };
});

const { Functions, $metadata } = await client.send(new ListFunctionsCommand({}));
console.log(Functions, "after", $metadata.attempts, "attempts");
