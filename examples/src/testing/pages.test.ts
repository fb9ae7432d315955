import { ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";
import { size } from "./receipts.js";

it("adds up the receipts of all pages", async () => {
  using s3 = stub(S3Client);
  s3.on(ListObjectsV2Command).pages([
    {
      Contents: [
        { Key: "1.json", Size: 10 },
        { Key: "2.json", Size: 20 },
      ],
    },
    { Contents: [{ Key: "3.json", Size: 30 }] },
  ]);

  expect(await size()).toBe(60);
  expect(s3.calls.map(({ params }) => params["ContinuationToken"])).toEqual([undefined, "page-2"]);
});
