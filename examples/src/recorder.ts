import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { recorder } from "@tucuxi/plugin-recorder";

const dynamodb = new DynamoDB({});
const recording = recorder({ file: "orders.cassette.json", mode: process.env["CI"] ? "replay" : "once" });
eventsOf(dynamodb).use(recording);

const { Item } = await dynamodb.getItem({ TableName: "orders", Key: { id: { S: "1" } } });
console.log(Item);
await recording.save();
