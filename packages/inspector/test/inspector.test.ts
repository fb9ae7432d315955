import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { S3 } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { DEFAULT_CREDENTIALS, type InspectedRequest, InspectorError, startInspector } from "../src/index.js";

describe("startInspector", () => {
  it("takes a free port on the loopback address and gives it as a URL", async () => {
    await using inspector = await startInspector();
    expect(inspector.port).toBeGreaterThan(0);
    expect(inspector.url).toBe(`http://127.0.0.1:${inspector.port}`);
    expect(inspector.credentials).toEqual(DEFAULT_CREDENTIALS);
  });

  it("gives a config that any client takes as it is", async () => {
    await using inspector = await startInspector({ credentials: { accessKeyId: "A", secretAccessKey: "a" } });
    expect(inspector.clientConfig).toEqual({
      endpoint: inspector.url,
      region: "us-east-1",
      credentials: { accessKeyId: "A", secretAccessKey: "a" },
      forcePathStyle: true,
    });
    await new DynamoDB(inspector.clientConfig).listTables({});
    await new S3({ ...inspector.clientConfig, region: "eu-west-1" }).headBucket({ Bucket: "b" });
    expect(inspector.requests.map(({ path, signature }) => [path, signature.state])).toEqual([
      ["/", "valid"],
      ["/b/", "valid"],
    ]);
  });

  it("writes an IPv6 address as a URL does", async () => {
    await using inspector = await startInspector({ host: "::1" });
    expect(inspector.url).toBe(`http://[::1]:${inspector.port}`);
    expect((await fetch(inspector.url)).status).toBe(200);
  });

  it("says that a port is in use", async () => {
    await using first = await startInspector();
    await expect(startInspector({ port: first.port })).rejects.toMatchObject({
      name: "InspectorError",
      code: "PORT_IN_USE",
      message: `port ${first.port} is in use: choose another one, or port 0 for a free one`,
      cause: { code: "EADDRINUSE" },
    });
  });

  it("says that an address is not this machine's", async () => {
    await expect(startInspector({ host: "192.0.2.1" })).rejects.toMatchObject({ code: "CANNOT_LISTEN" });
  });

  it("knows several credentials, with a session token", async () => {
    const session = { accessKeyId: "B", secretAccessKey: "b", sessionToken: "token" };
    await using inspector = await startInspector({
      credentials: [{ accessKeyId: "A", secretAccessKey: "a" }, session],
    });
    for (const credentials of [inspector.credentials, session, { ...session, sessionToken: "other" }]) {
      const client = new DynamoDB({ endpoint: inspector.url, region: "us-east-1", credentials });
      await client.listTables({});
    }
    expect(inspector.requests.map(({ signature }) => signature.state)).toEqual(["valid", "valid", "invalid"]);
  });

  it("calls onRequest once for each request, with its status, before the client has the answer", async () => {
    const seen: [InspectedRequest, number | undefined][] = [];
    await using inspector = await startInspector({
      respond: ["500", "drop"],
      onRequest: (request) => void seen.push([request, request.status]),
    });
    await fetch(inspector.url);
    expect(seen).toEqual([[inspector.requests[0], 500]]);
    await expect(fetch(inspector.url)).rejects.toThrow("fetch failed");
    expect(seen[1]).toEqual([inspector.requests[1], undefined]);
  });

  it.each([
    (): void => {
      throw new Error("from onRequest");
    },
    async (): Promise<void> => {
      throw new Error("from onRequest");
    },
  ])("survives an onRequest that throws: %s", async (onRequest) => {
    const warnings: string[] = [];
    const listener = (warning: Error): void => void warnings.push(warning.message);
    process.on("warning", listener);
    await using inspector = await startInspector({ onRequest });
    expect((await fetch(inspector.url)).status).toBe(200);
    await expect.poll(() => warnings).toContain("from onRequest");
    process.off("warning", listener);
  });

  it("keeps as many requests as it is told, the newest", async () => {
    await using inspector = await startInspector({ keepRequests: 2 });
    for (const path of ["/1", "/2", "/3"]) await fetch(inspector.url + path);
    expect(inspector.requests.map(({ path }) => path)).toEqual(["/2", "/3"]);
  });

  it("closes twice without complaint, and ends kept-alive connections", async () => {
    const inspector = await startInspector();
    await fetch(inspector.url);
    await Promise.all([inspector.close(), inspector.close()]);
    await expect(fetch(inspector.url)).rejects.toThrow("fetch failed");
  });

  it("closes in the middle of a delay", async () => {
    const inspector = await startInspector({ respond: ["delay:60000"] });
    const answer = expect(fetch(inspector.url)).rejects.toThrow("fetch failed");
    await expect.poll(() => inspector.requests.length).toBe(1);
    await inspector.close();
    await answer;
    expect(inspector.requests[0]?.status).toBeUndefined();
  });
});

