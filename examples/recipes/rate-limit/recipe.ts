import { setTimeout } from "node:timers/promises";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { Session } from "@tucuxi/events";

export function install(session: Session, perSecond: number) {
  const pace = { next: 0, given: 0 };
  session.events.register("before-send.*.*", async function waitForSlot() {
    const slot = Math.max(pace.next, performance.now());
    pace.next = slot + 1000 / perSecond;
    pace.given++;
    await setTimeout(slot - performance.now());
  });
  return pace;
}

export async function run() {
  const [session, started] = [new Session(), performance.now()];
  const pace = install(session, 20);
  await session.client(DynamoDB).listTables();
  await session.client(Lambda).invoke({ FunctionName: "orders" });
  return { requests: pace.given, paced: performance.now() - started > 90 };
}
