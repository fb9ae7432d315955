import { once } from "node:events";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import {
  BedrockRuntimeClient,
  InvokeModelWithBidirectionalStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { LanguageCode, MediaEncoding, TranscribeStreaming } from "@aws-sdk/client-transcribe-streaming";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type InspectedEvent, type Inspector, startInspector } from "../src/index.js";

let inspector: Inspector;
let seen: InspectedEvent[];
beforeEach(async () => {
  seen = [];
  inspector = await startInspector({ maxBodyBytes: 100_000, onEvent: (_, event) => void seen.push(event) });
});
afterEach(() => inspector.close());

async function* audio(pieces: readonly string[]) {
  for (const piece of pieces) yield { AudioEvent: { AudioChunk: Buffer.from(piece) } };
}

function transcribe(secretAccessKey = "test") {
  const credentials = { accessKeyId: "test", secretAccessKey };
  return new TranscribeStreaming({ ...inspector.clientConfig, credentials, maxAttempts: 1 });
}

const SPEECH = {
  LanguageCode: LanguageCode.EN_US,
  MediaEncoding: MediaEncoding.PCM,
  MediaSampleRateHertz: 16_000,
};

it("Kinesis reaches it by its default settings, again and again on one connection", async () => {
  const kinesis = new Kinesis(inspector.clientConfig);
  inspector.respondTo("kinesis.PutRecord", ["throttle", "200"]);
  await kinesis.putRecord({ StreamName: "s", Data: Buffer.from("x"), PartitionKey: "p" });
  await kinesis.listStreams({});
  kinesis.destroy();
  expect(
    inspector.requests.map(({ operation, httpVersion, status, signature }) => [
      operation,
      httpVersion,
      status,
      signature.state,
    ]),
  ).toEqual([
    ["PutRecord", "2.0", 400, "valid"],
    ["PutRecord", "2.0", 200, "valid"],
    ["ListStreams", "2.0", 200, "valid"],
  ]);
  expect(inspector.requests[0]?.headers["host"]).toBe(`127.0.0.1:${inspector.port}`);
});

it("Kinesis gets its errors and lost connections", async () => {
  const kinesis = new Kinesis({ ...inspector.clientConfig, maxAttempts: 1 });
  inspector.respond("400:ResourceNotFoundException", "drop");
  await expect(kinesis.listShards({ StreamName: "s" })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  await expect(kinesis.listShards({ StreamName: "s" })).rejects.toThrow();
  expect(await kinesis.listShards({ StreamName: "s" })).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  kinesis.destroy();
});

describe("an event stream", () => {
  it("of Transcribe is shown event by event, each with its signature", async () => {
    const client = transcribe();
    const output = await client.startStreamTranscription({
      ...SPEECH,
      AudioStream: audio(["one", "two", "three"]),
    });
    for await (const event of output.TranscriptResultStream ?? [])
      throw new Error(`unexpected ${JSON.stringify(event)}`);
    client.destroy();
    const [request] = inspector.requests;
    expect(request).toMatchObject({
      service: "transcribe-streaming",
      operation: "StartStreamTranscription",
      httpVersion: "2.0",
      status: 200,
      signature: { state: "valid", payload: "streaming" },
      problem: undefined,
    });
    expect(
      seen.map(({ type, payload, signature }) => [type, Buffer.from(payload).toString(), signature]),
    ).toEqual([
      ["AudioEvent", "one", "valid"],
      ["AudioEvent", "two", "valid"],
      ["AudioEvent", "three", "valid"],
      [undefined, "", "valid"],
    ]);
    expect(request?.events).toEqual(seen);
  });

  it("signed with another key is told apart", async () => {
    const client = transcribe("wrong");
    await client.startStreamTranscription({ ...SPEECH, AudioStream: audio(["one"]) });
    await expect.poll(() => seen.map(({ signature }) => signature)).toEqual(["invalid", "invalid"]);
    client.destroy();
    expect(inspector.requests[0]?.signature.state).toBe("invalid");
  });

  it("is answered with a scripted error", async () => {
    const client = transcribe();
    inspector.respond("400:BadRequestException");
    await expect(
      client.startStreamTranscription({ ...SPEECH, AudioStream: audio(["one"]) }),
    ).rejects.toMatchObject({ name: "BadRequestException" });
    client.destroy();
  });

  it("of Bedrock is answered before its client is done", async () => {
    const client = new BedrockRuntimeClient(inspector.clientConfig);
    let end = (): void => undefined;
    const open = new Promise<void>((resolve) => {
      end = resolve;
    });
    async function* body() {
      yield { chunk: { bytes: Buffer.from("first") } };
      await open;
      yield { chunk: { bytes: Buffer.from("second") } };
    }
    const sent = client.send(new InvokeModelWithBidirectionalStreamCommand({ modelId: "m", body: body() }));
    await expect.poll(() => seen.length).toBe(1);
    expect(inspector.requests[0]?.status).toBe(200);
    end();
    // The client waits for a first event, or the end.
    const output = await sent;
    for await (const _ of output.body ?? []) throw new Error("unexpected");
    client.destroy();
    expect(inspector.requests[0]).toMatchObject({
      service: "bedrock-runtime",
      operation: "InvokeModelWithBidirectionalStream",
    });
    expect(seen.map(({ type }) => type)).toEqual(["chunk", "chunk", undefined]);
  });

  it.each([
    [
      "what is none",
      Buffer.from("this is no event stream at all"),
      "the checksum at the start of a message is wrong",
    ],
    ["one that is cut short", Buffer.from("0000"), "the event stream ended within an event"],
    [
      "more bytes than are allowed",
      Buffer.alloc(200_000),
      "the checksum at the start|more than 100000 bytes",
    ],
  ])("is refused: %s", async (_, body, message) => {
    await fetch(inspector.url, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/vnd.amazon.eventstream",
        "x-amz-content-sha256": "STREAMING-AWS4-HMAC-SHA256-EVENTS",
      },
    }).catch(() => undefined);
    await expect.poll(() => inspector.requests[0]?.problem?.message).toMatch(new RegExp(message));
    expect((await fetch(inspector.url)).status).toBe(200);
  });
});

