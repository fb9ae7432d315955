import { describe, expect, it } from "vitest";
import { decodeAwsChunked } from "../http/aws-chunked.js";
import { sha256Hex } from "./canonical-request.js";
import { type SignedRequest, verifySignature } from "./verify-signature.js";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const IAM_KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const S3_KEYS = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const IAM_TIME = Date.UTC(2015, 7, 30, 12, 36);
const S3_TIME = Date.UTC(2013, 4, 24);
const S3_SCOPE = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

function request(
  head: string,
  headers: readonly (readonly [string, string])[],
  wireBody: Uint8Array = new Uint8Array(),
): SignedRequest {
  const [method = "", target = ""] = head.split(" ");
  const [path = "", rawQuery = ""] = target.split("?");
  const joined: Record<string, string> = {};
  for (const [name, value] of headers) {
    const before = joined[name.toLowerCase()];
    joined[name.toLowerCase()] = before === undefined ? value : `${before}, ${value}`;
  }
  return { method, path, rawQuery, headers: joined, rawHeaders: headers, wireBody };
}

function s3Authorization(signedHeaders: string, signature: string): readonly [string, string] {
  return [
    "Authorization",
    `AWS4-HMAC-SHA256 Credential=${S3_SCOPE},SignedHeaders=${signedHeaders},Signature=${signature}`,
  ];
}

