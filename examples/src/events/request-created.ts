import { type Lambda, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";

const client = new LambdaClient({});
const events = eventsOf<Lambda>(client);
events.register("request-created.lambda", function numberAttempts({ request, operationName, context }) {
  console.log(operationName, "had", request.headers["x-attempt"]);
  const attempt = Number(context["attempts"] ?? 0) + 1;
  context["attempts"] = attempt;
  request.headers["x-attempt"] = String(attempt);
});
events.register("before-send.lambda", ({ request }) => console.log("sent as", request.headers["x-attempt"]));

// The endpoint answers 500, then 200.
await client.send(new ListFunctionsCommand({}));
