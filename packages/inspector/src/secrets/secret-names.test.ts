import { describe, expect, it } from "vitest";
import { maskCanonical, maskHeader, maskUrl, maskValue } from "./mask.js";
import { isSecretMember } from "./secret-names.js";

describe("members", () => {
  it.each([
    ["secrets-manager", "SecretString"],
    ["secrets-manager", "SecretBinary"],
    ["cognito-identity-provider", "Password"],
    ["cognito-identity-provider", "AccessToken"],
    ["cognito-identity-provider", "RefreshToken"],
    ["sts", "SessionToken"],
    ["sts", "SecretAccessKey"],
    ["kms", "Plaintext"],
    ["iam", "Password"],
    ["s3", "SSECustomerKey"],
    ["rds", "MasterUserPassword"],
    ["ecr", "authorizationToken"],
    ["sso-oidc", "clientSecret"],
    [undefined, "api_key"],
    [undefined, "my-password"],
  ])("%s %s is a secret", (service, name) => {
    expect(isSecretMember(service, name)).toBe(true);
  });

  it.each([
    ["dynamodb", "NextToken"],
    ["s3", "ContinuationToken"],
    ["ec2", "ClientToken"],
    ["dynamodb", "ClientRequestToken"],
    ["secrets-manager", "SecretId"],
    ["secrets-manager", "SecretList"],
    ["cloudwatch-logs", "sequenceToken"],
    ["cloudwatch-logs", "nextForwardToken"],
    ["iam", "PasswordLastUsed"],
    ["iam", "PasswordPolicy"],
    ["bedrock-runtime", "maxTokens"],
    ["bedrock-runtime", "inputTokens"],
    ["dynamodb", "TableName"],
  ])("%s %s is none", (service, name) => {
    expect(isSecretMember(service, name)).toBe(false);
  });
});

it("a document is masked where its secrets are, and says where", () => {
  const masked = maskValue("sts", {
    Credentials: { AccessKeyId: "AKID", SecretAccessKey: "s", SessionToken: "t" },
    "a/b~c": [{ Password: "p" }, { PasswordCount: 3, Password: null }],
  });
  expect(JSON.parse(JSON.stringify(masked))).toEqual({
    value: {
      Credentials: { AccessKeyId: "AKID", SecretAccessKey: "••••••", SessionToken: "••••••" },
      "a/b~c": [{ Password: "••••••" }, { PasswordCount: 3, Password: null }],
    },
    secrets: ["/Credentials/SecretAccessKey", "/Credentials/SessionToken", "/a~1b~0c/0/Password"],
  });
});

it("headers, URLs and canonical requests are masked", () => {
  expect(maskHeader("s3", "X-Amz-Security-Token", "t")).toBe("••••••");
  expect(maskHeader("s3", "authorization", "Bearer abc def")).toBe("Bearer ••••••");
  expect(maskHeader("s3", "authorization", "abc")).toBe("••••••");
  expect(maskHeader("s3", "authorization", "AWS AKID:sig=")).toBe("AWS AKID:••••••");
  expect(maskHeader("s3", "x-amz-server-side-encryption-customer-key", "k")).toBe("••••••");
  expect(maskHeader("s3", "content-type", "k")).toBe("k");
  expect(maskUrl("s3", "/b/k?X-Amz-Security-Token=t&a=1&X-Amz-Signature=s")).toBe(
    "/b/k?X-Amz-Security-Token=••••••&a=1&X-Amz-Signature=••••••",
  );
  expect(
    maskCanonical("s3", "GET\n/\nX-Amz-Security-Token=t&a=1\nhost:h\nx-amz-security-token:t\n\nhost\nhash"),
  ).toBe("GET\n/\nX-Amz-Security-Token=••••••&a=1\nhost:h\nx-amz-security-token:••••••\n\nhost\nhash");
});
