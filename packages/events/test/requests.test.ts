import { Readable } from "node:stream";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { bytesOf, eventsOf, setUrl, textOf, UNSIGNED, urlOf } from "../src/index.js";
import { startEndpoint } from "./support.js";

test("any body is read as bytes and as text", async () => {
  const bytes = new TextEncoder().encode("naïve");
  const parts = async function* () {
    yield bytes.subarray(0, 3);
    yield bytes.subarray(3);
  };
  for (const body of [
    () => "naïve",
    () => bytes,
    () => bytes.buffer,
    () => new Blob([bytes]),
    () => new Blob([bytes]).stream(),
    () => Readable.from(parts()),
    parts,
  ]) {
    expect(await bytesOf(body())).toEqual(bytes);
    expect(await textOf(body())).toBe("naïve");
  }
  expect(await textOf(undefined)).toBe("");
});

test("a request's URL can be read and set, and the host goes with it until it is signed", async () => {
  const { inspector, requests, lambda, s3 } = await startEndpoint();
  const client = s3();
  const { port } = new URL(inspector.url);
  eventsOf(client).register("before-sign", ({ request }) => {
    const url = urlOf(request);
    expect(url.href).toBe(`${inspector.url}/b/a%20key?x-id=GetObject&versionId=1`);
    url.hostname = "localhost";
    url.pathname = "/other/a%20key";
    url.searchParams.append("tag", "a b");
    url.searchParams.append("tag", "c");
    setUrl(request, url);
  });
  await client.send(new GetObjectCommand({ Bucket: "b", Key: "a key", VersionId: "1" }));
  expect(requests[0]?.path).toBe("/other/a%20key");
  expect(requests[0]?.query.getAll("tag")).toEqual(["a b", "c"]);
  expect(requests[0]?.query.get("versionId")).toBe("1");
  expect(requests[0]?.headers["host"]).toBe(`localhost:${port}`);
  expect(requests[0]?.signature.state).toBe("valid");

  const other = lambda();
  const off = eventsOf(other).register("before-send", ({ request }) =>
    setUrl(request, `http://localhost:${port}/elsewhere`),
  );
  await other.send(new InvokeCommand({ FunctionName: "f" }));
  expect([requests[1]?.path, requests[1]?.headers["host"]]).toEqual(["/elsewhere", `127.0.0.1:${port}`]);
  eventsOf(other).register("choose-signer", () => UNSIGNED);
  await other.send(new InvokeCommand({ FunctionName: "f" }));
  expect(requests[2]?.headers["host"]).toBe(`localhost:${port}`);
  expect(requests[2]?.signature.state).toBe("absent");
  off();
});

test("a before-parse handler that sets something else as the body is told what a body is", async () => {
  const { s3 } = await startEndpoint();
  const client = s3();
  eventsOf(client).register("before-parse", function parsed({ response }) {
    response.body = { ok: true } as never;
  });
  await expect(client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }))).rejects.toThrow(
    'handler "parsed" of before-parse.s3.GetObject set the body to [object Object]. A body is a string, bytes',
  );
});

test("a body that a before-parse handler replaced by text or bytes is read, also by a streaming output", async () => {
  const { s3 } = await startEndpoint();
  const client = s3();
  eventsOf(client).register("before-parse", async ({ response }) => {
    response.body = `${await textOf(response.body)}replaced`;
  });
  const { Body } = await client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
  expect(await Body?.transformToString()).toBe("replaced");
});
