import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { Lambda } from "@aws-sdk/client-lambda";
import { type GetObjectCommandOutput, S3 } from "@aws-sdk/client-s3";
import { EventStreamCodec } from "@smithy/core/event-streams";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { configFor, logged } from "./logged-calls.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

const OBJECT = Buffer.from(Array.from({ length: 300_000 }, (_, index) => `line ${index}\n`).join(""));

type Read = (body: NonNullable<GetObjectCommandOutput["Body"]>) => Promise<string>;
const readings: readonly (readonly [string, Read])[] = [
  ["transformToString", (body) => body.transformToString()],
  ["transformToByteArray", async (body) => Buffer.from(await body.transformToByteArray()).toString()],
  ["transformToWebStream", (body) => new Response(body.transformToWebStream()).text()],
  ["as it is", async (body) => Buffer.from(await new Response(body as BodyInit).arrayBuffer()).toString()],
];

describe.each([
  ["Node.js's HTTP", () => ({})],
  ["fetch", () => ({ requestHandler: new FetchHttpHandler() })],
])("S3's GetObject over %s, at trace", (_, transport) => {
  it.each(readings)("gives the whole object, read by %s; the log has its start", async (_name, read) => {
    inspector.respond({ body: OBJECT });
    const s3 = new S3({ ...configFor(inspector), ...transport() });
    const log = logged(s3, "trace", { maxBodyBytes: 14 });
    const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
    if (Body === undefined) throw new Error("no body");
    expect(log.records("wire")[0]?.response?.body).toMatchObject({
      omitted: expect.stringContaining("it is logged when its reader has read it"),
    });
    expect(log.records("stream")).toEqual([]);
    expect(await read(Body)).toBe(OBJECT.toString());
    await vi.waitFor(() => expect(log.records("stream")).toHaveLength(1));
    const [call] = log.records("call");
    expect(log.records("stream")).toEqual([
      {
        type: "stream",
        service: "s3",
        operation: "GetObject",
        invocationId: call?.invocationId,
        attempt: 1,
        bytes: OBJECT.length,
        complete: true,
        body: { text: "line 0\nline 1\n", truncated: true },
      },
    ]);
    expect(call?.responseBytes).toBe(OBJECT.length);
  });

  it("is tapped only: what nobody reads stays with the service", async () => {
    const written: ServerResponse[] = [];
    await using server = await serving((response) => {
      written.push(response);
      response.writeHead(200, { "content-length": 100_000_000 });
      const more = (): void => {
        while (response.write(OBJECT));
        response.once("drain", more);
      };
      more();
    });
    const s3 = new S3({ ...configFor(inspector), ...transport(), endpoint: server.url });
    const log = logged(s3, "trace");
    const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
    // As much as the system's buffers hold, and no more however long nobody reads.
    await vi.waitFor(() => expect(written[0]?.writableLength).toBeGreaterThan(0));
    for (let turns = 0; turns < 50; turns++) await turn();
    expect(written[0]?.socket?.bytesWritten).toBeLessThan(20_000_000);
    expect(written[0]?.writableLength).toBeGreaterThan(0);
    expect(log.records("stream")).toEqual([]);
    await giveUp(Body);
    await vi.waitFor(() => expect(log.records("stream")).toMatchObject([{ bytes: 0, complete: false }]));
    await vi.waitFor(() => expect(written[0]?.destroyed).toBe(true));
  });

  it("fails for its reader as without the log, and the log says that it is not complete", async () => {
    await using server = await serving(async (response) => {
      response.writeHead(200, { "content-length": 1000 });
      response.write("the beginning");
      await turn();
      setTimeout(() => response.destroy(), 20);
    });
    const errors: unknown[] = [];
    for (const isLogged of [false, true]) {
      const s3 = new S3({ ...configFor(inspector), ...transport(), endpoint: server.url });
      const log = isLogged ? logged(s3, "trace") : undefined;
      const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
      errors.push(await Body?.transformToString().catch((error: unknown) => error));
      await vi.waitFor(() =>
        expect(log?.records("stream") ?? [{}]).toMatchObject([
          isLogged ? { bytes: 13, complete: false, body: { text: "the beginning" } } : {},
        ]),
      );
    }
    const [bare, tapped] = errors as (Error & { code?: string })[];
    expect(bare).toBeInstanceOf(Error);
    expect({ message: tapped?.message, code: tapped?.code }).toEqual({
      message: bare?.message,
      code: bare?.code,
    });
  });
});

