import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import {
  CompleteMultipartUploadCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  type S3,
} from "@aws-sdk/client-s3";
import { describe, expect, test, vi } from "vitest";
import { type Body, eventsOf, type HandlerError, type HttpRequest } from "../src/index.js";
import { putMetricData, rejection, startEndpoint } from "./support.js";

/** What a handler of the article does: compresses the body it finds. */
function gzipBody({ request }: { request: HttpRequest }): void {
  if (!(request.body instanceof Uint8Array)) throw new Error("expected bytes");
  request.body = gzipSync(request.body);
  request.headers["content-encoding"] = "gzip";
}

describe("trap 1: the SDK sends the same request again when it retries", () => {
  test("each attempt gets a copy of the original, so that it is compressed once", async () => {
    const { inspector, requests, cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const events = eventsOf<CloudWatch>(client);
    events.register("before-sign.cloudwatch.PutMetricData", gzipBody);
    const seen: (string | undefined)[] = [];
    events.registerFirst("before-sign", ({ request }) => seen.push(request.headers["x-count"]));
    events.register("request-created", ({ request }) => {
      request.headers["x-count"] = `${request.headers["x-count"] ?? ""}1`;
    });
    inspector.respond("500", "throttle", "200");
    await client.send(putMetricData(5));

    expect(requests.map(({ status }) => status)).toEqual([500, 400, 200]);
    expect(seen).toEqual(["1", "1", "1"]);
    for (const { contentEncoding, wireBody, signature, headers } of requests) {
      expect(contentEncoding).toBe("gzip");
      expect(JSON.parse(gunzipSync(wireBody).toString())).toMatchObject({ Namespace: "Tucuxi" });
      expect(signature.state).toBe("valid");
      expect(headers["x-count"]).toBe("1");
    }
  });
});

describe("trap 2: the content-length is set before before-sign", () => {
  test.each<[string, Body, string]>([
    ["text", "naïve text", "naïve text"],
    ["a byte array", new TextEncoder().encode("bytes"), "bytes"],
    ["a part of a larger buffer", new Uint8Array(new TextEncoder().encode("abcdef").buffer, 2, 3), "cde"],
    ["an ArrayBuffer", new TextEncoder().encode("buffer").buffer, "buffer"],
    ["a Blob", new Blob(["blob"]), "blob"],
    ["an empty text", "", ""],
    ["nothing", undefined, ""],
  ])(
    "a body replaced by %s arrives whole, with its own length and a valid signature",
    async (_, body, text) => {
      const { requests, lambda } = await startEndpoint();
      const client = lambda();
      eventsOf(client).register("before-sign.lambda.Invoke", ({ request }) => {
        request.body = body;
      });
      await client.send(new InvokeCommand({ FunctionName: "f", Payload: "a payload of another length" }));

      expect(requests[0]?.text).toBe(text);
      expect(requests[0]?.headers["content-length"]).toBe(String(new TextEncoder().encode(text).byteLength));
      expect(requests[0]?.signature).toMatchObject({ state: "valid", payload: "signed" });
    },
  );

  test.each<[string, () => Body]>([
    ["a Node.js stream", () => Readable.from([Buffer.from("str"), Buffer.from("eam")])],
    ["a web stream", () => new Blob(["stream"]).stream()],
    [
      "an async iterable",
      async function* () {
        yield new TextEncoder().encode("str");
        yield new TextEncoder().encode("eam");
      },
    ],
  ])("a body replaced by %s is sent in chunks, without a length", async (_, body) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-sign.lambda.Invoke", ({ request }) => {
      request.body = body();
    });
    await client.send(new InvokeCommand({ FunctionName: "f", Payload: "a payload of another length" }));

    expect(requests[0]?.text).toBe("stream");
    expect(requests[0]?.headers["content-length"]).toBeUndefined();
    expect(requests[0]?.headers["transfer-encoding"]).toBe("chunked");
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("a wrong length that a handler sets is corrected", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-sign.lambda.Invoke", ({ request }) => {
      request.headers["Content-Length"] = "3";
    });
    await client.send(new InvokeCommand({ FunctionName: "f", Payload: "payload" }));
    expect(requests[0]?.headers["content-length"]).toBe("7");
    expect(requests[0]?.text).toBe("payload");
  });
});

