import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf, setUrl } from "@tucuxi/events";

export function install(dynamodb: DynamoDB, nodes: string[]) {
  let turn = 0;
  eventsOf(dynamodb).registerFirst("request-created.dynamodb.*", function takeTurn({ request }) {
    setUrl(request, new URL(request.path, nodes[turn++ % nodes.length]));
  });
}

export async function run(otherNode: string) {
  const dynamodb = new DynamoDB();
  install(dynamodb, [String(process.env["AWS_ENDPOINT_URL"]), otherNode]);
  await dynamodb.listTables();
  await dynamodb.listTables();
}
