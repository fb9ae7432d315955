import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";

export function install(functions: Lambda) {
  eventsOf(functions).register("before-sign.lambda.Invoke", function addTraceId({ request }) {
    request.headers["x-trace-id"] = "trace-trace";
  });
}

export async function run() {
  const functions = new Lambda();
  install(functions);
  const { StatusCode } = await functions.invoke({ FunctionName: "orders" });
  return StatusCode;
}
