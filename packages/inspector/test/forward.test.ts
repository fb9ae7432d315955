import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Inspector, startInspector } from "../src/index.js";

const REAL = { accessKeyId: "REAL", secretAccessKey: "real-secret", sessionToken: "real-token" };

/** What is real here is an inspector that refuses what AWS would refuse. */
let real: Inspector;
let inspector: Inspector;
beforeEach(async () => {
  real = await startInspector({ credentials: REAL, verify: "enforce" });
  inspector = await startInspector({ forward: { url: real.url, credentials: REAL } });
});
afterEach(async () => {
  await inspector.close();
  await real.close();
});

function arrived() {
  return real.requests.map(({ operation, signature, problem }) => [operation, signature.state, problem]);
}

it("passes requests on, signed anew with other credentials, and both sides are shown", async () => {
  real.respond({ headers: { "x-real": "yes" }, body: '{"TableNames":["orders"]}' });
  expect((await new DynamoDB(inspector.clientConfig).listTables({ Limit: 2 })).TableNames).toEqual([
    "orders",
  ]);
  expect(arrived()).toEqual([["ListTables", "valid", undefined]]);
  const [request] = inspector.requests;
  expect(request).toMatchObject({
    status: 200,
    signature: { state: "valid", scope: { accessKeyId: "test" } },
  });
  expect(Object.fromEntries(request?.response?.headers ?? [])).toMatchObject({ "x-real": "yes" });
  expect(request?.forwarded).toMatchObject({ method: "POST", url: `${real.url}/` });
  const headers = Object.fromEntries(request?.forwarded?.headers ?? []);
  expect(headers).toMatchObject({ host: new URL(real.url).host, "x-amz-security-token": "real-token" });
  expect(headers["authorization"]).toContain("Credential=REAL/");
});

describe("passes on", () => {
  it.each(["plain", "with spaces & ü", "a/../b", "a%2Fb+c"])(
    "keys, queries and functions: %j",
    async (name) => {
      await new S3(inspector.clientConfig).putObject({ Bucket: "b", Key: name, Body: name });
      await new S3(inspector.clientConfig).listObjectsV2({ Bucket: "b", Prefix: name });
      await new Lambda(inspector.clientConfig).invoke({ FunctionName: "f", Qualifier: name, Payload: name });
      expect(arrived()).toEqual([
        ["PutObject", "valid", undefined],
        ["ListObjectsV2", "valid", undefined],
        ["Invoke", "valid", undefined],
      ]);
    },
  );

  it("gzipped bodies, aws-chunked ones with their checksums, and HTTP/2", async () => {
    const MetricData = Array.from({ length: 300 }, (_, index) => ({ MetricName: `m-${index}`, Value: 1 }));
    await new CloudWatch(inspector.clientConfig).putMetricData({ Namespace: "n", MetricData });
    async function* body() {
      yield Buffer.from("hello ");
      yield Buffer.from("world");
    }
    const { Readable } = await import("node:stream");
    await new S3(inspector.clientConfig).putObject({
      Bucket: "b",
      Key: "k",
      Body: Readable.from(body()),
      ContentLength: 11,
      ChecksumAlgorithm: "SHA256",
    });
    const kinesis = new Kinesis(inspector.clientConfig);
    await kinesis.listStreams({});
    kinesis.destroy();
    expect(arrived()).toEqual([
      ["PutMetricData", "valid", undefined],
      ["PutObject", "valid", undefined],
      ["ListStreams", "valid", undefined],
    ]);
    expect(real.requests[1]).toMatchObject({
      text: "hello world",
      checksums: [{ name: "x-amz-checksum-sha256", valid: true }],
    });
  });

  it("presigned URLs", async () => {
    const url = await getSignedUrl(
      new S3(inspector.clientConfig),
      new GetObjectCommand({ Bucket: "b", Key: "k k" }),
    );
    expect((await fetch(url)).status).toBe(200);
    expect(arrived()).toEqual([["GetObject", "valid", undefined]]);
    expect(real.requests[0]?.url).toBe("/b/k%20k?x-amz-checksum-mode=ENABLED&x-id=GetObject");
  });

  it("anonymous requests as they are, and the other side's refusal", async () => {
    expect((await fetch(`${inspector.url}/b/k`)).status).toBe(403);
    expect(inspector.requests[0]).toMatchObject({ status: 403, signature: { state: "absent" } });
  });
});

describe("does not pass on, and so does not sign", () => {
  it("a request whose signature AWS would refuse", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "guessed" };
    const dynamodb = new DynamoDB({ ...inspector.clientConfig, credentials, maxAttempts: 1 });
    await expect(dynamodb.listTables({})).rejects.toMatchObject({ name: "SignatureDoesNotMatch" });
    expect(arrived()).toEqual([]);
  });

  // A page could sign with the test credentials, which everybody knows.
  it.each([
    ["of another origin", { origin: "https://evil.example" }],
    ["that a browser loads", { "sec-fetch-site": "cross-site" }],
    ["for a host name of its own", { host: "evil.example" }],
  ])("a request of a web page %s", async (_, added) => {
    const dynamodb = new DynamoDB({ ...inspector.clientConfig, maxAttempts: 1 });
    dynamodb.middlewareStack.add(
      (next) => (args) => {
        if (typeof args.request === "object" && args.request !== null && "headers" in args.request) {
          Object.assign(Object(args.request.headers), added);
        }
        return next(args);
      },
      { step: "build", priority: "low", name: "page" },
    );
    await expect(dynamodb.listTables({})).rejects.toMatchObject({ name: "AccessDenied" });
    expect(inspector.requests[0]).toMatchObject({ status: 403, signature: { state: "valid" } });
    expect(arrived()).toEqual([]);
  });

  it("what a browser asks before a page sends it: the page gets no leave", async () => {
    const asked = await fetch(inspector.url, {
      method: "OPTIONS",
      headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
    });
    expect(asked.status).toBe(403);
    expect(asked.headers.get("access-control-allow-methods")).toBeNull();
  });
});

