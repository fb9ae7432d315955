import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { Session } from "@tucuxi/events";

export function install(session: Session) {
  session.events.register("before-sign", function nameTeam({ request }) {
    request.headers["x-team"] = "orders";
  });
}

export async function run() {
  const session = new Session();
  const earlier = session.client(DynamoDB);
  install(session);
  await earlier.listTables();
  await session.client(DynamoDB).listTables();
  await session.client(Lambda).invoke({ FunctionName: "orders" });
}
