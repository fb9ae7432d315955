import { describe, expect, it } from "vitest";
import { isSecretField, isSecretMember, namesSecretMember } from "./secret-names.js";
import { SecretValues } from "./secret-values.js";

function knowing(...values: unknown[]): SecretValues {
  const secrets = new SecretValues();
  for (const value of values) secrets.add(value);
  return secrets;
}

describe("values that are secret", () => {
  it.each([
    ["as they are", "a hunter2 b", "a [redacted] b"],
    ["as JSON spells them", JSON.stringify({ a: 'p"w\\d\n' }), '{"a":"[redacted]"}'],
    ["as XML spells them", "<a>&lt;b&amp;c&gt;</a>", "<a>[redacted]</a>"],
    ["as XML spells quotes", "<a>say &quot;friend&quot;</a>", "<a>[redacted]</a>"],
    ["percent-encoded", `/x/${encodeURIComponent("a/b c=ü")}/y`, "/x/[redacted]/y"],
    ["in base64", `eyJ ${Buffer.from("hunter2").toString("base64")}`, "eyJ [redacted]"],
  ])("are hidden %s", (_, text, expected) => {
    const secrets = knowing("hunter2", 'p"w\\d\n', "<b&c>", 'say "friend"', "a/b c=ü");
    expect(secrets.scrub(text)).toBe(expected);
  });

  it("are found in objects, lists, blobs and numbers, keys of maps included", () => {
    const secrets = knowing(
      { DB_URL: ["postgres://x", new TextEncoder().encode("blob-value")] },
      424242,
      12345678901234567890n,
    );
    expect(secrets.scrub("DB_URL postgres://x blob-value 424242 12345678901234567890 other")).toBe(
      "[redacted] [redacted] [redacted] [redacted] [redacted] other",
    );
  });

  it("are found in maps, sets and all kinds of buffers", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const secrets = knowing(
      new Map([["map-key", new Set(["set-value", 424242])]]),
      bytes("array-buffer").buffer,
      new DataView(bytes("<data-view>").buffer, 1, 9),
      new Uint8ClampedArray(bytes("clamped")),
    );
    expect(secrets.scrub("map-key set-value 424242 array-buffer data-view clamped")).toBe(
      "[redacted] [redacted] [redacted] [redacted] [redacted] [redacted]",
    );
  });

  it("are hidden in base64 that a service cut, whatever another reading of it begins with", () => {
    // The first byte of the second reading, K, is what follows in the value.
    const pem = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----\n";
    const cut = Buffer.from(pem).toString("base64").slice(0, 76);
    expect(knowing(pem).scrub(cut)).toBe("[redacted]");
  });

  it.each([
    ["behind a line break in base64", "correct-horse-battery-staple", "Y29ycmVjdC1ob3Jz\r\n"],
    ["within a line break in base64", "correct-horse-battery-staple", "Y29ycmVjdC1ob3Jz\r"],
    ["behind an escaped line break", "correct-horse-battery-staple", "Y29ycmVjdC1ob3Jz\\n"],
    ["behind characters of two bytes", "пароль-очень-длинный-секрет", encodeURIComponent("пароль")],
    ["behind characters of four bytes", "correct-😀😁-battery-staple", encodeURIComponent("correct-😀😁")],
    ["within a character", "correct-😀😁-battery-staple", encodeURIComponent("correct-😀😁").slice(0, -4)],
  ])("are cut off at the end of what is cut off %s", (_, secret, text) => {
    expect(knowing(secret).scrubAll([`a ${text}`], true).texts[0]).toBe("a ");
  });

  it("are hidden longest first, so that no end of one stays", () => {
    expect(knowing("pass", "password1").scrub("password1 pass")).toBe("[redacted] [redacted]");
  });

  it("are words of their own where they are short: a secret 'a' is not every a", () => {
    expect(knowing("a", "42").scrub("Value 'a' at 'data', 42 or 420")).toBe(
      "Value '[redacted]' at 'data', [redacted] or 420",
    );
  });

  it("are hidden in part too, where a message quotes a part", () => {
    const secrets = knowing("{ hunter2 }");
    expect(secrets.scrub(`can't parse 'hunter2' in "{ hunter2" or \`nothing\``)).toBe(
      `can't parse '[redacted]' in "[redacted]" or \`nothing\``,
    );
    expect(secrets.scrub('{"message":"at \\"hunter2\\""}')).toBe('{"message":"at \\"[redacted]\\""}');
    expect(knowing("my pass phrase").scrub("no such 'pass+phrase'")).toBe("no such '[redacted]'");
  });

  it("are found in UTF-16, which is binary here", () => {
    const [quoting, other] = ["no hunter2 here", "nothing here"].map((text) =>
      Buffer.from(text, "utf16le").toString("latin1"),
    );
    expect(knowing("hunter2").scrubBody(quoting ?? "", true, false)).toBeUndefined();
    expect(knowing("hunter2").scrubBody(other ?? "", true, false)?.texts).toEqual([other]);
  });

  it("hide the whole string if one seems to span two readings of base64", () => {
    const text = Buffer.from("ABCDEFGHIJKLMNO").toString("base64");
    const readings = [text, text.slice(1)].map((digits) => Buffer.from(digits, "base64"));
    const [ends, begins] = [readings[0]?.subarray(-4) ?? [], readings[1]?.subarray(0, 4) ?? []];
    expect(knowing(Uint8Array.of(...ends, ...begins)).scrub(`see ${text} there`)).toBe("[redacted]");
  });

  it("may hold cycles, streams and text that no URL can hold", () => {
    const cyclic: Record<string, unknown> = { stream: new ReadableStream() };
    cyclic["self"] = cyclic;
    cyclic["lone"] = "\ud800 lone";
    expect(knowing(cyclic).scrub("\ud800 lone")).toBe("[redacted]");
  });
});

