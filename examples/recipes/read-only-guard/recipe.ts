import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

const READS = /^(Describe|Get|Head|List)/;

export function install(client: DynamoDB) {
  eventsOf(client).register("before-call.*.*", function refuseWrites({ model }) {
    if (!READS.test(model.name)) throw new Error(`${model.name} may write`);
  });
}

export async function run() {
  const dynamodb = new DynamoDB();
  install(dynamodb);
  await dynamodb.listTables();
  return dynamodb.deleteTable({ TableName: "orders" }).catch((error: Error) => error.message);
}
