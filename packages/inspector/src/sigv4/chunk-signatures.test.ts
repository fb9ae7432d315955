import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { expect, it } from "vitest";
import { decodeAwsChunked } from "../http/aws-chunked.js";
import { chunkFault } from "./chunk-signatures.js";
import { isSigV4aSignature, SIGV4A } from "./sigv4a.js";
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
  const key = signingKey(SECRET, "20130524", "us-east-1", "s3");
  return chunkFault({
    ...decodeAwsChunked(Buffer.from(framed.join("") + trailer)),
    algorithm: "AWS4-HMAC-SHA256",
    isSignature: (toSign, signature) => createHmac("sha256", key).update(toSign).digest("hex") === signature,
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

// SigV4a's signatures are never the same twice, so that what is published is what they are made of:
// https://github.com/awslabs/aws-c-auth/blob/main/tests/test_chunked_signing.c
const SIGV4A_HASHES = [
  "bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a",
  "2edc986847e209b4016e141a6dc8716d3207350f416969382d431539bf292e4a",
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
];
const SIGV4A_TRAILER_HASH = "83d8f190334fb741bc8daf73c891689d320bd8017756bc730c540021ed48001f";

function sigV4aFault(third: string): string | undefined {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const scope = ["20130524T000000Z", "20130524/s3/aws4_request"];
  const signed = (algorithm: string, ...lines: string[]): string =>
    sign("sha256", Buffer.from([algorithm, ...scope, ...lines].join("\n")), privateKey).toString("hex");
  let previous = "5eed";
  const framed = SIGV4A_HASHES.map((hash, index) => {
    previous = signed("AWS4-ECDSA-P256-SHA256-PAYLOAD", previous, SIGV4A_HASHES[2] ?? "", hash);
    const data = CHUNKS[index]?.[0] ?? "";
    const end = data === "" ? "" : "\r\n";
    return `${data.length.toString(16)};chunk-signature=${previous.padEnd(144, "*")}\r\n${data}${end}`;
  });
  const trailerSignature = signed("AWS4-ECDSA-P256-SHA256-TRAILER", previous, SIGV4A_TRAILER_HASH);
  const trailer = `first:1st\r\nsecond:2nd\r\nthird:${third}\r\nx-amz-trailer-signature:${trailerSignature.padEnd(144, "*")}\r\n\r\n`;
  return chunkFault({
    ...decodeAwsChunked(Buffer.from(framed.join("") + trailer)),
    algorithm: SIGV4A,
    isSignature: (toSign, signature) => isSigV4aSignature(publicKey, toSign, signature),
    amzDate: scope[0] ?? "",
    scope: scope[1] ?? "",
    seedSignature: "5eed",
    signedTrailer: true,
  });
}

it("agrees with SigV4a's chunks and trailer, whose signatures are filled up", () => {
  expect(sigV4aFault("3rd")).toBeUndefined();
});

it("finds a trailer that was changed under SigV4a", () => {
  expect(sigV4aFault("4th")).toBe("the signature of the trailers doesn't match");
});
