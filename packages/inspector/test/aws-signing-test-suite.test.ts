import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findAuthorization } from "../src/sigv4/authorization.js";
import { canonicalRequest } from "../src/sigv4/canonical-request.js";
import { verifySignature } from "../src/sigv4/verify-signature.js";

/**
 * AWS's own test suite for signers, turned round: each request that it says is signed correctly is valid to the verifier. The
 * same requests signed by SigV4a are not checked by the inspector.
 */

/** A request of AWS's suite, signed in its headers and in its query. */
interface Case {
  readonly name: string;
  readonly credentials: { access_key_id: string; secret_access_key: string; token?: string };
  readonly normalize: boolean;
  readonly omit_session_token?: boolean;
  readonly timestamp: string;
  readonly header: Signed;
  readonly query: Signed;
}

interface Signed {
  readonly signedRequest: string;
  readonly canonicalRequest: string;
  readonly signature: string;
}

const { cases }: { cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL("./aws-signing-test-suite.recorded.json", import.meta.url), "utf8"),
);

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

describe.each(cases)("$name", (given) => {
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
    } else expect(report).toMatchObject({ state: "valid" });
  });

  test("another signature isn't valid", () => {
    const { signedRequest, signature } = given.header;
    const other = signedRequest.replace(
      signature,
      signature.replace(/./, (digit) => (digit === "0" ? "1" : "0")),
    );
    const report = verifySignature(parsed(other), credentials, Date.parse(given.timestamp));
    expect(report).toMatchObject({ state: "invalid", fault: "mismatch" });
  });
});
