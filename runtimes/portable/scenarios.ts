import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { eventsOf, Session, withContext } from "@tucuxi/events";
import { guard } from "@tucuxi/plugin-guard";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit, type SplitInfo } from "@tucuxi/plugin-payload-limit";
import { rateLimit } from "@tucuxi/plugin-rate-limit";
import { s3Compat } from "@tucuxi/plugin-s3-compat";
import { random, traceHeader } from "@tucuxi/plugin-trace-header";

/** The parameters of PutMetricData, with this number of metrics. */
function metrics(count: number) {
  return {
    Namespace: "Orders",
    MetricData: Array.from({ length: count }, (_, index) => ({ MetricName: `shop-${index}`, Value: index })),
  };
}

function errorOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "none",
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
  );
}

/**
 * The scenarios for every runtime. Each is called by its name and returns what it saw.
 *
 * @param endpoint The URL of an inspector.
 */
export function scenariosAt(endpoint: string) {
  const config = {
    endpoint,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  return {
    async events() {
      const client = new CloudWatch(config);
      const before = client.middlewareStack.identify();
      const emitted: string[] = [];
      const events = eventsOf<CloudWatch>(client);
      events.register("*", ({ eventName }) => {
        emitted.push(eventName.split(".")[0] ?? "");
      });
      events.register("before-sign.cloudwatch.PutMetricData", ({ request }) => {
        request.headers["x-tries"] = `${request.headers["x-tries"] ?? ""}1`;
      });
      await client.putMetricData(metrics(1));
      events.detach();
      await client.putMetricData(metrics(1));
      const after = client.middlewareStack.identify();
      return { emitted, isAsBefore: before.join() === after.join() };
    },

    async stub() {
      const client = new S3({ ...config, forcePathStyle: true });
      eventsOf<S3>(client).register("before-send.s3.GetObject", () => ({ statusCode: 200, body: "stub" }));
      const { Body } = await client.getObject({ Bucket: "b", Key: "k" });
      return Body?.transformToString();
    },

    async retry() {
      const client = new SQS(config);
      const attempts: number[] = [];
      eventsOf<SQS>(client).register("needs-retry.sqs.ListQueues", (event) => {
        attempts.push(event.attempts);
        return event.attempts === 2 ? 0.001 : undefined;
      });
      await client.listQueues({});
      return attempts;
    },

    async gzip(count: number) {
      const client = new CloudWatch(config);
      const compressions: { originalBytes: number; compressedBytes: number }[] = [];
      const onCompress = ({ originalBytes, compressedBytes }: (typeof compressions)[number]) =>
        compressions.push({ originalBytes, compressedBytes });
      eventsOf(client).use(gzip({ onCompress }));
      await client.putMetricData(metrics(count));
      return compressions;
    },

    async gzipForS3(text: string) {
      const client = new S3({ ...config, forcePathStyle: true });
      eventsOf(client).use(gzip({ operations: ["s3.PutObject"] }));
      const put = (Key: string, Body: string | Uint8Array | Blob | ReadableStream) =>
        client.putObject({ Bucket: "b", Key, Body });
      await put("text", text);
      await put("bytes", new TextEncoder().encode(text));
      await put("blob", new Blob([text]));
      await put("stream", new Blob([text]).stream());
    },

    async s3Compat(text: string) {
      const put = async (switches: Parameters<typeof s3Compat>[0], Body: string | ReadableStream) => {
        const client = new S3({ ...config, forcePathStyle: true });
        eventsOf(client).use(s3Compat(switches));
        await client.putObject({ Bucket: "b", Key: "k", Body });
        return client;
      };
      await put({ checksums: "header" }, new Blob([text]).stream());
      const client = await put("r2", text);
      await client.deleteObjects({ Bucket: "b", Delete: { Objects: [{ Key: "k" }] } });
    },

    async traceHeader() {
      const session = new Session();
      session.events.use(traceHeader({ header: "x-trace-id", value: random() }));
      const client = session.client(CloudWatch, config);
      await client.putMetricData(metrics(1));
      await client.putMetricData(metrics(1));
    },

    async payloadLimit() {
      const client = new CloudWatch(config);
      const splits: SplitInfo[] = [];
      const events = eventsOf(client);
      events.use(payloadLimit({ onSplit: (split) => splits.push(split) }));
      events.use(gzip());
      await client.putMetricData(metrics(2_500));
      return splits.map(({ items, parts }) => ({ items, parts }));
    },

    async logger(secret: string) {
      const lines: string[] = [];
      const write = (...parts: readonly unknown[]) => void lines.push(JSON.stringify(parts));
      const sink = { error: write, info: write, debug: write, trace: write };
      const client = new S3({ ...config, forcePathStyle: true });
      eventsOf(client).use(logger({ logger: sink, level: "trace" }));
      await client.putObject({
        Bucket: "b",
        Key: "k",
        Body: "text",
        SSECustomerAlgorithm: "AES256",
        SSECustomerKey: secret,
      });
      return lines.join("\n");
    },

    async guard() {
      const client = new SQS(config);
      const lines: string[] = [];
      const events = eventsOf(client);
      const uninstall = events.use(guard({ accounts: ["123456789012"], regions: ["eu-west-1"] }));
      const nobodyKnows = await errorOf(client.listQueues({}));
      uninstall();
      events.use(guard({ allow: ["sqs.CreateQueue"], dryRun: true, log: (line) => void lines.push(line) }));
      await client.listQueues({});
      await client.sendMessage({ QueueUrl: `${endpoint}/123456789012/orders`, MessageBody: "two teapots" });
      return { nobodyKnows, lines };
    },

    async rateLimit() {
      const client = new SQS(config);
      const controller = new AbortController();
      const waits: string[] = [];
      eventsOf(client).use(
        rateLimit({
          "sqs.ListQueues": "2/50ms",
          "sqs.*": "4/h",
          onWait: ({ limit }) => void waits.push(limit),
        }),
      );
      await Promise.all([1, 2, 3, 4].map(() => client.listQueues({})));
      setTimeout(() => controller.abort(), 10);
      return { waits, last: await errorOf(client.listQueues({}, { abortSignal: controller.signal })) };
    },

    async abort() {
      const client = new SQS(config);
      const controller = new AbortController();
      eventsOf(client).register("needs-retry.sqs.ListQueues", () => {
        setTimeout(() => controller.abort(), 10);
        return 600;
      });
      return errorOf(client.listQueues({}, { abortSignal: controller.signal }));
    },

    async concurrency() {
      const client = new SQS({ ...config, cacheMiddleware: true });
      const { ListQueuesCommand } = await import("@aws-sdk/client-sqs");
      eventsOf(client).register("before-sign", async ({ request, context }) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        request.headers["x-call"] = String(context["call"]);
      });
      const calls = Array.from({ length: 10 }, (_, call) => `call-${call}.`);
      await Promise.all(
        calls.map((call) =>
          client.send(withContext(new ListQueuesCommand({ QueueNamePrefix: call }), { call })),
        ),
      );
    },
  };
}

export type Scenarios = ReturnType<typeof scenariosAt>;
