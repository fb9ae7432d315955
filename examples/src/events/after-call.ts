import { GetFunctionConcurrencyCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";

const client = new LambdaClient({});
const events = eventsOf<Lambda>(client);
events.register("after-call.lambda.GetFunctionConcurrency", function orDefault({ httpResponse, error }) {
  if (!(error instanceof Error) || error.name !== "ResourceNotFoundException") return;
  console.log(httpResponse?.statusCode, error.name);
  return { parsed: { ReservedConcurrentExecutions: 10 } };
});

// The endpoint doesn't know the function.
const output = await client.send(new GetFunctionConcurrencyCommand({ FunctionName: "orders" }));
console.log("concurrency", output.ReservedConcurrentExecutions);