describe("a wrong option is refused at once", () => {
  it.each([
    [{ prot: 1 }, "UNKNOWN_OPTION", 'startInspector has no option "prot"; did you mean "port"?'],
    [{ colour: 1 }, "UNKNOWN_OPTION", 'startInspector has no option "colour"; known are host, port'],
    [{ port: 70_000 }, "INVALID_OPTION", 'the option "port" is 70000; it has to be a port, 0 to 65535'],
    [{ port: "80" }, "INVALID_OPTION", 'the option "port" is "80"; it has to be a port'],
    [{ host: "" }, "INVALID_OPTION", 'the option "host" is ""'],
    [{ credentials: [] }, "INVALID_OPTION", 'the option "credentials" is a wrong object'],
    [
      { credentials: { accessKeyId: "a" } },
      "INVALID_OPTION",
      "{ accessKeyId, secretAccessKey, sessionToken? }",
    ],
    [
      { credentials: "KEY:SECRET" },
      "INVALID_OPTION",
      'the option "credentials" is a wrong string; it has to be { accessKeyId, secretAccessKey, sessionToken? }',
    ],
    [4569, "INVALID_OPTION", "an object of options, not 4569: write startInspector({ port: 4569 })"],
    ["::1", "INVALID_OPTION", "an object of options, not a string: write startInspector({ port: 4569 })"],
    ["localhost", "INVALID_OPTION", 'write startInspector({ host: "localhost" })'],
    [["500"], "INVALID_OPTION", "an object of options, not an array"],
    [null, "INVALID_OPTION", "an object of options, not null"],
    [{ keepBytes: -1 }, "INVALID_OPTION", "it has to be a whole number of bytes, 0 or more, or Infinity"],
    [{ requestTimeout: 0 }, "INVALID_OPTION", "it has to be a whole number of milliseconds"],
    [{ respond: "500" }, "INVALID_OPTION", "it has to be a list of steps"],
    [
      { respond: ["50"] },
      "INVALID_STEP",
      '"50" isn\'t a response step; allowed are 200, 500, 400:ErrorCode, throttle',
    ],
    [{ respond: [7] }, "INVALID_STEP", "a response step is a string, an object or a function, not 7"],
    [
      { respond: [{ code: 1 }] },
      "INVALID_STEP",
      'a response has no "code"; it has status, headers, body and delay',
    ],
    [{ respond: [{ status: 99 }] }, "INVALID_STEP", "a response's status is 200 to 599, not 99"],
    [{ respond: [{ body: {} }] }, "INVALID_STEP", "a response's body is a string or a Uint8Array"],
    [{ maxBodyBytes: 0.5 }, "INVALID_OPTION", "it has to be a whole number of bytes, 1 or more"],
    [{ keepRequests: -1 }, "INVALID_OPTION", "it has to be a whole number, 0 or more, or Infinity"],
    [{ verify: "yes" }, "INVALID_OPTION", 'it has to be "report" or "enforce"'],
    [{ onRequest: 1 }, "INVALID_OPTION", "it has to be a function of the request"],
  ])("%j", async (options, code, message) => {
    // What JavaScript can pass, TypeScript would not let through: the call is made without the types.
    const refused = await Promise.resolve(Reflect.apply(startInspector, undefined, [options])).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(InspectorError);
    expect(refused).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(String(refused)).not.toContain("SECRET");
  });
});
