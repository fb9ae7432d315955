import { gunzipSync, gzipSync } from "node:zlib";
import { CloudWatchClient, PutMetricDataCommand, type PutMetricDataInput } from "@aws-sdk/client-cloudwatch";
import { eventsOf, Session } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Compression, gzip } from "../src/index.js";
import { cloudWatch, local, metrics, noisyMetrics, request } from "./local.js";

let inspector: Inspector;

beforeEach(async () => {
  inspector = await startInspector({ verify: "enforce" });
});
afterEach(() => inspector.close());

/** The body that a client without the plugin sends. */
async function plainBody(input: PutMetricDataInput = metrics(10)): Promise<Buffer> {
  await using other = await startInspector();
  await cloudWatch(other, { disableRequestCompression: true }).putMetricData(input);
  return Buffer.from(request(other).wireBody);
}

test("compresses a small PutMetricData with no options at all", async () => {
  const client = cloudWatch(inspector);
  eventsOf(client).use(gzip());
  await client.putMetricData(metrics(10));

  const { headers, wireBody, signature } = request(inspector);
  expect(headers["content-encoding"]).toBe("gzip");
  expect(headers["content-length"]).toBe(String(wireBody.byteLength));
  expect(gunzipSync(wireBody)).toEqual(await plainBody());
  expect(signature.state).toBe("valid");
});

test("leaves the other operations of the service alone", async () => {
  const client = cloudWatch(inspector);
  eventsOf(client).use(gzip());
  await client.listMetrics({ Namespace: "Orders".repeat(20) });
  expect(request(inspector).headers["content-encoding"]).toBeUndefined();
});

test("gives a body one encoding where the SDK would compress the compressed body once more", async () => {
  const input = noisyMetrics();
  const client = cloudWatch(inspector);
  eventsOf(client).use(gzip());
  await client.putMetricData(input);

  const { headers, wireBody, wireBytes } = request(inspector);
  expect(wireBytes).toBeGreaterThan(10_240);
  expect(headers["content-encoding"]).toBe("gzip");
  expect(headers["content-length"]).toBe(String(wireBytes));
  expect(gunzipSync(wireBody)).toEqual(await plainBody(input));
});

test("gives a body one encoding where the SDK is told to compress all bodies", async () => {
  const client = cloudWatch(inspector, { requestMinCompressionSizeBytes: 0 });
  eventsOf(client).use(gzip());
  await client.putMetricData(metrics(10));
  const { headers, wireBody } = request(inspector);
  expect(headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(wireBody)).toEqual(await plainBody());
});

test("leaves a body alone that does not get smaller", async () => {
  const client = cloudWatch(inspector);
  const compressions: Compression[] = [];
  eventsOf(client).use(gzip({ onCompress: (compression) => compressions.push(compression) }));
  eventsOf(client).register("before-call.cloudwatch.PutMetricData", function shorten({ request }) {
    request.body = "tiny";
  });
  await client.putMetricData(metrics(1));
  expect(request(inspector).headers["content-encoding"]).toBeUndefined();
  expect(request(inspector).wireBody.toString()).toBe("tiny");
  expect(compressions).toEqual([]);
});

test("compresses what the other handlers of the same pattern have made of the body", async () => {
  const client = cloudWatch(inspector);
  const events = eventsOf(client);
  events.use(gzip());
  events.register("before-call.cloudwatch.PutMetricData", function replace({ request }) {
    request.body = "replaced ".repeat(100);
  });
  await client.putMetricData(metrics(1));
  expect(gunzipSync(request(inspector).wireBody).toString()).toBe("replaced ".repeat(100));
});

test("compresses a body once for a call and sends the same bytes in each attempt", async () => {
  inspector.respond("500", "drop");
  const client = cloudWatch(inspector, { maxAttempts: 3 });
  let compressions = 0;
  eventsOf(client).use(gzip({ onCompress: () => compressions++ }));
  await client.putMetricData(noisyMetrics());

  const bodies = inspector.requests.map(({ wireBody }) => Buffer.from(wireBody).toString("base64"));
  expect(bodies).toHaveLength(3);
  expect(new Set(bodies).size).toBe(1);
  expect(inspector.requests.map(({ headers }) => headers["content-encoding"])).toEqual(Array(3).fill("gzip"));
  expect(compressions).toBe(1);
});

test("compresses each of the calls of a client that keeps its middleware", async () => {
  const client = cloudWatch(inspector, { cacheMiddleware: true });
  eventsOf(client).use(gzip());
  for (let index = 0; index < 3; index++) await client.putMetricData(metrics(10, `shop${index}`));
  for (const [index, { headers, wireBody }] of inspector.requests.entries()) {
    expect(headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(wireBody)).toEqual(await plainBody(metrics(10, `shop${index}`)));
  }
});

