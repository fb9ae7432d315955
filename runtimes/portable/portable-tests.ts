import { gunzipSync } from "node:zlib";
import type { InspectedRequest, Inspector } from "@tucuxi/inspector";
import { describe, expect, test } from "vitest";
import type { Scenarios } from "./scenarios.js";

/** Runs a scenario in another runtime. */
export type RunScenario = <Name extends keyof Scenarios>(
  name: Name,
  ...args: Parameters<Scenarios[Name]>
) => Promise<Awaited<ReturnType<Scenarios[Name]>>>;

const ATTEMPT = [
  "request-created",
  "choose-signer",
  "before-sign",
  "before-send",
  "before-parse",
  "response-received",
  "needs-retry",
];

/** The requests that an inspector received. All must have a correct signature and checksums. */
export function validRequests({ requests }: Inspector): readonly InspectedRequest[] {
  for (const { signature, checksums } of requests) {
    expect(signature.state).toBe("valid");
    expect(checksums.every(({ valid }) => valid)).toBe(true);
  }
  return requests;
}

function signedNames({ headers }: InspectedRequest): string[] {
  return /SignedHeaders=([^,\s]+)/.exec(headers["authorization"] ?? "")?.[1]?.split(";") ?? [];
}

/**
 * Defines the tests that must pass in every runtime.
 *
 * @param at The inspector and the runtime of the running test.
 */
export function definePortableTests(at: {
  readonly inspector: () => Inspector;
  readonly run: RunScenario;
}): void {
  const arrived = (): readonly InspectedRequest[] => validRequests(at.inspector());
  const { run } = at;

  test("a call emits its events, on each attempt its own; after detach the client is as it was", async () => {
    at.inspector().respond("500");
    const { emitted, isAsBefore } = await run("events");
    expect(emitted).toEqual([
      "provide-client-params",
      "before-parameter-build",
      "before-endpoint-resolution",
      "before-call",
      ...ATTEMPT,
      ...ATTEMPT,
      "after-call",
    ]);
    expect(isAsBefore).toBe(true);
    expect(arrived().map(({ headers }) => headers["x-tries"])).toEqual(["1", "1", undefined]);
    expect(arrived().map((request) => signedNames(request).includes("x-tries"))).toEqual([true, true, false]);
  });

  test("a stub answers without the network", async () => {
    expect(await run("stub")).toBe("stub");
    expect(arrived()).toEqual([]);
  });

  test("needs-retry asks for an attempt beyond the SDK's own, and an abort ends the wait for one", async () => {
    at.inspector().respond("500");
    expect(await run("retry")).toEqual([1, 2, 3]);
    expect(arrived().length).toBe(3);
    expect(await run("abort")).toMatch(/^AbortError/);
  });

  test("concurrent calls of a client that keeps its middlewares keep their contexts", async () => {
    at.inspector().respond("500", "500");
    await run("concurrency");
    expect(arrived().length).toBe(12);
    for (const { text, headers } of arrived()) expect(text).toContain(`"${headers["x-call"]}"`);
  });

  describe("gzip", () => {
    test("compresses what the SDK would send as it is", async () => {
      const compressions = await run("gzip", 50);
      const [request] = arrived();
      expect(request?.contentEncoding).toBe("gzip");
      const bytes = gunzipSync(request?.wireBody ?? new Uint8Array());
      expect(JSON.parse(bytes.toString())).toMatchObject({ MetricData: { length: 50 } });
      expect(compressions).toEqual([
        { originalBytes: bytes.byteLength, compressedBytes: request?.wireBody.byteLength },
      ]);
    });

    test("compresses text, bytes, a Blob and a web stream for S3, with checksums of what is sent", async () => {
      const text = "a line of text\n".repeat(20_000);
      await run("gzipForS3", text);
      expect(arrived().map(({ path }) => path)).toEqual(["/b/text", "/b/bytes", "/b/blob", "/b/stream"]);
      for (const request of arrived()) {
        expect(request.contentEncoding).toMatch(/^gzip/);
        expect(request.text === text).toBe(true);
        expect(request.wireBytes).toBeLessThan(text.length / 50);
        expect(request.checksums.length).toBe(1);
      }
    });
  });

  test("s3-compat sends a stream with its checksum in a header, and what R2 takes, with Content-MD5", async () => {
    const text = "a line of text\n".repeat(20_000);
    await run("s3Compat", text);
    const checksums = arrived().map((request) =>
      request.checksums.map(({ name, location }) => [name, location]),
    );
    expect(checksums).toEqual([[["x-amz-checksum-crc32", "header"]], [], [["content-md5", "header"]]]);
    for (const request of arrived().slice(0, 2)) expect(request.text === text).toBe(true);
  });

  test("trace-header adds an id to each call, the same in each attempt, and it is signed", async () => {
    at.inspector().respond("500");
    await run("traceHeader");
    const ids = arrived().map(({ headers }) => headers["x-trace-id"]);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    for (const request of arrived()) expect(signedNames(request)).toContain("x-trace-id");
  });

  test("payload-limit splits a call, and its parts are compressed", async () => {
    expect(await run("payloadLimit")).toEqual([{ items: 2_500, parts: 3 }]);
    const parts = arrived().map(({ text }) => JSON.parse(text).MetricData.length);
    expect(parts.sort()).toEqual([1_000, 1_000, 500]);
    expect(new Set(arrived().map(({ contentEncoding }) => contentEncoding))).toEqual(new Set(["gzip"]));
  });

  test("guard refuses, and answers writes in a dry run", async () => {
    const { nobodyKnows, lines } = await run("guard");
    expect(nobodyKnows).toMatch(/^GuardError: sqs.ListQueues was refused by accounts/);
    expect(lines).toEqual([expect.stringMatching(/^dry run: sqs.SendMessage .*MessageBody="two teapots"$/)]);
    expect(arrived().map(({ operation }) => operation)).toEqual(["ListQueues"]);
  });

  test("rate-limit lets attempts wait, until they are aborted", async () => {
    const { waits, last } = await run("rateLimit");
    expect(waits).toEqual(["sqs.ListQueues", "sqs.ListQueues"]);
    expect(last).toMatch(/^AbortError: /);
    expect(arrived()).toHaveLength(4);
  });

  test("logger shows headers and bodies, and no secret", async () => {
    const secret = Buffer.from("0123456789abcdef0123456789abcdef").toString("base64");
    const log = await run("logger", secret);
    const headers = arrived()[0]?.headers ?? {};
    expect(headers["x-amz-server-side-encryption-customer-key"]).toBe(secret);
    expect(log).toContain("PutObject");
    expect(log).toContain("x-amz-server-side-encryption-customer-key");
    expect(log).not.toContain(secret);
    const [, signature] = /Signature=(\w{64})/.exec(headers["authorization"] ?? "") ?? [];
    expect(signature).toBeDefined();
    expect(log).not.toContain(signature);
  });
}
