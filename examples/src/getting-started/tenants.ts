import { DynamoDB, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListBucketsCommand, S3 } from "@aws-sdk/client-s3";
import { Session, withContext } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { tenant } from "./tenant.js";

await using inspector = await startInspector();
const config = inspector.clientConfig;

const session = new Session();
session.events.use(tenant());
const dynamodb = session.client(DynamoDB, config);
const s3 = session.client(S3, config);

await dynamodb.send(withContext(new ListTablesCommand(), { tenant: "teapots" }));
await s3.send(withContext(new ListBucketsCommand(), { tenant: "kettles" }));
for (const { service, operation, headers } of inspector.requests) {
  console.log(service, operation, headers["x-tenant"]);
}

try {
  await dynamodb.listTables();
} catch (error) {
  console.log(String(error));
}
