import { expect, it } from "vitest";
import { redactMembers } from "./redact-members.js";
import { SecretValues } from "./secret-values.js";
import { loadSensitiveMembers } from "./sensitive-members.js";

const members = await loadSensitiveMembers();

it("knows what botocore marks at each place of an input and an output", () => {
  const { output } = members.operation("cognito-identity-provider", "ListDevices");
  const attribute = output?.member("Devices")?.member("0")?.member("DeviceAttributes")?.member("3");
  expect(attribute?.member("Value")?.isSensitive).toBe(true);
  expect(attribute?.member("Name")).toBeUndefined();
  expect(
    members.operation("cognito-identity-provider", "ListDevices").input?.member("AccessToken"),
  ).toMatchObject({
    isSensitive: true,
  });
  expect(members.operation("sts", "AssumeRole").output?.member("Credentials")).toMatchObject({
    isSensitive: false,
  });
});

it("knows the errors, and shapes that contain themselves", () => {
  expect(
    members.operation("account", "PutAccountName").error("ValidationException")?.member("message"),
  ).toMatchObject({
    isSensitive: true,
  });
  expect(members.operation("account", "PutAccountName").error("TooManyRequestsException")).toBeUndefined();
  const insight = members
    .operation("pi", "GetPerformanceAnalysisReport")
    .output?.member("AnalysisReport")
    ?.member("Insights")
    ?.member("0");
  const deeper = insight
    ?.member("SupportingInsights")
    ?.member("0")
    ?.member("SupportingInsights")
    ?.member("0");
  expect(deeper?.member("Description")?.isSensitive).toBe(true);
});

it("knows nothing of services and operations that nobody has marked anything of", () => {
  for (const [service, operation] of [
    ["s3", "ListBuckets"],
    ["none", "Such"],
    ["constructor", "toString"],
  ] as const) {
    const { input, output, error } = members.operation(service, operation);
    expect([input, output, error("Error")]).toEqual([undefined, undefined, undefined]);
  }
});

it("adds what no model marks, at any depth", () => {
  const { output } = members.operation("api-gateway", "GetApiKeys");
  expect(output?.member("items")?.member("0")?.member("value")).toMatchObject({ isSensitive: true });
  expect(output?.member("items")?.member("0")?.member("name")?.isSensitive).not.toBe(true);
  expect(members.botocoreVersion).toMatch(/^\d+\.\d+\.\d+$/);
});

const SECRET = "hunter2-hunter2";

it.each<[service: string, operation: string, root: "input" | "output", members: object]>([
  ["ssm", "StartSession", "output", { SessionId: "s", TokenValue: SECRET }],
  ["ssm", "CreateActivation", "output", { ActivationId: "a", ActivationCode: SECRET }],
  ["codebuild", "CreateWebhook", "output", { webhook: { url: "https://h", secret: SECRET } }],
  [
    "codepipeline",
    "PutWebhook",
    "input",
    { webhook: { authenticationConfiguration: { SecretToken: SECRET } } },
  ],
  ["elasticache", "CreateUser", "input", { UserName: "u", Passwords: [SECRET] }],
  ["memorydb", "CreateUser", "input", { AuthenticationMode: { Type: "password", Passwords: [SECRET] } }],
  ["firehose", "UpdateDestination", "input", { SplunkDestinationUpdate: { HECToken: SECRET } }],
  ["direct-connect", "DescribeVirtualInterfaces", "output", { virtualInterfaces: [{ authKey: SECRET }] }],
  ["sns", "CreatePlatformApplication", "input", { Name: "n", Attributes: { PlatformCredential: SECRET } }],
  ["appsync", "ListApiKeys", "output", { apiKeys: [{ id: SECRET, expires: 1 }] }],
  ["cognito-identity-provider", "ConfirmSignUp", "input", { ConfirmationCode: SECRET }],
  ["connectparticipant", "SendMessage", "input", { ConnectionToken: SECRET, Content: "hello" }],
  ["iot-wireless", "GetWirelessDevice", "output", { LoRaWAN: { OtaaV1_1: { AppKey: SECRET } } }],
  ["appflow", "CreateConnectorProfile", "input", { profile: { Dynatrace: { apiToken: SECRET } } }],
])("a credential that no model marks is hidden: %s %s", (service, operation, root, given) => {
  const sensitive = members.operation(service, operation)[root];
  const { show } = redactMembers(root, given, given, { values: new SecretValues(), sensitive });
  const shown = JSON.stringify(show().shown);
  expect(JSON.stringify(given)).toContain(SECRET);
  expect(shown).not.toContain(SECRET);
  expect(shown.replace(/\[?"\[redacted\]"\]?/, "")).toBe(
    JSON.stringify(given).replace(/\[?"hunter2-hunter2"\]?/, ""),
  );
});
