import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { type CloudWatch, CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, type Lambda, LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand, type S3 } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import {
  type CallContext,
  eventsOf,
  repeatCall,
  Session,
  signalOf,
  TucuxiError,
  UNSIGNED,
  withContext,
} from "@tucuxi/events";
import { describe, expect, test } from "vitest";
import { metrics, signedNames, startEndpoint } from "./endpoint.js";

test("the clients are as old as the README says", async () => {
  const { requests, config, cloudwatch, s3 } = await startEndpoint();
  await cloudwatch().putMetricData(metrics(1));
  await s3().listBuckets({});
  await new DynamoDB(config).listTables({});
  expect(requests.map(({ headers }) => headers["user-agent"]?.split(" ")[0])).toEqual([
    "aws-sdk-js/3.624.0",
    "aws-sdk-js/3.624.0",
    "aws-sdk-js/3.777.0",
  ]);
  const readme = readFileSync(new URL("../../packages/events/README.md", import.meta.url), "utf8");
  expect(readme).toContain("clients from 3.624.0");
  expect(readme).toContain("`@aws-sdk/lib-dynamodb` from 3.778.0");
});

test("a call emits its events in order, those of an attempt again for each attempt", async () => {
  const { cloudwatch } = await startEndpoint({ respond: ["500"] });
  const client = cloudwatch();
  const emitted: string[] = [];
  eventsOf(client).register("*", ({ eventName }) => {
    emitted.push(eventName.split(".")[0] ?? "");
  });
  await client.putMetricData(metrics(1));
  const attempt = [
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
  ];
  expect(emitted).toEqual([
    "provide-client-params",
    "before-parameter-build",
    "before-endpoint-resolution",
    "before-call",
    ...attempt,
    ...attempt,
    "after-call",
  ]);
});

describe("a request", () => {
  test("keeps a number that the client put into the query, where the caller gave one for a string", async () => {
    const { requests, s3 } = await startEndpoint();
    const [bare, attached] = [s3(), s3()];
    eventsOf(attached).register("*", () => undefined);
    const input = { Bucket: "shop", Key: "k", UploadId: "u", PartNumberMarker: 7 as unknown as string };
    for (const client of [bare, attached]) await client.listParts(input).catch(() => undefined);
    expect(requests.map(({ url }) => url)).toEqual(
      Array(2).fill("/shop/k?part-number-marker=7&uploadId=u&x-id=ListParts"),
    );
  });

  test("is each attempt's own: what handlers do to one does not reach the next", async () => {
    const { requests, cloudwatch } = await startEndpoint({ respond: ["500", "500"] });
    const client = cloudwatch();
    eventsOf<CloudWatch>(client).register("before-sign.cloudwatch.PutMetricData", ({ request }) => {
      if (typeof request.body !== "string") throw new Error("expected text");
      request.body = gzipSync(request.body);
      request.headers["content-encoding"] = "gzip";
      request.headers["x-tries"] = `${request.headers["x-tries"] ?? ""}1`;
    });
    await client.putMetricData(metrics(1));
    expect(requests.length).toBe(3);
    for (const { text, headers, signature, wireBody } of requests) {
      expect(text).toContain("MetricName=shop-0");
      expect(headers["content-length"]).toBe(String(wireBody.byteLength));
      expect(headers["x-tries"]).toBe("1");
      expect(signature.state).toBe("valid");
    }
    expect(signedNames(requests[2])).toContain("x-tries");
  });

  test("has headers of its own: those of AWS Query services are one object for all requests of the process", async () => {
    const { requests, cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const off = eventsOf(client).register("before-call.cloudwatch", ({ request }) => {
      request.headers["x-mine"] = "1";
    });
    await client.putMetricData(metrics(1));
    off();
    await client.putMetricData(metrics(1));
    await cloudwatch().putMetricData(metrics(1));
    expect(requests.map(({ headers }) => headers["x-mine"])).toEqual(["1", undefined, undefined]);
  });

  test("with a checksum is refused where before-sign changes its body, and has a new one from before-call", async () => {
    const { requests, s3 } = await startEndpoint();
    const changed = s3();
    eventsOf<S3>(changed).register("before-sign.s3.PutObject", ({ request }) => {
      request.body = "other";
    });
    const object = { Bucket: "b", Key: "k", Body: "body", ChecksumAlgorithm: "CRC32" } as const;
    await expect(changed.putObject(object)).rejects.toMatchObject({ code: "BODY_CHANGED_AFTER_CHECKSUM" });
    expect(requests.length).toBe(0);
    const early = s3();
    eventsOf<S3>(early).register("before-call.s3.PutObject", ({ request }) => {
      request.body = "other";
    });
    await early.putObject(object);
    expect(requests[0]).toMatchObject({ text: "other", checksums: [{ valid: true }] });
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("is presigned as handlers left it, and nothing is sent", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    const emitted: string[] = [];
    eventsOf(client).register("*", ({ eventName }) => {
      emitted.push(eventName.split(".")[0] ?? "");
    });
    eventsOf(client).register("before-sign.s3.GetObject", ({ request }) => {
      request.query["x-tenant"] = "a";
    });
    const url = new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket: "b", Key: "k" })));
    expect(url.searchParams.get("x-tenant")).toBe("a");
    expect(emitted).not.toContain("before-send");
    expect(emitted).not.toContain("after-call");
    const answer = await fetch(url);
    expect(answer.status).toBe(200);
    expect(requests.map(({ signature }) => signature.state)).toEqual(["valid"]);
  });

  test("may go unsigned, without credentials, while another call is signed", async () => {
    const { inspector, requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf<S3>(client).register("choose-signer.s3", ({ context }) =>
      context["open"] === true ? UNSIGNED : undefined,
    );
    const command = () => new GetObjectCommand({ Bucket: "b", Key: "k" });
    await Promise.all([client.send(withContext(command(), { open: true })), client.send(command())]);
    expect(requests.map(({ signature }) => signature.state).sort()).toEqual(["absent", "valid"]);

    inspector.clear();
    const nobody = s3({ credentials: () => Promise.reject(new Error("nobody")) });
    eventsOf(nobody).register("choose-signer", () => UNSIGNED);
    await nobody.send(command());
    expect(requests.map(({ signature }) => signature.state)).toEqual(["absent"]);
  });

  test("cannot be signed by a scheme that the client does not have", async () => {
    const { config } = await startEndpoint();
    const client = new STSClient(config);
    eventsOf(client).register("choose-signer", () => "aws.auth#sigv5");
    const failing = client.send(new GetCallerIdentityCommand({}));
    await expect(failing).rejects.toThrow(/"aws.auth#sigv5".*aws\.auth#sigv4/);
    await expect(failing).rejects.toBeInstanceOf(TucuxiError);
  });
});