describe("trap 3: S3 refuses a body that its checksum was not computed of", () => {
  test("a body changed in before-sign is an error that names before-call, and nothing is sent", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf<S3>(client).register("before-sign.s3.PutObject", function shout({ request }) {
      request.body = String(request.body).toUpperCase();
    });
    const error = await rejection(
      client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "quiet" })),
    );

    expect(error).toMatchObject({ name: "HandlerError", code: "BODY_CHANGED_AFTER_CHECKSUM" });
    expect(error.message).toContain('handler "shout" of before-sign.s3.PutObject');
    expect(error.message).toContain("x-amz-checksum-crc32");
    expect(error.message).toContain("before-call.s3.PutObject");
    expect(requests).toHaveLength(0);
  });

  test("a body changed in before-call gets the checksum of what is sent", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf<S3>(client).register("before-call.s3.PutObject", ({ request }) => {
      request.body = String(request.body).toUpperCase();
    });
    await client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "quiet" }));

    expect(requests[0]?.text).toBe("QUIET");
    expect(requests[0]?.checksums).toMatchObject([{ valid: true }]);
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test.each<[string, () => Body]>([
    ["a Blob", () => new Blob(["stream"])],
    ["a web stream of a length that is told", () => new Blob(["stream"]).stream()],
    ["a Node.js stream of a length that is told", () => Readable.from([Buffer.from("stream")])],
  ])("%s set in before-call reaches S3 with a valid checksum", async (_, body) => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf<S3>(client).register("before-call.s3.PutObject", ({ request }) => {
      request.body = body();
      request.headers["Content-Length"] = "6";
    });
    await client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "quiet" }));
    expect(requests[0]?.text).toBe("stream");
    expect(requests[0]?.checksums.length).toBeGreaterThan(0);
    expect(requests[0]?.checksums.every(({ valid }) => valid)).toBe(true);
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("a stream of unknown length for S3 is an error that asks for the length", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf<S3>(client).register("before-call.s3.PutObject", function stream({ request }) {
      request.body = Readable.from([Buffer.from("stream")]);
    });
    const error = await rejection(
      client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "quiet" })),
    );
    expect(error).toMatchObject({ code: "BODY_LENGTH_UNKNOWN" });
    expect(error.message).toContain('handler "stream" of before-call.s3.PutObject');
    expect(requests).toHaveLength(0);
  });

  test("the checksum that CompleteMultipartUpload gives is of the object: its body can be changed", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    const events = eventsOf<S3>(client);
    events.register("before-sign.s3.CompleteMultipartUpload", ({ request }) => {
      request.body = String(request.body).replace("old", "new");
    });
    const command = new CompleteMultipartUploadCommand({
      Bucket: "b",
      Key: "k",
      UploadId: "u",
      ChecksumCRC32: "y/Q5Jg==",
      MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '"old"' }] },
    });
    await client.send(command);
    expect(requests[0]?.headers["x-amz-checksum-crc32"]).toBe("y/Q5Jg==");
    expect(requests[0]?.text).toContain("new");
    expect(requests[0]?.signature.state).toBe("valid");

    events.register("before-call.s3.CompleteMultipartUpload", ({ request }) => {
      request.headers["content-md5"] = createHash("md5").update(String(request.body)).digest("base64");
    });
    expect(await rejection(client.send(command))).toMatchObject({ code: "BODY_CHANGED_AFTER_CHECKSUM" });
    expect(requests).toHaveLength(1);
  });

  test("a handler that updates the checksum with the body is let through", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3({ requestChecksumCalculation: "WHEN_REQUIRED" });
    eventsOf<S3>(client).register("before-sign.s3.DeleteObjects", ({ request }) => {
      const body = String(request.body).replace("old", "new");
      for (const name of Object.keys(request.headers)) {
        if (name.startsWith("x-amz-checksum") || name === "x-amz-sdk-checksum-algorithm")
          delete request.headers[name];
      }
      request.headers["Content-MD5"] = createHash("md5").update(body).digest("base64");
      request.body = body;
    });
    await client.send(new DeleteObjectsCommand({ Bucket: "b", Delete: { Objects: [{ Key: "old" }] } }));
    expect(requests[0]?.text).toContain("<Key>new</Key>");
    expect(requests[0]?.checksums).toMatchObject([{ valid: true }]);
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("a body changed after signing is an error that names before-sign", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const off = eventsOf(client).register("before-send.lambda.Invoke", ({ request }) => {
      request.body = "other";
    });
    const invoke = new InvokeCommand({ FunctionName: "f", Payload: "payload" });
    expect(await rejection(client.send(invoke))).toMatchObject({ code: "CHANGED_AFTER_SIGNING" });
    off();
    eventsOf(client).register("before-send.lambda.Invoke", ({ request }) => {
      request.headers["Content-Type"] = "text/plain";
    });
    const error = await rejection(client.send(invoke));
    expect(error.message).toContain('the header "content-type"');
    expect(error.message).toContain("before-sign.lambda.Invoke");
    expect(requests).toHaveLength(0);
  });

  test("a header that the signature does not cover, and the address, may change after signing", async () => {
    const { requests, inspector, lambda } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-send.lambda.Invoke", ({ request }) => {
      request.headers["x-unsigned"] = "1";
      request.hostname = "localhost";
    });
    const off = eventsOf(client).register("before-send", ({ request }) => {
      request.headers["host"] = "proxy.example";
    });
    await client.send(new InvokeCommand({ FunctionName: "f" }));
    expect(requests[0]?.headers["host"]).toBe("proxy.example");
    off();
    inspector.clear();
    await client.send(new InvokeCommand({ FunctionName: "f" }));
    expect(requests[0]?.headers["x-unsigned"]).toBe("1");
    expect(requests[0]?.headers["host"]).toBe(new URL(inspector.url).host);
    expect(requests[0]?.signature.state).toBe("valid");
  });
});

