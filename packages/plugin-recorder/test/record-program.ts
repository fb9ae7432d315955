/** Records twenty calls to a file, in a process of its own: record-program.ts FILE ENDPOINT NAME */
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { recorder } from "@tucuxi/plugin-recorder";

const [file = "", endpoint = "", name = ""] = process.argv.slice(2);
const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
const client = new DynamoDB({ endpoint, region: "eu-central-1", credentials });
eventsOf(client).use(recorder({ file, mode: "record" }));
for (let index = 0; index < 20; index++) {
  await client.getItem({ TableName: "orders", Key: { id: { S: `${name}${index}` } } });
  // The file is written meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 10));
}
// Without save(): it is written before the process ends.