describe("what stands around a secret gives it away", () => {
  it.each([
    "https://b.s3.amazonaws.com/k?X-Amz-Signature=SECRET&X-Amz-Security-Token=SECRET&X-Amz-Credential=SECRET&x=1",
    '{"Location":"https://b/k?a=1\\u0026X-Amz-Security-Token=SECRET\\u0026b=2"}',
    "<Url>https://b/k?X-Amz-Signature=SECRET&amp;b=2</Url>",
    "Action=CopyDBSnapshot&PreSignedUrl=https%3A%2F%2Frds%2F%3FX-Amz-Signature%3DSECRET%26X-Amz-Security-Token%3DSECRET%26x%3D1&b=2",
    "https://b/k?AWSAccessKeyId=SECRET&Signature=SECRET&Expires=1",
    "'SECRETx' no: Authorization: AWS4-HMAC-SHA256 Credential=SECRET/20250101/us-east-1, Signature=SECRET".slice(
      14,
    ),
    "GET\n/\n\nhost:x\nx-amz-security-token:SECRET\n\nhost",
    "<SignatureProvided>SECRET</SignatureProvided><CanonicalRequestBytes>53 45 43 SECRET</CanonicalRequestBytes>",
    "Authorization=Bearer SECRET, x",
    "Cookie:a=SECRET; b=SECRET",
    "connect ECONNREFUSED http://ada:SECRET@SECRET@proxy:3128/",
    "ada:SECRET@SECRET@proxy:3128 refused",
    "Command failed: /opt/creds --user ada --password SECRET --api-key=SECRET --role r",
    'handler "auth" of before-sign.s3.PutObject set the header "X-Api-Key" to "SECRET\\nSECRET". A value is ASCII',
    'handler "auth" of before-call.s3.PutObject returned "SECRET\\"SECRET": return { parsed }',
    'Headers.append: "SECRET\n" is an invalid header value.',
    "no such key: -----BEGIN RSA PRIVATE KEY-----\nSECRET\nSECRET==\n-----END RSA PRIVATE KEY----- in b",
  ])("in %s", (text) => {
    const scrubbed = new SecretValues().scrub(text);
    expect(scrubbed).not.toContain("SECRET");
    expect(scrubbed).toContain("[redacted]");
  });

  it("and what is around it stays", () => {
    const note =
      'handler "note" of before-sign.s3.PutObject set the header "x-note" to "two\\nlines". A value is ASCII';
    expect(new SecretValues().scrub(note)).toBe(note);
    expect(
      new SecretValues().scrub("https://b/k?X-Amz-Expires=60&X-Amz-Signature=abc&x=1 and signatures"),
    ).toBe("https://b/k?X-Amz-Expires=60&X-Amz-Signature=[redacted]&x=1 and signatures");
  });
});

