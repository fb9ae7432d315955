import { describe, expect, it } from "vitest";
import { checkChecksums, crc32c, crc64nvme } from "./checksums.js";

const CHECK = Buffer.from("123456789");

describe("the check values of the CRC catalogue", () => {
  it("CRC-32C", () => {
    expect(crc32c(CHECK).toString(16)).toBe("e3069283");
  });

  it("CRC-64/NVME", () => {
    expect(Buffer.from(crc64nvme(CHECK)).toString("hex")).toBe("ae8b14860a799888");
  });
});

it("compares every checksum that a request carries, in headers and trailers", () => {
  const reports = checkChecksums(
    {
      "content-md5": "JfnnlDI7RTiF9RgfG2JNCw==",
      "x-amz-checksum-crc32": "y/Q5Jg==",
      "x-amz-checksum-sha1": "98O8HYCOBHMq32eZZczDTKeuNEE=",
      "x-amz-checksum-sha256": "AAAA",
    },
    { "x-amz-checksum-crc32c": "4waSgw==" },
    CHECK,
  );
  expect(reports.map(({ name, location, valid }) => `${location} ${name} ${valid}`)).toEqual([
    "header content-md5 true",
    "header x-amz-checksum-crc32 true",
    "header x-amz-checksum-sha1 true",
    "header x-amz-checksum-sha256 false",
    "trailer x-amz-checksum-crc32c true",
  ]);
});