describe("trap 4: the SDK compresses PutMetricData itself", () => {
  const noise = (): string => Array.from({ length: 40_000 }, () => Math.random().toString(36)[2]).join("");

  test("a body that a before-call handler encoded is not encoded again, however large", async () => {
    const { requests, cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    let compressed = new Uint8Array();
    eventsOf(client).register("before-call.cloudwatch.PutMetricData", ({ request }) => {
      compressed = gzipSync(`{"Namespace":"${noise()}"}`);
      request.body = compressed;
      request.headers["content-encoding"] = "gzip";
    });
    await client.send(putMetricData());

    expect(compressed.byteLength).toBeGreaterThan(10_240);
    expect(requests[0]?.contentEncoding).toBe("gzip");
    expect(Buffer.from(requests[0]?.wireBody ?? []).equals(compressed)).toBe(true);
    expect(requests[0]?.headers["content-length"]).toBe(String(compressed.byteLength));
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("handlers see the plain object that the SDK's middleware makes of a request, and can change it", async () => {
    const { requests, cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    const encodings: (string | undefined)[] = [];
    eventsOf(client).register("before-sign", ({ request }) => {
      encodings.push(request.headers["content-encoding"]);
      request.headers["x-seen"] = "1";
    });
    await client.send(putMetricData(500));
    expect(encodings).toEqual(["gzip"]);
    expect(requests[0]).toMatchObject({ contentEncoding: "gzip", signature: { state: "valid" } });
    expect(requests[0]?.headers["x-seen"]).toBe("1");
    expect(JSON.parse(requests[0]?.text ?? "")).toHaveProperty("MetricData.length", 500);
  });
});

describe("what else a middleware has put on a request", () => {
  test.each([
    ["beside all members of the SDK's", { tenant: "a" }],
    ["in place of one of them", { tenant: "a", fragment: undefined }],
  ])("%s, is there for the handlers, as the SDK's signer gets it", async (_, { tenant, ...taken }) => {
    const { cloudwatch } = await startEndpoint();
    const client = cloudwatch();
    client.middlewareStack.add(
      (next) => (args) => {
        const request: Record<string, unknown> = { ...(args.request as object), tenant };
        for (const member in taken) delete request[member];
        return next({ ...args, request });
      },
      { name: "tenantMiddleware", step: "build", priority: "low" },
    );
    const seen: unknown[] = [];
    eventsOf(client).register("before-sign", ({ request }) => {
      seen.push("tenant" in request && request.tenant, "fragment" in request);
    });
    client.middlewareStack.addRelativeTo(
      <Args, Answer>(next: (args: Args & { request: { tenant?: string } }) => Answer) =>
        (args: Args & { request: unknown }) => {
          const { request } = args as { request: { tenant?: string } };
          seen.push(request.tenant);
          return next({ ...args, request });
        },
      { name: "seenMiddleware", relation: "before", toMiddleware: "awsAuthMiddleware" },
    );
    await client.send(putMetricData(1));
    expect(seen).toEqual(["a", !("fragment" in taken), "a"]);
  });
});

describe("trap 9: header names come in any case", () => {
  test("two spellings of one header are sent as one: the handler's", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    events.register("before-call.lambda.Invoke", ({ request }) => {
      request.headers["X-Trace-Id"] = "first";
    });
    events.register("before-sign.lambda.Invoke", ({ request }) => {
      expect(request.headers["x-trace-id"]).toBe("first");
      request.headers["X-TRACE-ID"] = "second";
      request.headers["Content-Type"] = "application/json";
    });
    await client.send(new InvokeCommand({ FunctionName: "f" }));
    const names = requests[0]?.rawHeaders.map(([name]) => name) ?? [];
    expect(names.filter((name) => /^(x-trace-id|content-type)$/i.test(name)).sort()).toEqual([
      "content-type",
      "x-trace-id",
    ]);
    expect(requests[0]?.headers["x-trace-id"]).toBe("second");
    expect(requests[0]?.headers["content-type"]).toBe("application/json");
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test.each([
    ["a line break in a value", { "x-a": "1\r\nx-b: 2" }, '"1\\r\\nx-b: 2"'],
    ["a NUL in a value", { "x-a": "1\u0000" }, '"x-a"'],
    ["a letter beyond ASCII in a value", { "x-a": "ñ" }, "encodeURIComponent"],
    ["a line break in a name", { "x-a\nx-b": "1" }, '"x-a\\nx-b"'],
    ["a number", { "x-a": 1 }, 'the header "x-a" to 1'],
    ["undefined", { "x-a": undefined }, "delete the header"],
  ])("%s is an error that names event and handler, not a header", async (_, headers, message) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    for (const event of ["before-call", "request-created", "before-sign", "before-send"] as const) {
      const off = eventsOf(client).register(`${event}.lambda.Invoke`, function addHeader({ request }) {
        Object.assign(request.headers, headers);
      });
      const error = (await rejection(
        client.send(new InvokeCommand({ FunctionName: "f" })),
      )) as unknown as HandlerError;
      expect(error).toMatchObject({ code: "INVALID_HEADER", eventName: `${event}.lambda.Invoke` });
      expect(error.message).toContain(`handler "addHeader" of ${event}.lambda.Invoke`);
      expect(error.message).toContain(message);
      off();
    }
    await client.send(new InvokeCommand({ FunctionName: "f" }));
    expect(requests).toHaveLength(1);
  });
});

describe("trap 15: in Lambda the SDK sets X-Amzn-Trace-Id itself", () => {
  test.each(["before-call", "before-sign"] as const)(
    "a trace id set in %s keeps the SDK's Lineage",
    async (event) => {
      vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "f");
      vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-sdk;Parent=p;Sampled=0;Lineage=a:1|b:2");
      const { requests, lambda } = await startEndpoint();
      const client = lambda();
      eventsOf(client).register(`${event}.lambda.Invoke`, ({ request }) => {
        request.headers["X-Amzn-Trace-Id"] = "Root=1-ours;Sampled=1";
      });
      await client.send(new InvokeCommand({ FunctionName: "f" }));
      vi.unstubAllEnvs();
      expect(requests[0]?.headers["x-amzn-trace-id"]).toBe("Root=1-ours;Sampled=1;Lineage=a:1|b:2");
      expect(requests[0]?.rawHeaders.filter(([name]) => /^x-amzn-trace-id$/i.test(name))).toHaveLength(1);
    },
  );

  test("it is sent in the SDK's spelling, which others look for", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    for (const event of ["before-sign", "before-send"] as const) {
      const off = eventsOf(client).register(event, ({ request }) => {
        request.headers["x-amzn-trace-id"] = "Root=1";
      });
      await client.send(new InvokeCommand({ FunctionName: "f" }));
      off();
    }
    for (const { rawHeaders } of requests) {
      expect(rawHeaders.filter(([name]) => /trace-id/i.test(name))).toEqual([["X-Amzn-Trace-Id", "Root=1"]]);
    }
  });

  test("without handlers of it the SDK's own header arrives as it was, where it was", async () => {
    vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "f");
    vi.stubEnv("_X_AMZN_TRACE_ID", "Root=1-sdk;Lineage=a:1");
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    await client.send(new InvokeCommand({ FunctionName: "f" }));
    eventsOf(client).register("*", () => {});
    await client.send(new InvokeCommand({ FunctionName: "f" }));
    vi.unstubAllEnvs();
    expect(requests[1]?.headers["x-amzn-trace-id"]).toBe("Root=1-sdk;Lineage=a:1");
    const [bare, handled] = requests.map(({ rawHeaders }) => rawHeaders.map(([name]) => name));
    expect(handled).toEqual(bare);
  });

  test("an operation's own trace header stays as the SDK wrote it", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    // As the SDK writes the header of an input's member, such as traceId of bedrock-agentcore's InvokeAgentRuntime.
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as HttpRequest).headers["x-amzn-trace-id"] = "Root=1-member";
        return next(args);
      },
      { step: "serialize", priority: "low" },
    );
    await client.send(new InvokeCommand({ FunctionName: "f" }));
    eventsOf(client).register("*", () => {});
    await client.send(new InvokeCommand({ FunctionName: "f" }));
    const [bare, handled] = requests.map(({ rawHeaders }) => rawHeaders.map(([name]) => name));
    expect(bare).toContain("x-amzn-trace-id");
    expect(handled).toEqual(bare);
  });
});
