import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findAuthorization } from "../src/sigv4/authorization.js";
import { canonicalRequest, stringToSign } from "../src/sigv4/canonical-request.js";
import { isSigV4aSignature, sigV4aPublicKey } from "../src/sigv4/sigv4a.js";
import { verifySignature } from "../src/sigv4/verify-signature.js";

/**
 * AWS's own test suite for signers, turned round: each request that it says is signed correctly is valid to the verifier, by
 * SigV4 and by SigV4a.
 */

/** A request of AWS's suite, signed in its headers and in its query. */
interface Case {
  readonly name: string;
  readonly credentials: { access_key_id: string; secret_access_key: string; token?: string };
  readonly normalize: boolean;
  readonly omit_session_token?: boolean;
  readonly timestamp: string;
  /** What SigV4a's signatures are verified with. */
  readonly publicKey?: { readonly X: string; readonly Y: string };
  readonly header: Signed;
  readonly query: Signed;
}

interface Signed {
  readonly signedRequest: string;
  readonly canonicalRequest: string;
  readonly signature: string;
}

function casesOf(recorded: string): readonly Case[] {
  return JSON.parse(readFileSync(new URL(recorded, import.meta.url), "utf8")).cases;
}
const SIGV4_CASES = casesOf("./aws-signing-test-suite.recorded.json");
const SIGV4A_CASES = casesOf("./aws-signing-test-suite-v4a.recorded.json");
const cases = [
  ...SIGV4_CASES.map((given) => ({ scheme: "SigV4", ...given })),
  ...SIGV4A_CASES.map((given) => ({ scheme: "SigV4A", ...given })),
];

/** The suite's text of an HTTP request. Its targets may have spaces, and its headers go on in further lines. */
function parsed(text: string) {
  // As Node.js gives it: a character for each byte.
  const [head = "", ...rest] = Buffer.from(text).toString("latin1").split("\n\n");
  const [line = "", ...fields] = head.replace(/\n[ \t]+/g, " ").split("\n");
  const [, method = "", path = "", rawQuery = ""] = /^(\S+) ([^?]*)\??(.*) HTTP\/1\.1$/.exec(line) ?? [];
  const rawHeaders = fields
    .filter((field) => field !== "")
    .map((field) => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon), field.slice(colon + 1)] as const;
    });
  const headers: Record<string, string> = {};
  for (const [name, value] of rawHeaders) {
    const lower = name.toLowerCase();
    headers[lower] = headers[lower] === undefined ? value.trim() : `${headers[lower]}, ${value.trim()}`;
  }
  return { method, path, rawQuery, headers, rawHeaders, wireBody: Buffer.from(rest.join("\n\n"), "latin1") };
}

describe.each(cases)("$scheme $name", (given) => {
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey, token } = given.credentials;
  const credentials = [{ accessKeyId, secretAccessKey, ...(token !== undefined && { sessionToken: token }) }];

  test.each(["header", "query"] as const)("its signature in the %s", (kind) => {
    const { signedRequest, canonicalRequest: canonical } = given[kind];
    const request = parsed(signedRequest);
    const report = verifySignature(request, credentials, Date.parse(given.timestamp));
    if (given.omit_session_token === true && kind === "query") {
      // Only few services, IoT's among them, take a token in the query that isn't signed.
      expect(report).toMatchObject({ state: "invalid", fault: "mismatch" });
    } else if (!given.normalize) {
      // Such a path is S3's: the verifier tells it by the service, which is "service" here.
      const found = findAuthorization(request);
      if (found.state !== "sigv4") expect.fail(found.reason);
      const { signedHeaders } = found.authorization;
      const payloadHash = canonical.slice(canonical.lastIndexOf("\n") + 1);
      expect(canonicalRequest({ ...request, signedHeaders, payloadHash, pathStyle: "s3" })).toBe(canonical);
    } else
      expect(report).toMatchObject({ state: "valid", scheme: given.scheme, canonicalRequest: canonical });
  });

  test("another signature isn't valid", () => {
    const last = /[0-9a-f](?=\n)/;
    const other = given.header.signedRequest.replace(last, (digit) => (digit === "0" ? "1" : "0"));
    const report = verifySignature(parsed(other), credentials, Date.parse(given.timestamp));
    expect(report).toMatchObject({ state: "invalid", fault: "mismatch" });
  });
});

describe.each(SIGV4A_CASES)("SigV4A $name", ({ credentials, publicKey, header, timestamp }) => {
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey } = credentials;
  const key = sigV4aPublicKey({ accessKeyId, secretAccessKey });

  test("has the public key that AWS publishes", () => {
    const hex = (coordinate = ""): string => Buffer.from(coordinate, "base64url").toString("hex");
    const { x, y } = key.export({ format: "jwk" });
    expect({ X: hex(x), Y: hex(y) }).toEqual(publicKey);
  });

  test("has another signature, which is valid too", () => {
    const amzDate = timestamp.replace(/[-:]/g, "");
    const scope = `${amzDate.slice(0, 8)}/service/aws4_request`;
    const toSign = stringToSign(amzDate, scope, header.canonicalRequest, "AWS4-ECDSA-P256-SHA256");
    expect(isSigV4aSignature(key, toSign, header.signature)).toBe(true);
  });
});