it("an object whose type is that of event streams is a body like any other", async () => {
  const s3 = new S3(inspector.clientConfig);
  await s3.putObject({
    Bucket: "b",
    Key: "k",
    Body: "no events",
    ContentType: "application/vnd.amazon.eventstream",
  });
  expect(inspector.requests[0]).toMatchObject({
    text: "no events",
    events: [],
    signature: { state: "valid" },
  });
});

describe("HTTP/2 that is broken", () => {
  it("ends its connection, and nothing else", async () => {
    const socket = connect(inspector.port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.resume();
    socket.write("PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n");
    await new Promise((resolve) => socket.once("close", resolve));
    expect((await fetch(inspector.url)).status).toBe(200);
  });

  it("has the limits of HTTP/1.1", async () => {
    const session = connectHttp2(inspector.url);
    session.on("error", () => undefined);
    const stream = session.request({ ":method": "POST", ":path": "/" });
    stream.end(Buffer.alloc(200_000));
    const [headers] = await once(stream, "response");
    expect(headers[":status"]).toBe(413);
    session.destroy();
    expect(inspector.requests).toMatchObject([{ httpVersion: "2.0", problem: { status: 413 } }]);
  });

  it.each([
    [431, { ":method": "GET", ":path": "/", a: "x".repeat(9000), b: "x".repeat(9000) }],
    [405, { ":method": "CONNECT", ":authority": "aws.example:443" }],
  ])("has a head that is refused with %i", async (status, head) => {
    const session = connectHttp2(inspector.url);
    const [headers] = await once(session.request(head).end(), "response");
    expect(headers[":status"]).toBe(status);
    session.destroy();
  });

  it("is noted when its client goes away in the middle", async () => {
    const session = connectHttp2(inspector.url);
    session.on("error", () => undefined);
    const stream = session.request({ ":method": "POST", ":path": "/gone" });
    stream.on("error", () => undefined);
    stream.write("part");
    await new Promise((resolve) => setTimeout(resolve, 50));
    session.destroy();
    await expect
      .poll(() => inspector.requests)
      .toMatchObject([{ path: "/gone", status: undefined, problem: { code: "IncompleteBody" } }]);
  });

  it("is not waited for when it is slow", async () => {
    await using impatient = await startInspector({ requestTimeout: 200 });
    const session = connectHttp2(impatient.url);
    session.on("error", () => undefined);
    const stream = session.request({ ":method": "POST", ":path": "/slow" });
    stream.on("error", () => undefined);
    stream.write("part");
    await new Promise((resolve) => stream.once("close", resolve));
    session.destroy();
    await expect
      .poll(() => impatient.requests)
      .toMatchObject([{ path: "/slow", problem: { code: "RequestTimeout" } }]);
  });

  it("does not keep the inspector open", async () => {
    const session = connectHttp2(inspector.url);
    session.on("error", () => undefined);
    const closed = once(session, "close");
    await once(session, "connect");
    await inspector.close();
    await closed;
  });
});

it("the first bytes may come one by one", async () => {
  const socket = connect(inspector.port, "127.0.0.1");
  const closed = once(socket, "close");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    answer += chunk;
  });
  for (const letter of "POST / HTTP/1.1\r\nhost: h\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}") {
    socket.write(letter);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(inspector.requests[0]?.text).toBe("{}");
});
