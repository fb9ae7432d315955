import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { RateLimitError, rateLimit, type Store, type StoreErrorPolicy } from "@tucuxi/plugin-rate-limit";
import { Redis } from "ioredis";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { RedisServer } from "./redis-server.js";

let redis: RedisServer;
let inspector: Inspector;
/** The arrival times of requests. */
const arrivals: number[] = [];

beforeAll(async () => {
  redis = await RedisServer.start();
  inspector = await startInspector({
    keepRequests: 1,
    onRequest: () => void arrivals.push(performance.now()),
  });
});
afterAll(async () => {
  await inspector?.close();
  await redis?.[Symbol.asyncDispose]();
});

function dynamodbClient(): DynamoDB {
  const { url: endpoint, credentials } = inspector;
  return new DynamoDB({ endpoint, credentials, region: "eu-west-1" });
}

async function runWorker(rate: string, seconds: number): Promise<number> {
  const worker = fileURLToPath(new URL("worker.ts", import.meta.url));
  const args = [
    "--no-warnings",
    "--import",
    "tsx",
    worker,
    inspector.url,
    `${redis.port}`,
    rate,
    `${seconds}`,
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const [code] = await once(child, "close");
  expect(code).toBe(0);
  return Number(output);
}

it("two processes under load stay under one limit, and use at least 95 % of it", async () => {
  const units = 100;
  const calls = await Promise.all([runWorker(`${units}/s`, 12), runWorker(`${units}/s`, 12)]);
  // Both made a fair part of the calls.
  for (const count of calls) expect(count).toBeGreaterThan(100);

  // Counts requests while both were running. The start of the store's periods is unknown, so we try many offsets.
  const periods = 8;
  const counts = Array.from({ length: 100 }, (_, offset) => {
    const start = (arrivals[0] ?? 0) + 2000 + offset * 10;
    return arrivals.filter((at) => at >= start && at < start + periods * 1000).length;
  });
  const most = Math.max(...counts);
  console.log(`${calls.join(" and ")} calls; ${most} of ${units * periods} in ${periods} s`);
  expect(most).toBeGreaterThanOrEqual(0.95 * units * periods);
  // The window can overlap one more period.
  expect(most).toBeLessThanOrEqual(units * (periods + 1));
  // In total, with the first and last period. On a busy machine the first request arrives late.
  const elapsed = (arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0);
  expect(arrivals.length).toBeLessThanOrEqual(units * (elapsed / 1000 + 2));
});

it("costs that are known afterwards are charged in the store", async () => {
  const storeClient = new Redis({ port: redis.port });
  const limiters: RateLimiterRedis[] = [];
  const client = dynamodbClient();
  eventsOf(client).use(
    rateLimit({
      "dynamodb.Query": { units: 1000, per: "60s", cost: () => 12.5 },
      store(options) {
        const limiter = new RateLimiterRedis({ storeClient, ...options });
        limiters.push(limiter);
        return limiter;
      },
    }),
  );
  for (let count = 0; count < 8; count++) await client.query({ TableName: "orders" });
  await vi.waitFor(async () => {
    const state = await limiters[0]?.get("dynamodb.Query");
    expect(state?.consumedPoints).toBe(100);
  });
  storeClient.disconnect();
});

it("the program of the plugin's README works", async () => {
  vi.stubEnv("REDIS_URL", `redis://127.0.0.1:${redis.port}`);
  vi.stubEnv("AWS_ENDPOINT_URL", inspector.url);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", inspector.credentials.accessKeyId);
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", inspector.credentials.secretAccessKey);
  await import("./readme-program.js");
  vi.unstubAllEnvs();
  const storeClient = new Redis({ port: redis.port });
  expect(await storeClient.get("tucuxi:dynamodb.Describe*")).toBe("1");
  storeClient.disconnect();
});

it("does what it is told while the store is gone, and shares the limit again when it is back", async () => {
  const warning = vi.spyOn(process, "emitWarning").mockReturnValue();
  // Configured as users do it. It queues commands until it's connected again.
  const storeClient = new Redis({ port: redis.port });
  storeClient.on("error", () => {});
  const store: Store = (options) => new RateLimiterRedis({ storeClient, ...options });
  const clientWith = (onStoreError: StoreErrorPolicy): DynamoDB => {
    const client = dynamodbClient();
    eventsOf(client).use(rateLimit({ "dynamodb.*": "3/2s", store, onStoreError }));
    return client;
  };
  const [local, open, failing] = [clientWith("local"), clientWith("open"), clientWith("fail")];
  await local.listTables();
  expect(await storeClient.get("tucuxi:dynamodb.*")).toBe("1");

  await redis.stop();
  const took = async (client: DynamoDB): Promise<number> => {
    const since = performance.now();
    await Promise.all(Array.from({ length: 6 }, () => client.listTables()));
    return performance.now() - since;
  };
  await expect(failing.listTables()).rejects.toThrow(
    expect.objectContaining({ code: "STORE_FAILED", limit: "dynamodb.*" }),
  );
  await expect(failing.listTables()).rejects.toThrow(RateLimitError);
  expect(await took(open)).toBeLessThan(1900);
  expect(await took(local)).toBeGreaterThan(1900);
  expect(warning.mock.calls.filter(([line]) => /store .* failed/.test(String(line)))).toHaveLength(3);

  await redis.restart();
  await vi.waitFor(() => failing.listTables(), { timeout: 10_000, interval: 100 });
  expect(Number(await storeClient.get("tucuxi:dynamodb.*"))).toBeGreaterThanOrEqual(1);
  storeClient.disconnect();
});
