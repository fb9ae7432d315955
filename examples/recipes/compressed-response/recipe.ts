import { gunzipSync } from "node:zlib";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { bytesOf, eventsOf } from "@tucuxi/events";

export function install(dynamodb: DynamoDB) {
  eventsOf(dynamodb).register("before-send.dynamodb.*", function askForGzip({ request }) {
    request.headers["accept-encoding"] = "gzip";
  });
  eventsOf(dynamodb).register("before-parse.dynamodb.*", async function decompress({ response }) {
    if (response.headers["content-encoding"] !== "gzip") return;
    response.body = gunzipSync(await bytesOf(response.body));
  });
}

export async function run() {
  const dynamodb = new DynamoDB();
  install(dynamodb);
  return dynamodb.listTables();
}
