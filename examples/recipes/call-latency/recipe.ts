import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { type CallContext, eventsOf } from "@tucuxi/events";

export function install(client: DynamoDB, report: (call: string, ms: number) => void) {
  function finish({ eventName, context }: { eventName: string; context: CallContext }) {
    report(eventName, performance.now() - Number(context["started"]));
  }
  eventsOf(client).register("request-created", function start({ context }) {
    context["started"] ??= performance.now();
  });
  eventsOf(client).register("after-call", finish);
  eventsOf(client).register("after-call-error", finish);
}

export async function run() {
  const dynamodb = new DynamoDB();
  const latencies: [string, boolean][] = [];
  install(dynamodb, (call, ms) => latencies.push([call, ms > 50]));
  await dynamodb.listTables();
  return dynamodb.listTables().catch(() => latencies);
}
