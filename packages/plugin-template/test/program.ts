import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { dryRun } from "@tucuxi/plugin-template";

const dynamodb = new DynamoDB({});
const events = eventsOf(dynamodb);
events.use(dryRun());
events.register("dry-run.*.*", ({ eventName, params }) => console.log(eventName, params["TableName"]));

const { TableNames = [] } = await dynamodb.listTables();
for (const TableName of TableNames) await dynamodb.deleteTable({ TableName });
