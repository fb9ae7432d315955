/**
 * One of several processes that share a limit. It makes as many concurrent calls as it can, for some seconds.
 *
 *     node --import tsx worker.ts ENDPOINT REDIS_PORT RATE SECONDS
 */
import { SSM } from "@aws-sdk/client-ssm";
import { eventsOf } from "@tucuxi/events";
import { type Rate, rateLimit } from "@tucuxi/plugin-rate-limit";
import { Redis } from "ioredis";
import { RateLimiterRedis } from "rate-limiter-flexible";

const [endpoint = "", port, rate, seconds] = process.argv.slice(2);
const storeClient = new Redis({ port: Number(port) });
const client = new SSM({
  endpoint,
  region: "eu-west-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
});
eventsOf(client).use(
  rateLimit({ "ssm.*": rate as Rate, store: (options) => new RateLimiterRedis({ storeClient, ...options }) }),
);

// If a process considered the store failed, it would use the whole limit for itself.
process.on("warning", ({ name, message }) => {
  if (name !== "TucuxiWarning") return;
  console.error(message);
  process.exitCode = 1;
});

const signal = AbortSignal.timeout(Number(seconds) * 1000);
let calls = 0;
async function callOn(): Promise<void> {
  while (!signal.aborted) {
    await client.getParameter({ Name: "n" }, { abortSignal: signal });
    calls++;
  }
}
await Promise.allSettled(Array.from({ length: 40 }, callOn));
console.log(calls);
storeClient.disconnect();
