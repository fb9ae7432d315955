import { getEventListeners } from "node:events";
import { type CloudWatch, CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { Emitter, EVENT_CATALOGUE, type EventType, eventsOf, RegistrationError, Session } from "../index.js";
import { definePlugin } from "../plugin.js";
import { ServiceEvents } from "./service-events.js";

const config = { region: "eu-west-1", credentials: { accessKeyId: "a", secretAccessKey: "b" } };
const types = Object.keys(EVENT_CATALOGUE) as EventType[];

describe("patterns of a client", () => {
  test.each([
    ["befor-sign.s3.PutObject", "UNKNOWN_EVENT_TYPE", 'did you mean "before-sign"?'],
    ["beforesign", "UNKNOWN_EVENT_TYPE", 'did you mean "before-sign"?'],
    ["x-*.s3", "UNKNOWN_EVENT_TYPE", '"x-*" isn\'t an event type'],
    ["creating-client-class.s3", "UNKNOWN_EVENT_TYPE", "Register it on session.events"],
    ["before-endpoint-resolution.s3.GetObject", "TOO_MANY_SEGMENTS", "2 segments (type and service)"],
    ["before-sign.s3.PutObject.x", "TOO_MANY_SEGMENTS", "3 segments (type, service and operation)"],
    ["*.s3.PutObject.x", "TOO_MANY_SEGMENTS", "at most 3 segments"],
  ])("%s is refused: %s", (pattern, code, message) => {
    const events = eventsOf(new LambdaClient(config));
    const register = (): unknown => events.register(pattern as string, () => {});
    expect(register).toThrow(expect.objectContaining({ code }));
    expect(register).toThrow(message);
    expect(() => events.unregister(pattern, () => {})).toThrow(message);
  });

  test("a detached client's takes registrations back, but no new ones", () => {
    const events = eventsOf(new LambdaClient(config));
    const handler = (): void => {};
    events.register("before-sign", handler);
    events.detach();
    expect(() => events.register("before-send", () => {})).toThrow(
      expect.objectContaining({ code: "DETACHED" }),
    );
    expect([events.unregister("before-sign", handler), events.unregister("before-sign", handler)]).toEqual([
      true,
      false,
    ]);
  });

  test("older service names, spanning segments too, and globs over event types are taken, here by a session", () => {
    const { events } = new Session();
    for (const pattern of [
      "before-sign.logs.PutLogEvents",
      "before-sign.runtime.sagemaker.InvokeEndpoint",
      "before-*",
      "*.{s3,sqs}.*",
      "!(needs-retry).s3",
    ]) {
      events.register(pattern as string, () => {});
    }
    expect(events.list().map(({ pattern }) => pattern)).toEqual([
      "before-sign.cloudwatch-logs.PutLogEvents",
      "before-sign.sagemaker-runtime.InvokeEndpoint",
      "before-*",
      "*.{s3,sqs}.*",
      "!(needs-retry).s3",
    ]);
  });

  test("event types of a plugin's own are known once they are declared, on copies too", async () => {
    const session = new Session();
    session.events.use(
      definePlugin({
        name: "cache",
        register(events) {
          events.declareEvents("cache-hit");
          events.register("cache-hit.s3" as string, () => "hit");
        },
      }),
    );
    const events = eventsOf(session.client(LambdaClient, config));
    events.register("cache-hit" as string, () => "all");
    expect((await events.emit("cache-hit.s3", { key: "a" })).map(({ response }) => response)).toEqual([
      "hit",
      "all",
    ]);
    expect(() => events.declareEvents("a.b")).toThrow("has a dot");
  });

  test.each(["config", "events", "runtime"])(
    "the event type %s is refused: it begins an older service name",
    (type) => {
      const events = eventsOf(new LambdaClient(config));
      expect(() => events.declareEvents("fine", type)).toThrow(RegistrationError);
      expect(() => events.declareEvents("fine", type)).toThrow(
        /is an older name of the service ".+" and is translated to it/,
      );
      expect(() => events.register("fine" as string, () => {})).toThrow('"fine" isn\'t an event type');
    },
  );

  test("a misspelt type gets the name of the one that is meant, also where it was declared, and also by explain", () => {
    const events = eventsOf(new LambdaClient(config));
    events.declareEvents("cache-hit");
    for (const misspell of [
      (name: string) => events.register(name, () => {}),
      (name: string) => events.explain(name),
    ]) {
      expect(() => misspell("cache-hitt.s3")).toThrow('did you mean "cache-hit"?');
      expect(() => misspell("before-sing.s3.PutObject")).toThrow('did you mean "before-sign"?');
      expect(() => misspell("toString.s3.PutObject")).toThrow('"toString" isn\'t an event type');
    }
    expect(events.explain("cache-hit.s3")).toEqual([]);
    expect(events.explain("creating-client-class.s3")).toEqual([]);
  });

  test("a plugin finds on an emitter without a client all that it finds on a client's", () => {
    const seen: unknown[] = [];
    const cache = definePlugin({
      name: "cache",
      register(events) {
        events.declareEvents("cache-hit");
        events
          .for<CloudWatch>()
          .register("before-sign.cloudwatch.PutMetricData", () => seen.push("before-sign"));
        events.register("cache-hit" as string, () => seen.push("cache-hit"));
      },
    });
    const emitter = new Emitter();
    emitter.use(cache);
    emitter.emit("before-sign.cloudwatch.PutMetricData");
    emitter.emit("cache-hit.s3", { key: "a" });
    expect(seen).toEqual(["before-sign", "cache-hit"]);
    expect(() => emitter.declareEvents("a.b")).toThrow("has a dot");

    const members = Object.getOwnPropertyNames(ServiceEvents.prototype);
    expect(members).toContain("declareEvents");
    expect(members.filter((name) => !(name in emitter))).toEqual([]);
  });
});

describe("a session", () => {
  test("gives each client a copy of its handlers, isolated from then on", () => {
    const session = new Session();
    session.events.register("before-sign", function shared() {});
    const first = session.client(CloudWatchClient, config);
    session.events.register("before-send", function later() {});
    const second = session.client(DynamoDBClient, config);
    eventsOf(first).register("after-call", function own() {});
    const names = (client: CloudWatchClient | DynamoDBClient) =>
      eventsOf(client)
        .list()
        .map(({ handlerName }) => handlerName);
    expect([names(first), names(second)]).toEqual([
      ["shared", "own"],
      ["shared", "later"],
    ]);
    expect(session.events.list()).toHaveLength(2);
  });

  test("is not held by its signals for clients that are detached", () => {
    const session = new Session();
    const { signal } = new AbortController();
    session.events.register("before-sign", () => {}, { signal });
    const clients = [1, 2, 3].map(() => eventsOf(session.client(LambdaClient, config)));
    expect(getEventListeners(signal, "abort")).toHaveLength(4);
    for (const events of clients) events.detach();
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
  });

  test("knows what its clients' events have matched; a client has no pattern that only a session's match", () => {
    const session = new Session();
    session.events.use(
      definePlugin({
        name: "cache",
        register(events) {
          events.declareEvents("cache-hit");
          events.register("cache-hit.s3" as string, () => {});
        },
      }),
    );
    session.events.register("creating-client-class.s3", () => {}, { uniqueId: "id" });
    session.events.register("creating-*", () => {});
    session.events.register("before-sign.lambda.Invoke", () => {});
    session.events.register("*.lamda", () => {});
    const first = eventsOf(session.client(LambdaClient, config));
    const second = eventsOf(session.client(LambdaClient, config));
    expect(first.unmatched()).toEqual(["cache-hit.s3", "before-sign.lambda.Invoke", "*.lamda"]);
    expect(first.list()).toHaveLength(3);
    first.register("before-send", () => {}, { uniqueId: "id" });
    expect(first.list()).toHaveLength(4);
    first.emit("before-sign.lambda.Invoke");
    second.emit("cache-hit.s3", { key: "a" });
    expect(first.unmatched()).toEqual(["cache-hit.s3", "*.lamda", "before-send"]);
    expect(session.events.unmatched()).toEqual(["creating-client-class.s3", "*.lamda"]);
    expect(session.events.copy().unmatched()).toHaveLength(5);
  });

  test("emits creating-client-class, whose handlers add members and change the configuration", async () => {
    const session = new Session();
    const seen: unknown[] = [];
    session.events.register(
      "creating-client-class.cloudwatch",
      ({ eventName, attributes, config: options, clientClass }) => {
        seen.push(eventName, clientClass);
        options["region"] = "us-west-2";
        attributes["regionName"] = function (this: CloudWatchClient) {
          return this.config.region();
        };
      },
    );
    const client: CloudWatchClient & { regionName?(): Promise<string> } = session.client(
      CloudWatchClient,
      config,
    );
    expect(seen).toEqual(["creating-client-class.cloudwatch", CloudWatchClient]);
    expect(client).toBeInstanceOf(CloudWatchClient);
    expect(client.constructor.name).toBe("CloudWatchClient");
    expect(await client.regionName?.()).toBe("us-west-2");
    expect(config.region).toBe("eu-west-1");
    expect(session.client(LambdaClient, config)).not.toHaveProperty("regionName");
  });

  test("refuses what is no class and what makes no client, and handlers that are asynchronous", () => {
    const session = new Session();
    expect(() => session.client("cloudwatch" as unknown as typeof LambdaClient, config)).toThrow(
      "session.client(CloudWatchClient, config)",
    );
    expect(() => session.client(Date as unknown as typeof LambdaClient, config)).toThrow(
      expect.objectContaining({ code: "INVALID_CLIENT" }),
    );
    // @ts-expect-error it doesn't compile either
    session.events.register("creating-client-class", async () => {});
    expect(() => session.client(LambdaClient, config)).toThrow(
      expect.objectContaining({ code: "ASYNC_HANDLER" }),
    );
  });
});

test("the catalogue has all events of a call in running order", () => {
  expect(types).toEqual([
    "creating-client-class",
    "provide-client-params",
    "before-parameter-build",
    "before-endpoint-resolution",
    "before-call",
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
    "after-call",
    "after-call-error",
  ]);
});