describe("names that are secret", () => {
  it.each([
    "Authorization",
    "proxy-authorization",
    "Cookie",
    "set-cookie",
    "X-Amz-Security-Token",
    "x-amz-s3session-token",
    "x-amz-sso_bearer_token",
    "x-amz-server-side-encryption-customer-key",
    "x-amz-server-side-encryption-customer-key-MD5",
    "x-amz-copy-source-server-side-encryption-customer-key",
    "x-api-key",
    "X-Amz-Signature",
    "X-Amz-Credential",
    "x-amz-bearer",
    "x-amz-meta-password",
  ])("%s is a secret header or query parameter", (name) => expect(isSecretField(name)).toBe(true));

  it.each([
    "content-type",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-server-side-encryption-customer-algorithm",
    "x-amz-content-sha256",
    "x-amz-checksum-crc32",
    "next-token",
    "nextToken",
    "continuation-token",
    "X-Amz-SignedHeaders",
    "x-amzn-requestid",
    "etag",
  ])("%s is none", (name) => expect(isSecretField(name)).toBe(false));

  it.each([
    "SessionToken",
    "sessionToken",
    "db_password",
    "SecretAccessKey",
    "MasterUserPassword",
    "api-key",
    "privateKey",
    "Passwords",
    "passwd",
    "DD_API_TOKEN",
    "sharedSecret",
    "secret",
  ])("%s is a secret member", (name) => expect(isSecretMember(name)).toBe(true));

  it.each(["NextToken", "ClientToken", "SecretArn", "SecretId", "KeyId", "PasswordLastUsed", "Key", "Value"])(
    "%s is none",
    (name) => expect(isSecretMember(name)).toBe(false),
  );

  it.each([
    '{"a":{"sessionToken":"x"}}',
    "<SecretAccessKey>x</SecretAccessKey>",
    "Action=X&Password=x",
    '{"Payload":"{\\"password\\":\\"x\\"}"}',
    "Properties:\n  MasterUserPassword: x",
    "Environment:\n  - Name: DB_PASSWORD\n    Value: x",
    "<property>\n  <name>db.password</name>\n  <value>x</value>",
    "Tag.1.Key=password&Tag.1.Value=x",
    "-----BEGIN PRIVATE KEY-----\nMIIE",
    '{"key":"-----BEGIN OPENSSH PRIVATE KEY-----\\nb3Bl"}',
  ])("a body names one: %s", (body) => expect(namesSecretMember(body, false)).toBe(true));

  it.each([
    "-----BEGIN PUBLIC KEY-----\nMIIB",
    "- Name: passwords\n  - Name: value",
    "the password is of no value: 0",
  ])("a body names none: %s", (body) => expect(namesSecretMember(body, false)).toBe(false));

  it("a binary body names one without quotes", () => {
    expect(namesSecretMember("\u00a1lsessionTokenax", true)).toBe(true);
    expect(namesSecretMember("\u00a1isessionId", true)).toBe(false);
    expect(namesSecretMember(Buffer.from("db_password=x", "utf16le").toString("latin1"), true)).toBe(true);
  });
});