const LIST_USERS = request("GET /?Action=ListUsers&Version=2010-05-08", [
  ["Content-Type", "application/x-www-form-urlencoded; charset=utf-8"],
  ["Host", "iam.amazonaws.com"],
  ["X-Amz-Date", "20150830T123600Z"],
  [
    "Authorization",
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, " +
      "SignedHeaders=content-type;host;x-amz-date, " +
      "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  ],
]);

const S3_HOST = ["Host", "examplebucket.s3.amazonaws.com"] as const;
const S3_DATE = ["x-amz-date", "20130524T000000Z"] as const;
const S3_EMPTY = ["x-amz-content-sha256", EMPTY] as const;

/** Changes headers of a request; `undefined` removes one. */
function withHeaders(
  base: SignedRequest,
  changes: Readonly<Record<string, string | undefined>>,
): SignedRequest {
  const kept = base.rawHeaders.filter(([name]) => !(name.toLowerCase() in changes));
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return request(`${base.method} ${base.path}?${base.rawQuery}`, [...kept, ...added], base.wireBody);
}

it("agrees with botocore on a header whose last byte is a space in Latin-1", () => {
  const signed = request("GET /", [
    ["Host", "iam.amazonaws.com"],
    ["X-Note", Buffer.from("voilà").toString("latin1")],
    ["X-Amz-Date", "20150830T123600Z"],
    [
      "Authorization",
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, " +
        "SignedHeaders=host;x-amz-date;x-note, " +
        "Signature=fb65fd78bc0a526937179c0a6ecc2afd6594001a6cddc6d50be891d30b0c48ef",
    ],
  ]);
  expect(verifySignature(signed, [IAM_KEYS], IAM_TIME)).toMatchObject({ state: "valid" });
});

describe("the signatures that AWS publishes in its documentation", () => {
  it("agrees on IAM's ListUsers", () => {
    expect(verifySignature(LIST_USERS, [IAM_KEYS], IAM_TIME)).toMatchObject({
      state: "valid",
      kind: "header",
      scope: { accessKeyId: "AKIDEXAMPLE", date: "20150830", region: "us-east-1", service: "iam" },
      signedHeaders: ["content-type", "host", "x-amz-date"],
      payload: "signed",
    });
  });

  it.each([
    [
      "GET object",
      request("GET /test.txt", [
        S3_HOST,
        ["Range", "bytes=0-9"],
        S3_EMPTY,
        S3_DATE,
        s3Authorization(
          "host;range;x-amz-content-sha256;x-amz-date",
          "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
      ]),
    ],
    [
      "PUT object",
      request(
        "PUT /test%24file.text",
        [
          ["Date", "Fri, 24 May 2013 00:00:00 GMT"],
          S3_HOST,
          S3_DATE,
          ["x-amz-storage-class", "REDUCED_REDUNDANCY"],
          ["x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"],
          s3Authorization(
            "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
          ),
        ],
        Buffer.from("Welcome to Amazon S3."),
      ),
    ],
    [
      "GET bucket lifecycle",
      request("GET /?lifecycle", [
        S3_HOST,
        S3_DATE,
        S3_EMPTY,
        s3Authorization(
          "host;x-amz-content-sha256;x-amz-date",
          "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
      ]),
    ],
    [
      "GET bucket",
      request("GET /?max-keys=2&prefix=J", [
        S3_HOST,
        S3_DATE,
        S3_EMPTY,
        s3Authorization(
          "host;x-amz-content-sha256;x-amz-date",
          "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
      ]),
    ],
  ])("agrees on S3's %s", (_, signed) => {
    expect(verifySignature(signed, [S3_KEYS], S3_TIME)).toMatchObject({ state: "valid", kind: "header" });
  });

  const presigned = request(
    "GET /test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2F" +
      "us-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host" +
      "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    [S3_HOST],
  );

  it("agrees on S3's presigned URL", () => {
    expect(verifySignature(presigned, [S3_KEYS], S3_TIME)).toMatchObject({
      state: "valid",
      kind: "presigned",
      payload: "unsigned",
    });
  });

  it("takes the presigned URL until its last second, and says since when it has expired", () => {
    expect(verifySignature(presigned, [S3_KEYS], S3_TIME + 86_400_000).valid).toBe(true);
    expect(verifySignature(presigned, [S3_KEYS], S3_TIME + 86_430_000)).toMatchObject({
      fault: "expired",
      reason: "the presigned URL expired 30 s ago (X-Amz-Expires=86400)",
    });
  });

  describe("S3's upload in signed chunks", () => {
    const signatures = [
      "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
      "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
      "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ];
    const upload = (data: readonly string[]): SignedRequest => {
      const framed = data
        .map(
          (text, index) => `${text.length.toString(16)};chunk-signature=${signatures[index]}\r\n${text}\r\n`,
        )
        .join("");
      const wireBody = Buffer.from(framed);
      const signed = request(
        "PUT /examplebucket/chunkObject.txt",
        [
          ["Host", "s3.amazonaws.com"],
          S3_DATE,
          ["x-amz-storage-class", "REDUCED_REDUNDANCY"],
          ["x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"],
          ["Content-Encoding", "aws-chunked"],
          ["x-amz-decoded-content-length", "66560"],
          ["Content-Length", "66824"],
          s3Authorization(
            "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class",
            "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
          ),
        ],
        wireBody,
      );
      return { ...signed, chunks: decodeAwsChunked(wireBody).chunks };
    };

    it("agrees on the seed and on every chunk", () => {
      const signed = upload(["a".repeat(65_536), "a".repeat(1024), ""]);
      expect(verifySignature(signed, [S3_KEYS], S3_TIME)).toMatchObject({
        state: "valid",
        payload: "streaming",
      });
    });

    it("names the chunk that was changed", () => {
      const signed = upload(["a".repeat(65_536), "b".repeat(1024), ""]);
      expect(verifySignature(signed, [S3_KEYS], S3_TIME)).toMatchObject({
        fault: "chunk-mismatch",
        reason: "the signature of chunk 2 doesn't match its 1024 bytes",
      });
    });
  });
});

describe("what is wrong with a signature", () => {
  const check = (
    changed: SignedRequest,
    time = IAM_TIME,
    keys: typeof IAM_KEYS & { sessionToken?: string } = IAM_KEYS,
  ) => verifySignature(changed, [keys], time);

  it("is told from a changed method, query, header or secret", () => {
    for (const changed of [
      { ...LIST_USERS, method: "POST" },
      { ...LIST_USERS, rawQuery: "Action=ListRoles&Version=2010-05-08" },
      withHeaders(LIST_USERS, { host: "sts.amazonaws.com" }),
    ]) {
      expect(check(changed)).toMatchObject({ state: "invalid", fault: "mismatch", kind: "header" });
    }
    expect(check(LIST_USERS, IAM_TIME, { ...IAM_KEYS, secretAccessKey: "other" })).toMatchObject({
      fault: "mismatch",
    });
  });

  it("shows the canonical request and the string to sign, to be compared with the client's", () => {
    const report = check({ ...LIST_USERS, method: "POST" });
    if (report.state !== "invalid") throw new Error(report.state);
    expect(report.canonicalRequest?.split("\n")).toEqual([
      "POST",
      "/",
      "Action=ListUsers&Version=2010-05-08",
      "content-type:application/x-www-form-urlencoded; charset=utf-8",
      "host:iam.amazonaws.com",
      "x-amz-date:20150830T123600Z",
      "",
      "content-type;host;x-amz-date",
      EMPTY,
    ]);
    expect(report.stringToSign?.split("\n").slice(0, 3)).toEqual([
      "AWS4-HMAC-SHA256",
      "20150830T123600Z",
      "20150830/us-east-1/iam/aws4_request",
    ]);
  });

  it("is not the order of the query, the white space in a header or the case of its name", () => {
    expect(check({ ...LIST_USERS, rawQuery: "Version=2010-05-08&Action=ListUsers" }).valid).toBe(true);
    const spaced = withHeaders(LIST_USERS, {
      "content-type": "  application/x-www-form-urlencoded;    charset=utf-8 ",
    });
    expect(check(spaced).valid).toBe(true);
  });

  it("is an access key id that is not known", () => {
    expect(check(LIST_USERS, IAM_TIME, S3_KEYS)).toMatchObject({
      fault: "unknown-access-key",
      reason: "access key id AKIDEXAMPLE isn't one that the inspector was told (AKIAIOSFODNN7EXAMPLE)",
    });
  });

  it("is a clock that is more than 15 minutes off, in either direction", () => {
    expect(check(LIST_USERS, IAM_TIME + 15 * 60_000).valid).toBe(true);
    expect(check(LIST_USERS, IAM_TIME + 16 * 60_000)).toMatchObject({
      fault: "clock-skew",
      reason: "the request was signed 16 min ago; AWS allows 15 minutes",
    });
    expect(check(LIST_USERS, IAM_TIME - 3 * 3_600_000)).toMatchObject({
      fault: "clock-skew",
      reason: "the request was signed 3 h in the future; AWS allows 15 minutes",
    });
  });

  it("is a session token that is missing, unexpected or another one", () => {
    const keys = { ...IAM_KEYS, sessionToken: "token" };
    expect(check(LIST_USERS, IAM_TIME, keys)).toMatchObject({
      fault: "session-token",
      reason: "the session token of AKIDEXAMPLE is missing (x-amz-security-token)",
    });
    const sent = withHeaders(LIST_USERS, { "x-amz-security-token": "other" });
    expect(check(sent, IAM_TIME, keys)).toMatchObject({
      reason: "the session token isn't that of AKIDEXAMPLE",
    });
    expect(check(sent)).toMatchObject({ reason: "a session token was sent, but AKIDEXAMPLE has none" });
  });

  it("is a host that is not signed, or a signed header that is missing", () => {
    const authorization = LIST_USERS.headers["authorization"] ?? "";
    const noHost = withHeaders(LIST_USERS, { authorization: authorization.replace("host;", "") });
    expect(check(noHost)).toMatchObject({
      fault: "unsigned-header",
      reason: "the host header isn't signed",
    });
    expect(check(withHeaders(LIST_USERS, { "content-type": undefined }))).toMatchObject({
      fault: "missing-header",
      reason: "signed but not in the request: content-type",
    });
  });

  it("is an x-amz header added after signing, on S3 only", () => {
    expect(check(withHeaders(LIST_USERS, { "x-amz-meta-late": "1" })).valid).toBe(true);
    const late = request("GET /?lifecycle", [
      S3_HOST,
      S3_DATE,
      S3_EMPTY,
      ["x-amz-meta-late", "1"],
      s3Authorization("host;x-amz-content-sha256;x-amz-date", "0".repeat(64)),
    ]);
    expect(verifySignature(late, [S3_KEYS], S3_TIME)).toMatchObject({
      fault: "unsigned-header",
      reason: "not signed, or added after signing: x-amz-meta-late",
    });
  });

  it("is told apart: a body that was changed after a right signature", () => {
    const lifecycle = request(
      "GET /?lifecycle",
      [
        S3_HOST,
        S3_DATE,
        S3_EMPTY,
        s3Authorization(
          "host;x-amz-content-sha256;x-amz-date",
          "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
      ],
      Buffer.from("late"),
    );
    expect(verifySignature(lifecycle, [S3_KEYS], S3_TIME)).toMatchObject({
      fault: "payload-changed",
      reason: `body was changed after signing: x-amz-content-sha256 says ${EMPTY}, the body has ${sha256Hex(Buffer.from("late"))}`,
    });
  });

  it.each([
    ["AWS4-HMAC-SHA256 Credential=x", "the signature has no SignedHeaders"],
    ["AWS4-HMAC-SHA256 SignedHeaders=host,Signature=0", "the signature has no Credential"],
    ["AWS4-HMAC-SHA256 Credential=x,SignedHeaders=host", "the authorization has no Signature"],
    [
      "AWS4-HMAC-SHA256 Credential=a/b/c,SignedHeaders=host,Signature=0",
      'the credential "a/b/c" isn\'t KEY/DATE/REGION/SERVICE/aws4_request',
    ],
    [
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150831/us-east-1/iam/aws4_request,SignedHeaders=host,Signature=0",
      "the scope's date 20150831 isn't the day of the signature's date 20150830T123600Z",
    ],
  ])("is a malformed authorization: %s", (authorization, reason) => {
    expect(check(withHeaders(LIST_USERS, { authorization }))).toMatchObject({ fault: "malformed", reason });
  });

  it("is there twice", () => {
    const twice = { ...LIST_USERS, rawQuery: `${LIST_USERS.rawQuery}&X-Amz-Signature=0` };
    expect(check(twice)).toMatchObject({
      fault: "malformed",
      reason: expect.stringContaining("another one"),
    });
  });

  it("is an x-amz-content-sha256 that is no hash", () => {
    expect(check(withHeaders(LIST_USERS, { "x-amz-content-sha256": "abc" }))).toMatchObject({
      fault: "malformed",
      reason: 'x-amz-content-sha256 is "abc", neither a SHA-256 nor a known word',
    });
  });

  it("is a date that is none", () => {
    expect(check(withHeaders(LIST_USERS, { "x-amz-date": "yesterday" }))).toMatchObject({
      fault: "malformed",
    });
    expect(check(withHeaders(LIST_USERS, { "x-amz-date": undefined }))).toMatchObject({
      reason: "the request has neither x-amz-date nor date",
    });
  });

  it.each(["", "0", "604801", "soon"])("is a presigned URL with X-Amz-Expires=%s", (expires) => {
    const url = `GET /?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=${expires}`;
    expect(verifySignature(request(url, [S3_HOST]), [S3_KEYS])).toMatchObject({
      state: "invalid",
      kind: "presigned",
      reason: `X-Amz-Expires is "${expires}", not 1 to 604800 seconds`,
    });
  });
});

describe("paths", () => {
  // Only the canonical request is looked at, so any signature does.
  const canonicalPath = (service: string, path: string): string | undefined => {
    const scope = `AKIDEXAMPLE/20150830/us-east-1/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope},SignedHeaders=host,Signature=0`;
    const signed = request(`GET ${path}`, [
      ["host", "h"],
      ["date", "Sun, 30 Aug 2015 12:36:00 GMT"],
      ["authorization", authorization],
    ]);
    const report = verifySignature(signed, [IAM_KEYS], IAM_TIME);
    return report.state === "invalid" ? report.canonicalRequest?.split("\n")[1] : report.state;
  };

  it("are normalized and encoded a second time", () => {
    expect(canonicalPath("lambda", "/a/./b/../c//d%20e/")).toBe("/a/c/d%2520e/");
    expect(canonicalPath("lambda", "/")).toBe("/");
  });

  it("are left as they are for S3, but for needless encoding", () => {
    expect(canonicalPath("s3", "/b/a/../c//d%20e%2Ff%41(1)/")).toBe("/b/a/../c//d%20e%2FfA%281%29/");
  });
});

describe("other ways to authenticate", () => {
  it.each([
    ["Bearer abc", "Bearer"],
    ["Basic abc", "Basic"],
    ["AWS AKID:sig", "SigV2"],
    ["constructor abc", "constructor"],
  ])("are reported as not checked: %s", (authorization, scheme) => {
    const signed = request("GET /", [["authorization", authorization]]);
    expect(verifySignature(signed, [IAM_KEYS])).toEqual({
      state: "unchecked",
      valid: false,
      scheme,
      reason: `not checked: ${scheme}`,
    });
  });

  it("may be absent", () => {
    expect(verifySignature(request("GET /", []), [IAM_KEYS])).toMatchObject({
      state: "absent",
      valid: false,
    });
  });
});
