import { expect, it } from "vitest";
import { decodeAwsChunked } from "../http/aws-chunked.js";
import { chunkFault } from "./chunk-signatures.js";
import { signingKey } from "./verify-signature.js";

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const SEED = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
const CHUNKS = [
  ["a".repeat(65_536), "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"],
  ["a".repeat(1024), "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"],
  ["", "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"],
] as const;
const TRAILER_SIGNATURE = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";

function fault(checksum: string): string | undefined {
  const framed = CHUNKS.map(([data, signature]) => {
    const end = data === "" ? "" : "\r\n";
    return `${data.length.toString(16)};chunk-signature=${signature}\r\n${data}${end}`;
  });
  const trailer = `x-amz-checksum-crc32c:${checksum}\r\nx-amz-trailer-signature:${TRAILER_SIGNATURE}\r\n\r\n`;
  return chunkFault({
    ...decodeAwsChunked(Buffer.from(framed.join("") + trailer)),
    key: signingKey(SECRET, "20130524", "us-east-1", "s3"),
    amzDate: "20130524T000000Z",
    scope: "20130524/us-east-1/s3/aws4_request",
    seedSignature: SEED,
    signedTrailer: true,
  });
}

it("agrees with the signed trailer that AWS publishes", () => {
  expect(fault("sOO8/Q==")).toBeUndefined();
});

it("finds a trailer that was changed", () => {
  expect(fault("AAAAAA==")).toBe("the signature of the trailers doesn't match");
});
