import { GetObjectCommand, PutObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf } from "@tucuxi/events";
import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, expect, it } from "vitest";
import { configFor, logged } from "./logged-calls.js";

const credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "secret",
  sessionToken: "session/token+of=it",
};

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector({ credentials });
});
afterEach(() => inspector.close());

it("a presigned URL is one record at info, without signature and token, though nothing is sent", async () => {
  const s3 = new S3(configFor(inspector));
  const log = logged(s3, "trace");
  const url = await getSignedUrl(
    s3,
    new GetObjectCommand({ Bucket: "b", Key: "a key", ResponseContentType: "text/plain" }),
  );
  expect(new URL(url).searchParams.get("X-Amz-Security-Token")).toBe(credentials.sessionToken);
  expect(log.lines()).toEqual([
    {
      level: 30,
      time: expect.any(Number),
      msg: "s3 GetObject presigned",
      aws: {
        type: "presigned",
        service: "s3",
        operation: "GetObject",
        method: "GET",
        url: `${inspector.url}/b/a%20key?x-id=GetObject&response-content-type=text%2Fplain`,
      },
    },
  ]);
  expect(inspector.requests).toEqual([]);
});

it("what is secret in its parameters is not in its record, and the URL works as without the log", async () => {
  const s3 = new S3(configFor(inspector));
  const log = logged(s3, "info", { redact: "input.Key" });
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: "b", Key: "private/photo" }));
  expect(log.records("presigned")[0]?.url).toContain("/b/[redacted]?");
  const response = await fetch(url, { method: "PUT", body: "x" });
  expect(response.status).toBe(200);
  expect(inspector.requests[0]?.signature.state).toBe("valid");
});

it("what a before-sign handler adds is in the URL, but not in the record", async () => {
  const s3 = new S3(configFor(inspector));
  const log = logged(s3, "info");
  eventsOf(s3).register("before-sign", ({ request }) => {
    request.query["x-tenant"] = "7";
  });
  const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: "b", Key: "k" }));
  expect(new URL(url).searchParams.get("x-tenant")).toBe("7");
  expect(log.records("presigned")[0]?.url).toBe(`${inspector.url}/b/k?x-id=GetObject`);
});

it("below info there is no record", async () => {
  const s3 = new S3(configFor(inspector));
  const log = logged(s3, "error");
  await getSignedUrl(s3, new GetObjectCommand({ Bucket: "b", Key: "k" }));
  expect(log.lines()).toEqual([]);
});
