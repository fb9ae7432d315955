import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { S3 } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Inspector, startInspector } from "../src/index.js";

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector({ maxBodyBytes: 1000 });
});
afterEach(() => inspector.close());

/** Everything that comes back for some bytes, until the connection ends. */
async function exchange(bytes: string | Uint8Array, options: { halfClose?: boolean } = {}): Promise<string> {
  const socket = await open();
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    answer += chunk;
  });
  if (options.halfClose) socket.end(bytes);
  else socket.write(bytes);
  await once(socket, "close");
  return answer;
}

async function open(): Promise<Socket> {
  const socket = connect(inspector.port, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => undefined);
  return socket;
}

async function post(
  body: Uint8Array,
  headers: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const response = await fetch(inspector.url, { method: "POST", body: Buffer.from(body), headers });
  return { status: response.status, text: await response.text() };
}

/** After whatever happened, the next request has to be served. */
async function expectStillServing(): Promise<void> {
  expect((await fetch(inspector.url)).status).toBe(200);
}

describe("a body that cannot be taken", () => {
  it.each([
    [
      "not gzip at all",
      Buffer.from("plain"),
      "gzip",
      400,
      "the body isn't valid gzip: incorrect header check",
    ],
    [
      "gzip cut short",
      gzipSync("x".repeat(500)).subarray(0, 15),
      "gzip",
      400,
      "the body isn't valid gzip: unexpected end of file",
    ],
    [
      "an unknown encoding",
      Buffer.from("x"),
      "zip",
      415,
      'content-encoding "zip" isn\'t known; known are br, deflate, gzip, x-gzip',
    ],
    [
      "gzip over and over",
      Buffer.from("x"),
      "gzip, gzip, gzip, gzip, gzip",
      415,
      "the body is encoded 5 times",
    ],
    ["a gzip bomb", gzipSync(Buffer.alloc(5_000_000)).subarray(0), "gzip", 413, "more than 1000 bytes"],
    [
      "no aws-chunked framing",
      Buffer.from("plain\r\n"),
      "aws-chunked",
      400,
      `aws-chunked: "plain" at byte 0 isn't a chunk header`,
    ],
    [
      "a chunk cut short",
      Buffer.from("ff\r\nplain\r\n"),
      "aws-chunked",
      400,
      "goes past the end of the body",
    ],
  ])("is refused: %s", async (_, body, encoding, status, message) => {
    const answer = await post(body, { "content-encoding": encoding });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toMatchObject({ message: expect.stringContaining(message) });
    expect(inspector.requests).toMatchObject([
      { status, body: new Uint8Array(), problem: { status, message: expect.stringContaining(message) } },
    ]);
    await expectStillServing();
  });

  it("is refused within memory: a bomb inside a bomb", async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(50_000_000)));
    expect((await post(bomb, { "content-encoding": "gzip, gzip" })).status).toBe(413);
  });

  it("is decoded as often as it was encoded", async () => {
    expect((await post(gzipSync(gzipSync("twice")), { "content-encoding": "gzip, gzip" })).status).toBe(200);
    expect(inspector.requests[0]).toMatchObject({ text: "twice", bodyBytes: 5 });
  });

  it("is refused for its length before it is sent, when the client asks", async () => {
    const request = httpRequest(inspector.url, {
      method: "PUT",
      headers: { expect: "100-continue", "content-length": "5000" },
    });
    let asked = false;
    request.on("continue", () => {
      asked = true;
    });
    request.flushHeaders();
    const [response] = await once(request, "response");
    expect({ asked, status: response.statusCode }).toEqual({ asked: false, status: 413 });
    request.destroy();
    expect(inspector.requests).toMatchObject([
      { wireBytes: 5000, signature: { state: "absent" }, problem: { code: "RequestEntityTooLarge" } },
    ]);
  });

  it("is refused while it is sent, and the client gets to read why", async () => {
    const body = "x".repeat(3_000_000);
    const framed = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
    const answer = await exchange(
      `PUT /b/k HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n${framed}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain("the body has more than 1000 bytes");
  });

  it("is an object's as it comes, whatever its content encoding says", async () => {
    const s3 = new S3(inspector.clientConfig);
    for (const ContentEncoding of ["base64", "zstd", "gzip"])
      await s3.putObject({ Bucket: "b", Key: "k", Body: "aGk=", ContentEncoding });
    expect(inspector.requests.map(({ text, problem }) => [text, problem])).toEqual(
      Array(3).fill(["aGk=", undefined]),
    );
  });

  it("is refused when it is shorter than announced", async () => {
    const answer = await exchange("POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nabc", {
      halfClose: true,
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    await expect
      .poll(() => inspector.requests)
      .toMatchObject([{ method: "POST", status: 400, wireBytes: 3, problem: { code: "IncompleteBody" } }]);
    await expectStillServing();
  });

  it("is noted when its client goes away in the middle", async () => {
    const socket = await open();
    socket.write("POST /x HTTP/1.1\r\nhost: h\r\ncontent-length: 10\r\n\r\nabc");
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    await expect
      .poll(() => inspector.requests)
      .toMatchObject([
        {
          path: "/x",
          status: undefined,
          problem: { code: "IncompleteBody", message: "the body ended after 3 bytes of the 10 announced" },
        },
      ]);
    await expectStillServing();
  });

  it("is refused when x-amz-decoded-content-length lies", async () => {
    const answer = await post(Buffer.from("3\r\nabc\r\n0\r\n\r\n"), {
      "content-encoding": "aws-chunked",
      "x-amz-decoded-content-length": "4",
    });
    expect(answer).toMatchObject({ status: 400 });
    expect(inspector.requests[0]?.problem?.message).toBe(
      "x-amz-decoded-content-length says 4, the chunks have 3 bytes",
    );
  });
});

it("refuses a body whose announced trailer did not come", async () => {
  const answer = await post(Buffer.from("3\r\nabc\r\n0\r\n\r\n"), {
    "content-encoding": "aws-chunked",
    "x-amz-trailer": "x-amz-checksum-crc32",
  });
  expect(answer.status).toBe(400);
  expect(inspector.requests[0]?.problem).toMatchObject({
    code: "MalformedTrailerError",
    message: "x-amz-trailer announces x-amz-checksum-crc32, which didn't arrive",
  });
});

describe("HTTP that is broken", () => {
  it.each([
    ["no HTTP", "hello\r\n\r\n", 400, "this isn't valid HTTP"],
    [
      "two lengths",
      "POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
      400,
      "this isn't valid HTTP",
    ],
    [
      "a length and chunks",
      "POST / HTTP/1.1\r\nhost: h\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
      400,
      "this isn't valid HTTP",
    ],
    [
      "a header name with a space",
      "GET / HTTP/1.1\r\nhost: h\r\nbad name: x\r\n\r\n",
      400,
      "this isn't valid HTTP",
    ],
    [
      "absurd headers",
      `GET / HTTP/1.1\r\nhost: h\r\nx: ${"y".repeat(100_000)}\r\n\r\n`,
      431,
      "headers are too large",
    ],
    ["TLS", Buffer.from([0x16, 0x03, 0x01, 0x00, 0xa5, 0x01, 0x00]), 400, "the inspector doesn't speak TLS"],
  ])("is refused and recorded: %s", async (_, bytes, status, message) => {
    const answer = await exchange(bytes);
    expect(answer.split("\r\n")[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain(message);
    expect(inspector.requests).toMatchObject([
      { status, problem: { status, message: expect.stringContaining(message) } },
    ]);
    await expectStillServing();
  });

  it("is recorded with its first line", async () => {
    await exchange("POST /b/k?x HTTP/1.1\r\nhost: h\r\nbad name: x\r\n\r\n");
    expect(inspector.requests).toMatchObject([{ method: "POST", url: "/b/k?x", httpVersion: "1.1" }]);
  });

  it("is refused in the middle of a chunked body, and recorded once", async () => {
    const answer = await exchange("POST /x HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    await expect.poll(() => inspector.requests).toMatchObject([{ path: "/x", status: 400 }]);
    await expectStillServing();
  });

  it("is refused: a request without a host", async () => {
    const answer = await exchange("GET / HTTP/1.1\r\nconnection: close\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("the request has no host header");
  });

  it("is refused: a client that takes the inspector for a proxy", async () => {
    const answer = await exchange("CONNECT aws.example:443 HTTP/1.1\r\nhost: aws.example:443\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(inspector.requests).toMatchObject([{ method: "CONNECT", url: "aws.example:443", status: 405 }]);
    await expectStillServing();
  });

  it.each(["/%", "/%zz", "/a?b=%2"])("is refused: the malformed URL %s", async (target) => {
    const answer = await exchange(`GET ${target} HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(inspector.requests).toMatchObject([{ url: target, problem: { code: "InvalidURI" } }]);
  });
});

it("shows headers as they were on the wire, duplicates and odd names included", async () => {
  await exchange(
    "GET / HTTP/1.1\r\nHost: h\r\nX-Two: 1\r\nx-two:  2 \r\n__proto__: p\r\nconnection: close\r\n\r\n",
  );
  const [request] = inspector.requests;
  expect(request?.rawHeaders).toEqual([
    ["Host", "h"],
    ["X-Two", "1"],
    ["x-two", "2"],
    ["__proto__", "p"],
    ["connection", "close"],
  ]);
  expect(Object.entries(request?.headers ?? {})).toEqual([
    ["host", "h"],
    ["x-two", "1, 2"],
    ["__proto__", "p"],
    ["connection", "close"],
  ]);
});

it("takes the target of a proxied request apart", async () => {
  await exchange(
    "GET http://aws.example/2015-03-31/functions?a=b HTTP/1.1\r\nhost: aws.example\r\nconnection: close\r\n\r\n",
  );
  expect(inspector.requests[0]).toMatchObject({ path: "/2015-03-31/functions", operation: "ListFunctions" });
});
