import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Session } from "@tucuxi/events";
import { logger } from "@tucuxi/plugin-logger";
import { pino } from "pino";

const log = pino({ base: null }).child({ module: "aws" });

const session = new Session();
session.events.use(logger({ logger: log, include: "dynamodb", redact: "input.Item.email" }));
const dynamodb = session.client(DynamoDB, {});

const put = (id: string) =>
  dynamodb.putItem({ TableName: "users", Item: { id: { S: id }, email: { S: `${id}@example.com` } } });

await put("ada");
log.level = "trace"; // at any time, by a signal for example
await put("grace");