describe("handlers", () => {
  test("answer a call or an attempt, and nothing is sent", async () => {
    const { requests, config, s3 } = await startEndpoint();
    const lambda = new LambdaClient(config);
    eventsOf<Lambda>(lambda).register("before-call.lambda.ListFunctions", () => ({
      parsed: { Functions: [{ FunctionName: "orders" }] },
    }));
    const { Functions, $metadata } = await lambda.send(new ListFunctionsCommand({}));
    expect(Functions).toEqual([{ FunctionName: "orders" }]);
    expect($metadata).toBeDefined();

    const client = s3();
    eventsOf(client).register("before-send.s3.GetObject", () => ({
      statusCode: 200,
      headers: { etag: '"1"' },
      body: "stub",
    }));
    const { Body, ETag } = await client.getObject({ Bucket: "b", Key: "k" });
    expect(ETag).toBe('"1"');
    expect(await Body?.transformToString()).toBe("stub");
    expect(requests.length).toBe(0);
  });

  test("ask for another attempt of what succeeded, see the parsed output and may replace it", async () => {
    const { requests, config } = await startEndpoint();
    const client = new LambdaClient(config);
    const events = eventsOf<Lambda>(client);
    events.register("needs-retry.lambda.Invoke", ({ attempts }) => (attempts < 3 ? 0.001 : undefined));
    events.register("after-call.lambda.Invoke", ({ parsed }) => ({
      parsed: { ...parsed, StatusCode: 200, FunctionError: "ours" },
    }));
    const output = await client.send(new InvokeCommand({ FunctionName: "orders" }));
    expect(output).toMatchObject({ StatusCode: 200, FunctionError: "ours" });
    expect(requests.length).toBe(3);
  });

  test("see a service's error in after-call, a lost connection in after-call-error", async () => {
    const { cloudwatch } = await startEndpoint({ respond: ["400", "drop"] });
    const client = cloudwatch({ maxAttempts: 1 });
    const seen: string[] = [];
    const events = eventsOf(client);
    events.register("after-call", ({ error }) => {
      seen.push(`after-call ${error instanceof Error}`);
    });
    events.register("after-call-error", ({ exception }) => {
      seen.push(`after-call-error ${exception instanceof Error}`);
    });
    await expect(client.putMetricData(metrics(1))).rejects.toThrow();
    await expect(client.putMetricData(metrics(1))).rejects.toThrow();
    expect(seen).toEqual(["after-call true", "after-call-error true"]);
  });

  test("that throw end the call with their own error, which is not retried", async () => {
    const { requests, cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const mine = new Error("mine");
    eventsOf(client).register("before-sign", () => {
      throw mine;
    });
    await expect(client.putMetricData(metrics(1))).rejects.toBe(mine);
    expect(requests.length).toBe(0);
  });

  test("change parameters, and repeat a call with others", async () => {
    const { requests, config } = await startEndpoint();
    const client = new LambdaClient(config);
    const events = eventsOf<Lambda>(client);
    const contexts = new Set<CallContext>();
    events.register("provide-client-params.lambda.Invoke", ({ params, context }) => {
      contexts.add(context);
      params.Qualifier = "live";
    });
    events.register("before-call.lambda.Invoke", async ({ context }) => {
      if (context["part"] === true) return undefined;
      await repeatCall(context, { FunctionName: "a" }, { part: true });
      return { parsed: { StatusCode: 299 } };
    });
    const command = new InvokeCommand({ FunctionName: "orders" });
    expect((await client.send(command)).StatusCode).toBe(299);
    expect(command.input).toEqual({ FunctionName: "orders" });
    expect(requests.map(({ url }) => url)).toEqual(["/2015-03-31/functions/a/invocations?Qualifier=live"]);
    expect(contexts.size).toBe(2);
  });

  test("change what the endpoint is resolved by", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("before-endpoint-resolution.s3", ({ builtins }) => {
      builtins["ForcePathStyle"] = true;
      builtins["Bucket"] = "other";
    });
    await client.getObject({ Bucket: "b", Key: "k" });
    expect(requests[0]?.path).toBe("/other/k");
  });
});