test("compresses concurrent calls each with its own body", async () => {
  const client = cloudWatch(inspector);
  eventsOf(client).use(gzip());
  const shops = Array.from({ length: 30 }, (_, index) => `shop${index}`);
  await Promise.all(shops.map((shop) => client.putMetricData(metrics(20, shop))));
  const sent = inspector.requests.map(({ wireBody }) => gunzipSync(wireBody).toString("base64"));
  const expected = await Promise.all(
    shops.map(async (shop) => (await plainBody(metrics(20, shop))).toString("base64")),
  );
  expect(sent.sort()).toEqual(expected.sort());
});

test("works on all clients of a session, with each client's own settings", async () => {
  const session = new Session();
  session.events.use(gzip());
  const first = session.client(CloudWatchClient, local(inspector));
  const second = session.client(CloudWatchClient, {
    ...local(inspector),
    disableRequestCompression: true,
  });
  await first.send(new PutMetricDataCommand(metrics(10)));
  await second.send(new PutMetricDataCommand(metrics(10)));
  expect(inspector.requests.map(({ headers }) => headers["content-encoding"])).toEqual(["gzip", undefined]);
});

test("works as one plugin on two clients", async () => {
  const plugin = gzip();
  for (const client of [cloudWatch(inspector), cloudWatch(inspector)]) {
    eventsOf(client).use(plugin);
    await client.putMetricData(metrics(10));
  }
  expect(inspector.requests.map(({ headers }) => headers["content-encoding"])).toEqual(["gzip", "gzip"]);
});

test("is one installation when it is installed twice, and leaves nothing behind", async () => {
  const client = cloudWatch(inspector);
  const stack = client.middlewareStack.identify();
  const events = eventsOf(client);
  const off = events.use(gzip());
  expect(events.use(gzip({ level: 9 }))).toBe(off);
  await client.putMetricData(metrics(10));
  off();
  await client.putMetricData(metrics(10));
  expect(inspector.requests.map(({ headers }) => headers["content-encoding"])).toEqual(["gzip", undefined]);
  expect(client.middlewareStack.identify()).toEqual(stack);
});

test("compresses with the level that it is given", async () => {
  const plain = await plainBody(metrics(500));
  for (const level of [1, 9]) {
    const client = cloudWatch(inspector);
    eventsOf(client).use(gzip({ level }));
    await client.putMetricData(metrics(500));
    expect(inspector.requests.at(-1)?.wireBody).toEqual(gzipSync(plain, { level }));
  }
});

test("compresses from minSize on", async () => {
  const { byteLength } = await plainBody();
  for (const minSize of [byteLength, byteLength + 1]) {
    const client = cloudWatch(inspector);
    eventsOf(client).use(gzip({ minSize }));
    await client.putMetricData(metrics(10));
  }
  expect(inspector.requests.map(({ headers }) => headers["content-encoding"])).toEqual(["gzip", undefined]);
});

test("leaves a body to the SDK that is too short for minSize and long enough for the SDK", async () => {
  const client = cloudWatch(inspector);
  let compressions = 0;
  eventsOf(client).use(gzip({ minSize: 1_000_000, onCompress: () => compressions++ }));
  await client.putMetricData(metrics(500));
  expect(compressions).toBe(0);
  expect(request(inspector).headers["content-encoding"]).toBe("gzip");
  expect(gunzipSync(request(inspector).wireBody)).toEqual(await plainBody(metrics(500)));
});

test.each(["monitoring.PutMetricData", "cloudwatch.Put*", "*.PutMetricData", "{s3,cloudwatch}.*"])(
  "compresses the operations of the pattern %s",
  async (operation) => {
    const client = cloudWatch(inspector);
    eventsOf(client).use(gzip({ operations: [operation] }));
    await client.putMetricData(metrics(10));
    expect(request(inspector).headers["content-encoding"]).toBe("gzip");
  },
);

test("looks once at a body that several patterns match", async () => {
  const client = cloudWatch(inspector);
  const compressions: Compression[] = [];
  eventsOf(client).use(
    gzip({
      operations: ["cloudwatch.*", "cloudwatch.PutMetricData"],
      onCompress: (compression) => compressions.push(compression),
    }),
  );
  await client.putMetricData(metrics(10));
  expect(compressions).toHaveLength(1);
});

test("compresses no other operation than those it is given", async () => {
  const client = cloudWatch(inspector);
  eventsOf(client).use(gzip({ operations: ["cloudwatch.List*"] }));
  await client.putMetricData(metrics(10));
  expect(request(inspector).headers["content-encoding"]).toBeUndefined();
});