describe("a stream", () => {
  it("that was compressed reaches its reader compressed, and the log decoded", async () => {
    inspector.respond({ body: gzipSync(OBJECT), headers: { "content-encoding": "gzip" } });
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace", { maxBodyBytes: 14 });
    const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
    expect(gzipSync(OBJECT).equals((await Body?.transformToByteArray()) ?? Buffer.of())).toBe(true);
    await vi.waitFor(() =>
      expect(log.records("stream")).toMatchObject([
        {
          bytes: gzipSync(OBJECT).length,
          complete: true,
          body: { text: "line 0\nline 1\n", decoded: "gzip", truncated: true },
        },
      ]),
    );
  });

  it("that the SDK checks against its checksum is checked as without the log", async () => {
    for (const [checksum, outcome] of [
      ["rQO6gw==", "checked"],
      ["AAAAAA==", /Checksum mismatch/],
    ] as const) {
      inspector.respond({ body: "checked", headers: { "x-amz-checksum-crc32": checksum } });
      const s3 = new S3(configFor(inspector));
      const log = logged(s3, "trace");
      const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
      const read = await Body?.transformToString().catch(String);
      expect(read).toMatch(outcome);
      await vi.waitFor(() => expect(log.records("stream")).toMatchObject([{ body: { text: "checked" } }]));
    }
  });

  it("that the user's rules hide is counted and not kept", async () => {
    for (const redact of ["output.Body", "**"]) {
      inspector.respond({ body: "the object" });
      const s3 = new S3(configFor(inspector));
      const log = logged(s3, "trace", { redact });
      const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
      expect(await Body?.transformToString()).toBe("the object");
      await vi.waitFor(() => expect(log.records("stream")).toMatchObject([{ bytes: 10, complete: true }]));
      expect(log.text()).not.toContain("the object");
    }
  });

  it("leaves its connection to the next call when it has been read", async () => {
    let connections = 0;
    await using server = await serving((response) => response.end(OBJECT));
    server.on("connection", () => connections++);
    const s3 = new S3({ ...configFor(inspector), endpoint: server.url });
    logged(s3, "trace");
    for (let calls = 0; calls < 5; calls++) {
      const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
      expect((await Body?.transformToByteArray())?.byteLength).toBe(OBJECT.length);
      await turn();
    }
    expect(connections).toBe(1);
  });

  it("of events reaches its reader event by event, and no payload is in the log", async () => {
    const { frames, payloads } = lambdaEvents("first secret payload", "second secret payload");
    inspector.respond({ body: frames, headers: { "content-type": "application/vnd.amazon.eventstream" } });
    const lambda = new Lambda(configFor(inspector));
    const log = logged(lambda, "trace");
    const { EventStream } = await lambda.invokeWithResponseStream({
      FunctionName: "f",
      Payload: "third secret payload",
    });
    const received: (string | undefined)[] = [];
    for await (const event of EventStream ?? []) {
      if (event.PayloadChunk) received.push(Buffer.from(event.PayloadChunk.Payload ?? []).toString());
      else received.push(event.InvokeComplete?.LogResult);
    }
    expect(received).toEqual([...payloads, "tail"]);
    await vi.waitFor(() => expect(log.records("stream")).toHaveLength(1));
    expect(log.records("stream")).toMatchObject([{ bytes: frames.byteLength, complete: true }]);
    expect(log.records("stream")[0]).not.toHaveProperty("body");
    expect(log.records("wire")).toMatchObject([
      {
        request: { body: { redacted: { Payload: "[redacted]" } } },
        response: { body: { omitted: "[event stream]: it is logged when its reader has read it" } },
      },
    ]);
    expect(log.text()).not.toMatch(/payload/);
    expect(log.text()).not.toContain(Buffer.from("secret").toString("base64").slice(0, 6));
  });

  it("of a handler's own, given instead of a response, is tapped like any other", async () => {
    const s3 = new S3(configFor(inspector));
    const log = logged(s3, "trace");
    eventsOf(s3).register("before-send", () => ({
      statusCode: 200,
      body: Readable.from([Buffer.from("stubbed")], { objectMode: false }),
    }));
    const { Body } = await s3.getObject({ Bucket: "b", Key: "k" });
    expect(await Body?.transformToString()).toBe("stubbed");
    await vi.waitFor(() => expect(log.records("stream")).toMatchObject([{ body: { text: "stubbed" } }]));
  });
});

/** Lambda's frames, by the SDK's own codec. */
function lambdaEvents(...payloads: string[]) {
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes as Uint8Array).toString(),
    (text) => Buffer.from(text),
  );
  const frame = (type: string, body: string): Uint8Array =>
    codec.encode({
      headers: {
        ":message-type": { type: "string", value: "event" },
        ":event-type": { type: "string", value: type },
        ":content-type": { type: "string", value: "application/json" },
      },
      body: Buffer.from(body),
    });
  const frames = Buffer.concat([
    ...payloads.map((payload) => frame("PayloadChunk", payload)),
    frame("InvokeComplete", '{"LogResult":"tail"}'),
  ]);
  return { frames, payloads };
}

async function serving(answer: (response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return Object.assign(server, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}

async function giveUp(body: GetObjectCommandOutput["Body"]): Promise<void> {
  if (body instanceof Readable) body.destroy();
  else await (body as unknown as ReadableStream).cancel();
}
