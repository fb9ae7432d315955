import { setTimeout } from "node:timers/promises";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

export function install(dynamodb: DynamoDB, perSecond: number) {
  const [meter, events] = [{ freeAt: 0, used: 0 }, eventsOf(dynamodb)];
  events.register("provide-client-params.dynamodb.{GetItem,Query}", function ask({ params }) {
    params.ReturnConsumedCapacity = "TOTAL";
  });
  events.register("before-call.dynamodb.*", async function wait() {
    await setTimeout(meter.freeAt - performance.now());
  });
  events.register("after-call.dynamodb.{GetItem,Query}", function deduct({ parsed }) {
    const units = parsed?.ConsumedCapacity?.CapacityUnits ?? 0;
    meter.used += units;
    meter.freeAt = Math.max(meter.freeAt, performance.now()) + (1000 * units) / perSecond;
  });
  return meter;
}

export async function run() {
  const [dynamodb, started] = [new DynamoDB(), performance.now()];
  const meter = install(dynamodb, 50);
  for (const order of ["1", "2"]) {
    await dynamodb.getItem({ TableName: "orders", Key: { id: { S: order } } });
  }
  return [meter.used, performance.now() - started > 90];
}