describe("a client", () => {
  test("that keeps its middlewares keeps the contexts of concurrent calls apart", async () => {
    const { requests, config } = await startEndpoint({ respond: ["500", "500", "500"] });
    const client = new CloudWatchClient({ ...config, cacheMiddleware: true });
    eventsOf(client).register("before-sign", async ({ request, context }) => {
      await Promise.resolve();
      request.headers["x-call"] = String(context["call"]);
    });
    const calls = Array.from({ length: 10 }, (_, call) => `call-${call}.`);
    await Promise.all(
      calls.map((Namespace) =>
        client.send(
          withContext(new PutMetricDataCommand({ Namespace, MetricData: [] }), { call: Namespace }),
        ),
      ),
    );
    expect(requests.length).toBe(13);
    for (const { text, headers } of requests) expect(text).toContain(`Namespace=${headers["x-call"]}&`);
  });

  test("is as it was after detach", async () => {
    const { requests, cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const before = client.middlewareStack.identify();
    const events = eventsOf(client);
    events.register("*", ({ eventName }) => {
      if (eventName.startsWith("before-sign")) throw new Error("still there");
    });
    expect(client.middlewareStack.identify()).not.toEqual(before);
    events.detach();
    expect(client.middlewareStack.identify()).toEqual(before);
    await client.putMetricData(metrics(1));
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("of a session has the session's handlers", async () => {
    const { requests, config } = await startEndpoint();
    const session = new Session();
    session.events.register("before-sign.monitoring", ({ request }) => {
      request.headers["x-session"] = "1";
    });
    const client = session.client(CloudWatchClient, config);
    await client.send(new PutMetricDataCommand(metrics(1)));
    expect(requests[0]?.headers["x-session"]).toBe("1");
  });
});

test("the SDK of that age does not tell handlers of an abort, which ends the request all the same", async () => {
  const { cloudwatch } = await startEndpoint({ respond: ["hang"] });
  const client = cloudwatch();
  const controller = new AbortController();
  const signals: unknown[] = [];
  eventsOf(client).register("before-send", ({ context }) => {
    signals.push(signalOf(context));
    setTimeout(() => controller.abort(), 20);
  });
  await expect(client.putMetricData(metrics(1), { abortSignal: controller.signal })).rejects.toMatchObject({
    name: "AbortError",
  });
  expect(signals).toEqual([undefined]);
});
