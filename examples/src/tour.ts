import { GetFunctionCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { Session, withContext } from "@tucuxi/events";

// Handlers of a session are copied to each client that it makes.
const session = new Session();
session.events.register("before-sign", ({ request, context }) => {
  request.headers["x-tenant"] = String(context["tenant"]);
});

// The event decides what a handler gets, and what it may return: here an answer, so that nothing is sent.
session.events.for<Lambda>().register("before-send.lambda.Get*", ({ request, eventName }) => {
  console.log(eventName, request.path, request.headers["x-tenant"]);
  return { statusCode: 200, body: '{"Configuration":{"FunctionName":"orders"}}' };
});
session.events.for<Lambda>().register("after-call.lambda.GetFunction", ({ parsed }) => {
  console.log("answered", parsed?.Configuration?.FunctionName);
});

const client = session.client(LambdaClient, {
  region: "eu-west-1",
  credentials: { accessKeyId: "key", secretAccessKey: "secret" },
});
const command = new GetFunctionCommand({ FunctionName: "orders" });
await client.send(withContext(command, { tenant: "a" }));
