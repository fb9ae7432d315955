import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { GuardError, guard } from "@tucuxi/plugin-guard";

const dynamodb = new DynamoDB({});
eventsOf(dynamodb).use(guard({ allow: ["dynamodb.UpdateItem"], budget: { calls: 3 } }));

const Key = { id: { S: "1" } };
const steps = [
  () => dynamodb.getItem({ TableName: "orders", Key }),
  () => dynamodb.updateItem({ TableName: "orders", Key }),
  () => dynamodb.deleteTable({ TableName: "orders" }),
  () => dynamodb.scan({ TableName: "orders" }),
  () => dynamodb.scan({ TableName: "shops" }),
];
for (const step of steps) {
  try {
    await step();
    console.log("sent");
  } catch (error) {
    if (!(error instanceof GuardError)) throw error;
    console.log(`${error.code}: ${error.operation}, by ${error.rule}`);
  }
}
