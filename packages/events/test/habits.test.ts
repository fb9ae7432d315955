import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { describe, expect, test, vi } from "vitest";
import { eventsOf, Session } from "../src/index.js";
import { checkEventPattern, definePlugin, type Plugin } from "../src/plugin.js";
import { startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

describe("names that no event of a client has", () => {
  const events = eventsOf(new S3Client({}));

  test.each([
    ["before-sign.S3.PutObject", "before-sign.s3.PutObject"],
    ["before-sign.S3", "before-sign.s3"],
    ["before-sign.s3.putObject", "before-sign.s3.PutObject"],
    ["before-sign.s3.put_object", "before-sign.s3.PutObject"],
    ["before-sign.*.PutObjectCommand", "before-sign.*.PutObject"],
    ["before-sign.S-3.list_objects_v2", "before-sign.s3.ListObjectsV2"],
  ])("%s is refused with the right one", (wrong, right) => {
    expect(() => events.register(wrong as string, () => {})).toThrow(
      expect.objectContaining({
        code: "NEVER_MATCHES",
        message: expect.stringContaining(`Write "${right}"`),
      }),
    );
  });

  test.each([
    ["before-sign.S3.PutObject", 'the service is called "s3" in events. Write "before-sign.s3.PutObject"'],
    ["before-sign.CloudWatch", 'Write "before-sign.cloudwatch"'],
    ["before-sign.s3.put_object", 'operations have the API\'s names. Write "before-sign.s3.PutObject"'],
    ["before-sign.s3.PutObjectCommand", 'Write "before-sign.s3.PutObject"'],
    ["before-sign.*.putObject", 'Write "before-sign.*.PutObject"'],
    ["before-sign.dynamo*.getItem", 'Write "before-sign.dynamo*.GetItem"'],
  ])("%s is refused on a session, and as a plugin's option", (wrong, message) => {
    const error = expect.objectContaining({
      code: "NEVER_MATCHES",
      message: expect.stringContaining(message),
    });
    const { events: all } = new Session();
    expect(() => all.register(wrong as string, () => {})).toThrow(error);
    expect(() => checkEventPattern(wrong)).toThrow(error);
  });

  test("a session takes operations whose own names end in Command, of any service", () => {
    const { events: all } = new Session();
    for (const pattern of [
      "before-sign.ssm.SendCommand",
      "before-sign.*.SendCommand",
      "before-sign.{ssm,ecs}.*Command",
    ])
      expect(all.register(pattern as string, () => {})()).toBe(true);
  });

  test("a glob and a plugin's patterns are taken", () => {
    for (const pattern of ["before-sign.s3.put*", "before-sign.*.Put{Object,BucketAcl}"])
      expect(events.register(pattern as string, () => {})()).toBe(true);
    const uninstall = events.use(
      definePlugin({
        name: "p",
        register: (all) => void all.register("before-sign.S3.putObject" as string, () => {}),
      }),
    );
    expect(uninstall()).toBe(true);
  });

  test("an operation whose own name ends in Command is taken", () => {
    const ofSsm = eventsOf(new LambdaClient({ serviceId: "SSM" }));
    for (const pattern of ["before-call.ssm.SendCommand", "before-call.*.CancelCommand"] as const)
      expect(ofSsm.register(pattern, () => {})()).toBe(true);
    expect(() => ofSsm.register("before-call.ssm.sendCommand" as string, () => {})).toThrow(
      'Write "before-call.ssm.SendCommand"',
    );
  });

  test.each([
    ["before-call.iam", "before-call.s3"],
    ["*.iam", "*.s3"],
    ["before-call.iam.ListUsers", "before-call.s3.<operation>"],
    ["before-call.iam.*", "before-call.s3.*"],
    ["before-call.logs.Put*", "before-call.s3.Put*"],
    ["before-call.dynamo*", "before-call.s3"],
    ["before-call.!(s3)", "before-call.s3"],
    ["before-endpoint-resolution.{sqs,sns}", "before-endpoint-resolution.s3"],
  ])("%s of another service is refused with this client's own", (wrong, right) => {
    expect(() => events.register(wrong as string, () => {})).toThrow(
      expect.objectContaining({
        code: "NEVER_MATCHES",
        message: expect.stringContaining(
          `matches nothing: this client's service is called "s3" in events. Write "${right}". A plugin or a session takes patterns of several services`,
        ),
      }),
    );
    expect(events.unregister(wrong as string, () => {})).toBe(false);
  });

  test("a session, a plugin and declared event types take every service, and the client can unregister their handlers", () => {
    const [ofSession, ofPlugin] = [vi.fn(), vi.fn()];
    const session = new Session();
    session.events.register("before-call.iam.ListUsers", ofSession);
    session.events.register("before-call.dynamo*", ofSession, { uniqueId: "glob" });
    const own = eventsOf(session.client(S3Client));
    own.use(definePlugin({ name: "p", register: (all) => void all.register("before-call.sqs", ofPlugin) }));
    own.declareEvents("cache-hit");
    own.register("cache-hit.iam.ListUsers" as string, ofPlugin);
    expect(own.unregister("before-call.iam.ListUsers", ofSession)).toBe(true);
    expect(own.unregister("before-call.dynamo*", { uniqueId: "glob" })).toBe(true);
    expect(own.unregister("before-call.sqs", ofPlugin)).toBe(true);
    expect(own.list().map(({ pattern }) => pattern)).toEqual(["cache-hit.iam.ListUsers"]);
  });

  test("a service whose own name is an older one of another takes patterns of either", async () => {
    const { config, requests } = await startEndpoint();
    const client = new LambdaClient({ ...config, serviceId: "CloudWatch Events" });
    const handler = vi.fn();
    for (const service of ["events", "eventbridge", "cloudwatch-events"])
      eventsOf(client).register(`before-call.${service}`, handler);
    await client.send(invoke);
    expect(requests).toHaveLength(1);
    expect(handler).toHaveBeenCalledTimes(3);
  });
});

describe("habits of boto3", () => {
  test.each([
    ["url", "setUrl(request, url)"],
    ["data", "request.body"],
    ["params", "request.query"],
  ])("writing request.%s is refused, with what to use", async (member, instead) => {
    const { lambda, requests } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-sign", ({ request }) => void Reflect.set(request, member, "x"));
    await expect(client.send(invoke)).rejects.toThrow(
      expect.objectContaining({
        code: "INVALID_REQUEST",
        message: expect.stringContaining(`Use ${instead}`),
      }),
    );
    expect(requests).toHaveLength(0);
  });

  test('writing context["signing"] is refused, with what to use', async () => {
    const { lambda, requests } = await startEndpoint();
    const client = lambda();
    eventsOf(client).register("before-sign", ({ context }) => {
      context["signing"] = { region: "eu-west-1" };
    });
    await expect(client.send(invoke)).rejects.toThrow(
      expect.objectContaining({
        code: "INVALID_SIGNING",
        message: expect.stringContaining("Set signing.credentials"),
      }),
    );
    expect(requests).toHaveLength(0);
  });

  test("a session has what its clients share, and a client may have it otherwise", async () => {
    const session = new Session({ region: "eu-central-1", maxAttempts: 7 });
    const regions = [
      session.client(CloudWatchClient),
      session.client(CloudWatchClient, { region: "eu-west-1" }),
      session.client(LambdaClient, {}),
      // Such as an environment variable that isn't set. boto3's session does the same for `region_name=None`.
      session.client(LambdaClient, { region: undefined } as object),
    ].map(({ config }) => config.region());
    const expected = ["eu-central-1", "eu-west-1", "eu-central-1", "eu-central-1"];
    expect(await Promise.all(regions)).toEqual(expected);
    session.events.register("creating-client-class", ({ config }) => {
      expect(config).toMatchObject({ region: "eu-central-1", maxAttempts: 7 });
      config["region"] = "us-west-2";
    });
    expect(await session.client(CloudWatchClient).config.region()).toBe("us-west-2");
    expect(() => new Session("eu-west-1" as never)).toThrow('such as { region: "eu-west-1" }');
  });
});

test("use() installs several plugins, in a row or as an array, and what it gives removes them all", () => {
  const events = eventsOf(new S3Client({}));
  const plugin = (name: string) =>
    definePlugin({ name, register: (all) => void all.register("before-sign", () => {}) });
  const installed = (): unknown[] => events.list().map((handler) => handler.plugin);
  const off = events.use(plugin("a"), plugin("b"));
  const offMore = events.use([plugin("c"), plugin("b")]);
  expect(installed()).toEqual(["a", "b", "c"]);
  expect(off()).toBe(true);
  expect(installed()).toEqual(["c"]);
  expect(offMore()).toBe(true);
  expect(installed()).toEqual([]);
  expect(off()).toBe(false);
  events.use(plugin("a"));
  // What was installed before stays where a later one can't be.
  expect(() => events.use(plugin("a"), plugin("b"), { name: "broken" } as never)).toThrow("needs a function");
  expect(installed()).toEqual(["a"]);
});

test("use() takes the members of an empty list, but not an empty array", () => {
  const events = eventsOf(new S3Client({}));
  const none: Plugin[] = [];
  expect(events.use(...none)()).toBe(false);
  expect(() => events.use(none)).toThrow("not an array");
});

test.each([
  ["a class", S3Client, "Make a client: eventsOf(new S3Client({}))"],
  ["a command", invoke, "That's a command"],
  ["a client of SDK v2", { config: {}, makeRequest() {} }, "That's a client of SDK v2"],
  ["a document client of SDK v2", { service: {}, attrValue: {} }, "That's a client of SDK v2"],
  ["a mock", { onAnyCommand() {} }, "That's a mock"],
  ["a session", new Session(), "[object Session]. That's a session. Use session.events"],
  ["what eventsOf returned", eventsOf(new S3Client({})), "[object ClientEvents]"],
  [
    "a client of something else",
    { config: {}, middlewareStack: { add() {} } },
    "eventsOf needs an AWS SDK v3 client",
  ],
])("%s given to eventsOf is refused in words that name the mistake", (_, given, words) => {
  expect(() => eventsOf(given as never)).toThrow(
    expect.objectContaining({ code: "INVALID_CLIENT", message: expect.stringContaining(words) }),
  );
});

test("the events at the end of a call tell how many attempts there were", async () => {
  const { config, inspector } = await startEndpoint();
  const client = new LambdaClient({ ...config, maxAttempts: 3 });
  const events = eventsOf(client);
  const seen: unknown[] = [];
  events.register(
    "after-call",
    ({ attempts, error }) => void seen.push(["after-call", attempts, error?.name]),
  );
  events.register("after-call-error", ({ attempts }) => void seen.push(["after-call-error", attempts]));
  inspector.respond("500", "200");
  await client.send(invoke);
  inspector.respond("404:ResourceNotFoundException");
  await client.send(invoke).catch(() => {});
  inspector.respond("drop", "drop", "drop");
  await client.send(invoke).catch(() => {});
  expect(seen).toEqual([
    ["after-call", 2, undefined],
    ["after-call", 1, "ResourceNotFoundException"],
    ["after-call-error", 3],
  ]);
});

test("what a handler answers in the wrong shape is shown by its members", async () => {
  const { lambda } = await startEndpoint();
  const client = lambda();
  eventsOf(client).register("before-call", () => ({ Body: "x", StatusCode: 200 }) as never);
  await expect(client.send(invoke)).rejects.toThrow(
    'returned an object with "Body", "StatusCode": return { parsed: { ... }, httpResponse: { statusCode: 200 } } to answer the call, or nothing',
  );
});
