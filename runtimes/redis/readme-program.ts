import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { rateLimit } from "@tucuxi/plugin-rate-limit";
import { Redis } from "ioredis";
import { RateLimiterRedis } from "rate-limiter-flexible";

const storeClient = new Redis(process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379");

const dynamodb = new DynamoDB({});
eventsOf(dynamodb).use(
  rateLimit({
    "dynamodb.Describe*": "10/s",
    store: (options) => new RateLimiterRedis({ storeClient, ...options }),
  }),
);

await dynamodb.describeTable({ TableName: "orders" });
storeClient.disconnect();
