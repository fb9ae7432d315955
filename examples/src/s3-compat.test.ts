import { expect, it, vi } from "vitest";
import { useLocalAws } from "./local-aws.js";

const aws = useLocalAws();

it("s3-compat.ts sends what R2 takes, and says what it does to requests", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  await import("./s3-compat.js");
  expect(log.mock.calls.map((values) => values.join(" "))).toEqual([
    "PUT /orders/1 no checksum",
    "POST /orders/ content-md5",
    "omitChecksum s3-compat",
  ]);
  expect(aws.inspector.requests.map(({ signature }) => signature.state)).toEqual(["valid", "valid"]);
});

it("s3-compat-switches.ts lists odd keys, and tells what a preset sets", async () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const key = "<Contents><Key>a+b%01</Key></Contents>";
  aws.inspector.respond({
    body: `<ListBucketResult><EncodingType>url</EncodingType>${key}</ListBucketResult>`,
  });
  await import("./s3-compat-switches.js");
  const b2 = { checksums: "never", contentMd5: true, responseChecksums: false };
  expect(log.mock.calls).toEqual([[["a b\u0001"]], ["b2", b2]]);
});
