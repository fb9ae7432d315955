import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";

const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
const dynamodb = new DynamoDB({ region: "eu-west-1", credentials });
const events = eventsOf(dynamodb);

events.register("before-sign.dynamodb.PutItem", ({ request }) => {
  request.headers["x-team"] = "orders"; // on every attempt, and signed
});
events.register("before-send", ({ request, eventName }) => {
  console.log(eventName, request.headers["x-team"]);
  return { statusCode: 200, body: "{}" }; // answers instead of AWS
});

await dynamodb.putItem({ TableName: "orders", Item: { id: { S: "1" } } });
