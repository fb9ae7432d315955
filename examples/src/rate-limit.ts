import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { rateLimit, type Wait } from "@tucuxi/plugin-rate-limit";

function tell({ operation, limit }: Wait): void {
  console.log(`${operation} waited for ${limit}`);
}

const dynamodb = new DynamoDB({});
eventsOf(dynamodb).use(rateLimit({ "dynamodb.Describe*": "2/100ms", onWait: tell }));

const tables = ["orders", "shops", "carts", "users"];
await Promise.all(tables.map((TableName) => dynamodb.describeTable({ TableName })));
console.log("done");
