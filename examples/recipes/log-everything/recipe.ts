import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf, textOf } from "@tucuxi/events";

export function install(functions: Lambda, log: (line: string) => void) {
  const events = eventsOf(functions);
  events.register("*", function logEvent({ eventName }) {
    log(eventName);
  });
  events.registerLast("before-send.*", async function logRequest({ request }) {
    log(`-> ${request.method} ${request.path} ${await textOf(request.body)}`);
  });
  events.registerFirst("response-received.*.Invoke", function logResponse({ response, parsed }) {
    log(`<- ${response?.statusCode} ${parsed?.ExecutedVersion}`);
  });
}

export async function run() {
  const functions = new Lambda();
  const lines: string[] = [];
  install(functions, (line) => lines.push(line));
  await functions.invoke({ FunctionName: "orders", Payload: '{"order": 1}' });
  return lines;
}
