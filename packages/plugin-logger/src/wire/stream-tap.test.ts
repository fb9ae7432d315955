import { once } from "node:events";
import { Duplex, Readable } from "node:stream";
import type { Body } from "@tucuxi/events";
import { describe, expect, it, vi } from "vitest";
import { type StreamTap, tapStream } from "./stream-tap.js";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function tapped(body: Body, cap = 100): StreamTap & { readonly text: () => Promise<string> } {
  const tap = tapStream(body, cap);
  if (tap === undefined) throw new Error("no tap");
  return Object.assign(tap, { text: () => new Response(tap.body as BodyInit).text() });
}

/** A web stream that counts how often it is asked for more. */
function countingWebStream(chunks: number) {
  const counted = { pulls: 0, cancelled: undefined as unknown };
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        counted.pulls++;
        if (counted.pulls > chunks) controller.close();
        else controller.enqueue(bytes(`chunk${counted.pulls} `));
      },
      cancel(reason) {
        counted.cancelled = reason;
      },
    },
    { highWaterMark: 0 },
  );
  return { stream, counted };
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe.each([
  ["a web stream", () => new Blob(["hello ", "world"]).stream() as ReadableStream<Uint8Array>],
  ["a Node.js stream", () => Readable.from([bytes("hello "), bytes("world")], { objectMode: false }) as Body],
  ["a Node.js stream of text", () => Readable.from(["hello ", "world"]) as Body],
])("%s", (_, make) => {
  it("comes through whole, and its start is kept up to the cap", async () => {
    const tap = tapped(make(), 7);
    const chunks: Buffer[] = [];
    for await (const chunk of tap.body as AsyncIterable<Uint8Array | string>) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).toString()).toBe("hello world");
    expect(Buffer.from(tap.start).toString()).toBe("hello w");
    expect(tap).toMatchObject({ bytes: 11, complete: true, ended: true });
  });

  it("that is given up after a part is not complete", async () => {
    const tap = tapped(make());
    let ended = 0;
    tap.whenEnded(() => ended++);
    for await (const _chunk of tap.body as AsyncIterable<unknown>) break;
    await turns();
    expect(tap).toMatchObject({ complete: false, ended: true });
    expect(ended).toBe(1);
  });

  it("may be forgotten, and is counted still", async () => {
    const tap = tapped(make());
    tap.forget();
    for await (const _chunk of tap.body as AsyncIterable<unknown>) void _chunk;
    expect(tap).toMatchObject({ bytes: 11, complete: true });
    expect(tap.start.byteLength).toBe(0);
    let ended = 0;
    tap.whenEnded(() => ended++);
    expect(ended).toBe(1);
  });
});

describe("a web stream", () => {
  it("is not read before its reader reads, and one chunk for each that he takes", async () => {
    const { stream, counted } = countingWebStream(5);
    const tap = tapped(stream);
    await turns();
    expect(counted.pulls).toBe(0);
    const reader = (tap.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await turns();
    expect(counted.pulls).toBe(1);
  });

  it("is cancelled with the reader's reason, read or unread", async () => {
    for (const reads of [0, 1]) {
      const { stream, counted } = countingWebStream(5);
      const body = tapped(stream).body as ReadableStream<Uint8Array>;
      const reader = body.getReader();
      if (reads > 0) await reader.read();
      await reader.cancel("enough");
      expect(counted.cancelled).toBe("enough");
    }
  });

  it("fails with the error that it failed with", async () => {
    const failure = new Error("connection lost");
    const tap = tapped(
      new ReadableStream({
        pull() {
          throw failure;
        },
      }),
    );
    await expect(tap.text()).rejects.toBe(failure);
    expect(tap).toMatchObject({ complete: false, ended: true });
  });

  it("that is locked is left alone", () => {
    const stream = new ReadableStream();
    stream.getReader();
    expect(tapStream(stream, 100)).toBeUndefined();
  });
});

describe("a Node.js stream", () => {
  it("is not read before its reader reads, and then no further than its buffers reach", async () => {
    let read = 0;
    const source = new Readable({
      highWaterMark: 10,
      read() {
        read++;
        this.push(bytes("0123456789"));
      },
    });
    const tap = tapped(source as Body);
    await turns();
    expect(read).toBe(0);
    const body = tap.body as unknown as Readable;
    body.read();
    await turns();
    // One buffer here, one there.
    expect(read).toBeLessThanOrEqual(3);
    expect(source.isPaused()).toBe(true);
    body.destroy();
    await turns();
    expect(source.destroyed).toBe(true);
  });

  it("that is destroyed unread destroys its source", async () => {
    const source = Readable.from(["x"]);
    (tapped(source as Body).body as unknown as Readable).destroy();
    await turns();
    expect(source.destroyed).toBe(true);
  });

  it("fails with the error that it failed with, for a reader that listens", async () => {
    const failure = new Error("connection lost");
    const source = new Readable({ read() {} });
    const tap = tapped(source as Body);
    const body = tap.body as unknown as Readable;
    body.resume();
    const failed = once(body, "error");
    await turns();
    source.destroy(failure);
    expect(await failed).toEqual([failure]);
    expect(tap).toMatchObject({ complete: false, ended: true });
  });

  it("that fails ends no process of who does not listen for errors, nor when it is given up with one", async () => {
    const failing = new Readable({ read() {} });
    const body = tapped(failing as Body).body as unknown as Readable;
    body.resume();
    await turns();
    failing.destroy(new Error("nobody listens for it"));
    // `once` would listen for errors.
    await new Promise((resolve) => body.on("close", resolve));

    const unread = new Readable({ read() {} });
    const givenUp = tapped(unread as Body).body as unknown as Readable;
    const reason = new Error("given up");
    givenUp.on("error", (error) => expect(error).toBe(reason));
    givenUp.destroy(reason);
    await turns();
    expect(unread.destroyed).toBe(true);
    expect.assertions(2);
  });

  it("that breaks off is a premature close for who waits for the end, and ends no process of who does not", async () => {
    const broken = new Readable({ read() {} });
    const body = tapped(broken as Body).body as unknown as Readable;
    body.resume();
    await turns();
    broken.destroy();
    await once(body, "close");
    expect(body.readableEnded).toBe(false);

    const gone = new Readable({ read() {} });
    const unread = tapped(gone as Body).body as AsyncIterable<unknown>;
    gone.destroy();
    await turns();
    const reading = (async () => {
      for await (const _chunk of unread) void _chunk;
    })();
    await expect(reading).rejects.toMatchObject({ code: "ERR_STREAM_PREMATURE_CLOSE" });
  });

  it("may be one side of a duplex stream, as in HTTP/2", async () => {
    const source = Duplex.from(async function* () {
      yield bytes("from the other side");
    });
    expect(await tapped(source as unknown as Body).text()).toBe("from the other side");
  });
});

it("where there is no node:stream, as in browsers, a web stream is tapped and another left alone", async () => {
  vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
  expect(tapStream(Readable.from(["x"]) as Body, 100)).toBeUndefined();
  expect(await tapped(new Blob(["x"]).stream()).text()).toBe("x");
  vi.restoreAllMocks();
});

it.each([undefined, "text", new Uint8Array(3), new Blob(["x"]), (async function* () {})()])(
  "what is no stream that can be tapped is left alone: %s",
  (body) => expect(tapStream(body as Body, 100)).toBeUndefined(),
);
