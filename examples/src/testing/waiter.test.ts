import { HeadObjectCommand, S3Client, waitUntilObjectExists } from "@aws-sdk/client-s3";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";

it("waits for an object", async () => {
  const client = new S3Client({});
  using s3 = stub(client);
  s3.on(HeadObjectCommand).fails("NotFound").times(2).returns({});

  // A waiter waits between its calls, whatever answers them: give it short times.
  const times = { maxWaitTime: 1, minDelay: 0.001, maxDelay: 0.001 };
  await waitUntilObjectExists({ client, ...times }, { Bucket: "receipts", Key: "42.json" });
  expect(s3.calls).toHaveLength(3);
});