it("scripted answers come first", async () => {
  inspector.respondTo("ListTables", ["400:ValidationException"]);
  const dynamodb = new DynamoDB(inspector.clientConfig);
  await expect(dynamodb.listTables({})).rejects.toMatchObject({ name: "ValidationException" });
  await dynamodb.listTables({});
  expect(arrived()).toEqual([["ListTables", "valid", undefined]]);
});

it("tells of a request when its answer is there", async () => {
  const seen: string[] = [];
  await using telling = await startInspector({
    forward: { url: real.url, credentials: REAL },
    onRequest: ({ status, response }) =>
      void seen.push(`${status} ${Buffer.from(response?.body ?? []).toString()}`),
  });
  real.respond({ body: '{"TableNames":[]}' });
  await new DynamoDB(telling.clientConfig).listTables({});
  await telling.waitFor("ListTables");
  expect(seen).toEqual(['200 {"TableNames":[]}']);
});

it("says when the other side cannot be reached", async () => {
  await real.close();
  const dynamodb = new DynamoDB({ ...inspector.clientConfig, maxAttempts: 1 });
  await expect(dynamodb.listTables({})).rejects.toMatchObject({
    name: "BadGateway",
    message: expect.stringContaining("it could not be passed on: "),
  });
  expect(inspector.requests[0]).toMatchObject({ status: 502 });
});

describe("an answer's body", () => {
  let server: Server;
  const start = async (handler: RequestListener): Promise<Inspector> => {
    server = createServer(handler);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port }: Pick<AddressInfo, "port"> = Object(server.address());
    return startInspector({ forward: { url: `http://127.0.0.1:${port}` } });
  };
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it("reaches the client before the other side is done", async () => {
    let end = (): void => undefined;
    await using streaming = await start((_, response) => {
      response.write("first");
      end = () => void response.end("last");
    });
    const answer = await fetch(streaming.url);
    const reader = answer.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("first");
    expect(streaming.requests[0]).toMatchObject({ status: 200 });
    end();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("last");
    await expect.poll(() => streaming.requests[0]?.response?.bodyBytes).toBe(9);
  });

  it("is not kept but for its start, and not read faster than the client reads", async () => {
    const piece = Buffer.alloc(64 * 1024, "x");
    let sent = 0;
    await using streaming = await start((_, response) => {
      const write = (): void => {
        while (sent < 200 * 1024 * 1024) {
          sent += piece.length;
          if (!response.write(piece)) {
            response.once("drain", write);
            return;
          }
        }
        response.end();
      };
      write();
    });
    const socket = connect(streaming.port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");
    // A client that does not read: what is sent comes to a halt.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const halted = sent;
    expect(halted).toBeLessThan(60 * 1024 * 1024);
    let received = 0;
    socket.on("data", (chunk: Uint8Array) => {
      received += chunk.length;
    });
    await new Promise((resolve) => socket.once("close", resolve));
    expect(received).toBeGreaterThanOrEqual(200 * 1024 * 1024);
    await expect.poll(() => streaming.requests[0]?.response?.bodyBytes).toBe(200 * 1024 * 1024);
    expect(streaming.requests[0]?.response?.body.length).toBe(1024 * 1024);
  }, 30_000);

  it("that breaks off is broken off for the client, and nothing else", async () => {
    await using streaming = await start((request, response) => {
      if (request.url === "/broken") {
        response.writeHead(200, { "content-length": "100" });
        response.write("part", () => response.destroy());
      } else {
        response.end("whole");
      }
    });
    await expect(fetch(`${streaming.url}/broken`).then((answer) => answer.text())).rejects.toThrow();
    expect(await (await fetch(streaming.url)).text()).toBe("whole");
  });
});

describe("the URL", () => {
  it.each([
    [{ url: "localhost:5000" }, "an http or https URL, such as http://localhost:5000"],
    [{ url: "http://{what}.example" }, "an http or https URL"],
    [{ url: "http://a:b@example" }, "a URL without a user, a query and a fragment"],
    [{ uri: "http://example" }, "{ url, credentials? }"],
    ["http://example", "{ url, credentials? }"],
    [
      { url: "http://example", credentials: { accessKeyId: "a" } },
      "with credentials { accessKeyId, secretAccessKey",
    ],
  ])("is refused: %j", async (forward, message) => {
    const started = Promise.resolve(Reflect.apply(startInspector, undefined, [{ forward }]));
    await expect(started).rejects.toMatchObject({
      code: "INVALID_OPTION",
      message: expect.stringContaining(message),
    });
  });

  it("may have the request's service and region in it", async () => {
    const { port } = real;
    await using templated = await startInspector({
      forward: { url: `http://127.0.0.1:${port}/{service}/{region}`, credentials: REAL },
    });
    await new CloudWatch({ ...templated.clientConfig, region: "eu-west-1" }).listMetrics({});
    expect(real.requests[0]).toMatchObject({ path: "/monitoring/eu-west-1/", signature: { state: "valid" } });
    const unknown = await fetch(templated.url);
    expect(await unknown.text()).toContain("the request doesn't say which service it is for");
  });
});
