import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { Lambda } from "@aws-sdk/client-lambda";
import { GetObjectCommand, S3 } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Inspector, startInspector } from "../src/index.js";
import { explainSignature, type SignatureExplanation } from "../src/sigv4/explain-signature.js";

const CREDENTIALS = [
  { accessKeyId: "test", secretAccessKey: "test" },
  { accessKeyId: "other", secretAccessKey: "other-secret" },
];

let inspector: Inspector;
beforeAll(async () => {
  inspector = await startInspector({ credentials: CREDENTIALS });
});
beforeEach(() => inspector.clear());
afterAll(() => inspector.close());

interface Sent {
  method: string;
  path: string;
  query: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

/** Lets something change a request between the signer and the network, as a proxy would. */
function spoil<Client extends DynamoDB | Lambda | S3>(
  client: Client,
  change: (request: Sent) => void,
): Client {
  const stack: { add(middleware: unknown, options: object): void } = client.middlewareStack;
  stack.add(
    (next: (args: { request: Sent }) => unknown) => (args: { request: Sent }) => {
      change(args.request);
      return next(args);
    },
    { step: "deserialize", name: "spoil" },
  );
  return client;
}

function config(overrides: object = {}) {
  return { ...inspector.clientConfig, maxAttempts: 1, ...overrides };
}

function explained(): SignatureExplanation {
  const request = inspector.requests.at(-1);
  const explanation = request && explainSignature(request, CREDENTIALS, inspector.requests.slice(0, -1));
  if (explanation === undefined) throw new Error("there is nothing to explain");
  return explanation;
}

/** The line of what arrived, beside the line that was signed. */
function line(): [received: string | undefined, signed: string | undefined] | string | undefined {
  const { difference } = explained();
  if (difference === undefined || difference.line === undefined) return difference?.where;
  const text =
    difference.where === "string-to-sign" ? explained().stringToSign : explained().canonicalRequest;
  // The line that is named is the line that is shown.
  expect(text.split("\n")[difference.line]).toBe(difference.received);
  return [difference.received, difference.signed];
}

describe("each way to spoil a signature is named at its line", () => {
  it("1. a header was changed by a proxy that adds its port", async () => {
    await spoil(new DynamoDB(config()), ({ headers }) => {
      headers["host"] = `${headers["host"]?.replace(/:.*/, "")}:8080`;
    }).listTables({});
    expect(explained().words).toMatch(/^The host was changed after signing|Nothing that usually/);
    inspector.clear();
    await spoil(new DynamoDB(config()), ({ headers }) => {
      headers["x-forwarded-host"] = headers["host"] ?? "";
      headers["host"] = "backend:8080";
    }).listTables({});
    expect(explained().words).toContain("The host was changed after signing");
    expect(line()).toEqual(["host:backend:8080", `host:127.0.0.1:${inspector.port}`]);
  });

  it("2. a header got the value that it has in no other request", async () => {
    await new DynamoDB(config()).listTables({});
    await spoil(new DynamoDB(config()), ({ headers }) => {
      headers["content-type"] = "text/plain";
    }).listTables({});
    expect(explained().words).toContain("The header content-type was changed after signing");
    expect(line()).toEqual(["content-type:text/plain", "content-type:application/x-amz-json-1.0"]);
  });

  it("3. a second value was added to a header", async () => {
    await spoil(new DynamoDB(config()), ({ headers }) => {
      headers["x-amz-target"] += ", more";
    }).listTables({});
    expect(explained().words).toBe("A value was added to the header x-amz-target after signing.");
    expect(line()).toEqual([
      "x-amz-target:DynamoDB_20120810.ListTables, more",
      "x-amz-target:DynamoDB_20120810.ListTables",
    ]);
  });

  it("4. the body was changed", async () => {
    await spoil(new DynamoDB(config()), (request) => {
      request.body = "[]";
    }).listTables({});
    expect(explained().words).toContain("body was changed after signing");
    expect(line()).toEqual([inspector.requests[0]?.headers["x-amz-content-sha256"], undefined]);
    await spoil(new DynamoDB(config()), (request) => {
      request.body = '{"Limit":1}';
      request.headers["content-length"] = "11";
    }).listTables({});
    expect(explained().words).toContain("it had 2 bytes, and 11 arrived");
    expect(line()).toEqual(["content-length:11", "content-length:2"]);
    await spoil(new DynamoDB(config()), (request) => {
      request.body = '{"Limit":1}';
      Object.assign(request.headers, { "content-length": "11", "x-amz-target": "DynamoDB_20120810.Other" });
    }).listTables({});
    expect(explained().words).toContain("Something else was changed too, such as content-length.");
    expect(line()).toEqual([inspector.requests[2]?.headers["x-amz-content-sha256"], undefined]);
  });

  it("5. the path was encoded twice, or once too little, or changed", async () => {
    await new S3(config({ signingEscapePath: true })).getObject({ Bucket: "b", Key: "a b" });
    expect(explained().words).toContain("encoded twice before it was signed. S3 signs it encoded once.");
    expect(line()).toEqual(["/b/a%20b", "/b/a%2520b"]);
    await new Lambda(config({ signingEscapePath: false })).getFunction({ FunctionName: "a b" });
    expect(explained().words).toContain("signed encoded once. Every service but S3 signs it encoded twice.");
    expect(line()).toEqual(["/2015-03-31/functions/a%2520b", "/2015-03-31/functions/a%20b"]);
    const lambda = spoil(new Lambda(config()), (request) => {
      request.path += "/";
    });
    await lambda.getFunction({ FunctionName: "f" });
    expect(explained().words).toBe("A slash was added to the end of the path after signing.");
    expect(line()).toEqual(["/2015-03-31/functions/f/", "/2015-03-31/functions/f"]);
  });

  it("6. the method was changed", async () => {
    await spoil(new DynamoDB(config()), (request) => {
      request.method = "PUT";
    }).listTables({});
    expect(explained().words).toBe("The method was changed after signing: it was POST, and PUT arrived.");
    expect(line()).toEqual(["PUT", "POST"]);
  });

  it("7. a query parameter was added", async () => {
    await spoil(new S3(config()), ({ query }) => {
      query["tracking"] = "1";
    }).listObjectsV2({ Bucket: "b" });
    expect(explained().words).toBe("The query parameter tracking was added after signing.");
    expect(line()).toEqual(["list-type=2&tracking=1", "list-type=2"]);
  });

  it("8. the secret key is another one", async () => {
    await new DynamoDB(
      config({ credentials: { accessKeyId: "test", secretAccessKey: "other-secret" } }),
    ).listTables({});
    expect(explained().words).toContain("made with the secret key of other, and says it is by test");
    expect(line()).toBe("secret-key");
    await new DynamoDB(
      config({ credentials: { accessKeyId: "test", secretAccessKey: "test\n" } }),
    ).listTables({});
    expect(explained().words).toContain("has a line end at its end");
    await new DynamoDB(
      config({ credentials: { accessKeyId: "test", secretAccessKey: "unheard" } }),
    ).listTables({});
    expect(explained().words).toContain("Most likely it was made with another secret key than that of test");
    expect(line()).toBe("secret-key");
  });

  it("9. the access key is not known", async () => {
    await new DynamoDB(config({ credentials: { accessKeyId: "nobody", secretAccessKey: "x" } })).listTables(
      {},
    );
    expect(explained().words).toContain("access key id nobody isn't one that the inspector was told");
    expect(line()).toBe("authorization");
  });

  it("10. the clock is wrong", async () => {
    await new DynamoDB(config({ systemClockOffset: -3_600_000 })).listTables({});
    expect(explained().words).toContain("the request was signed 60 min ago");
    expect(line()).toEqual([expect.stringMatching(/^x-amz-date:\d{8}T\d{6}Z$/), undefined]);
  });

  it("11. a signed header was removed", async () => {
    await spoil(new DynamoDB(config()), ({ headers }) => {
      delete headers["x-amz-target"];
    })
      .listTables({})
      .catch(() => undefined);
    expect(explained().words).toContain("A signed header didn't arrive");
    expect(line()).toEqual(["x-amz-target:", undefined]);
  });

  it("12. a header that S3 wants signed was added", async () => {
    await spoil(new S3(config()), ({ headers }) => {
      headers["x-amz-acl"] = "private";
    }).getObject({ Bucket: "b", Key: "k" });
    expect(explained().words).toContain("not signed, or added after signing: x-amz-acl");
    expect(line()).toEqual([expect.stringMatching(/^(?!.*x-amz-acl)[a-z0-9;-]+$/), undefined]);
  });

  it("13. the region in the credential was changed", async () => {
    await spoil(new DynamoDB(config({ region: "eu-west-1" })), ({ headers }) => {
      headers["authorization"] = headers["authorization"]?.replace("eu-west-1", "us-east-2") ?? "";
    }).listTables({});
    expect(explained().words).toBe("It was signed for the region eu-west-1, and says it is for us-east-2.");
    expect(line()).toEqual([
      expect.stringMatching(/^\d{8}\/us-east-2\/dynamodb\/aws4_request$/),
      expect.stringMatching(/^\d{8}\/eu-west-1\/dynamodb\/aws4_request$/),
    ]);
  });

  it("14. a session token was added or is missing", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test", sessionToken: "t" };
    await new DynamoDB(config({ credentials })).listTables({});
    expect(explained().words).toContain("a session token was sent, but test has none");
    expect(line()).toEqual(["x-amz-security-token:t", undefined]);
  });

  it("15. a presigned URL has expired", async () => {
    const client = new S3(config({ systemClockOffset: -600_000 }));
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: "b", Key: "k" }), {
      expiresIn: 60,
      signingDate: new Date(Date.now() - 600_000),
    });
    await fetch(url);
    expect(explained().words).toContain("the presigned URL expired");
    expect(line()).toEqual([expect.stringContaining("X-Amz-Expires=60"), undefined]);
  });

  it("16. x-amz-content-sha256 was changed", async () => {
    await spoil(new DynamoDB(config()), ({ headers }) => {
      headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
    }).listTables({});
    expect(explained().words).toContain("x-amz-content-sha256 was changed after signing");
    expect(line()).toEqual([
      "x-amz-content-sha256:UNSIGNED-PAYLOAD",
      expect.stringMatching(/^x-amz-content-sha256:[0-9a-f]{64}$/),
    ]);
  });

  it("17. the signature was cut", async () => {
    await spoil(new DynamoDB(config()), ({ headers }) => {
      headers["authorization"] = headers["authorization"]?.replace(/, Signature=.*/, "") ?? "";
    }).listTables({});
    expect(explained().words).toBe("the authorization has no Signature");
    expect(line()).toBe("authorization");
  });
});

it("a valid signature is explained too", async () => {
  await new DynamoDB(config()).listTables({});
  const { words, difference, canonicalRequest } = explained();
  expect(words).toBe("valid, signed by test");
  expect(difference).toBeUndefined();
  const [request] = inspector.requests;
  expect(request?.signature).toMatchObject({ state: "valid", canonicalRequest });
});

it("an anonymous request has nothing to explain", async () => {
  await fetch(inspector.url);
  const [request] = inspector.requests;
  expect(request && explainSignature(request, CREDENTIALS)).toBeUndefined();
});
