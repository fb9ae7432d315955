import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { expect, it } from "vitest";
import { random, traceHeader } from "../src/index.js";
import { s3Of, sent, signatures } from "./clients.js";

it.each([true, false])(
  "a presigned URL needs no header of ours (signed: %s), and sent requests still have it",
  async (signed) => {
    await using inspector = await startInspector({ verify: "enforce" });
    const client = s3Of(inspector);
    const asked: string[] = [];
    eventsOf(client).use(
      traceHeader({
        header: "x-trace-id",
        value: ({ operationName }) => `${asked.push(operationName)}`,
        signed,
        override: true,
      }),
    );
    eventsOf(client).use(traceHeader({ header: "x-other-id", value: random(), signed }));
    const get = await getSignedUrl(client, new GetObjectCommand({ Bucket: "bkt", Key: "k" }));
    const put = await getSignedUrl(client, new PutObjectCommand({ Bucket: "bkt", Key: "k" }));
    expect(new URL(get).searchParams.get("X-Amz-SignedHeaders")).toBe("host");
    expect(new URL(put).searchParams.get("X-Amz-SignedHeaders")).toBe("host");
    expect(asked).toEqual([]);

    expect((await fetch(get)).status).toBe(200);
    // The SDK signs the checksum of an empty body into the URL, and stores refuse any other body.
    expect((await fetch(put, { method: "PUT" })).status).toBe(200);
    await client.getObject({ Bucket: "bkt", Key: "k" });
    expect(sent(inspector, "x-trace-id")).toEqual([undefined, undefined, "1"]);
    expect(signatures(inspector)).toEqual(["valid", "valid", "valid"]);
  },
);
