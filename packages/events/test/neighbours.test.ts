import { randomUUID } from "node:crypto";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PollyClient, SynthesizeSpeechCommand } from "@aws-sdk/client-polly";
import { S3Client } from "@aws-sdk/client-s3";
import { getSynthesizeSpeechUrl } from "@aws-sdk/polly-request-presigner";
import { Signer } from "@aws-sdk/rds-signer";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { HttpRequest } from "@smithy/core/protocols";
import { getRetryPlugin } from "@smithy/core/retry";
import { InvokeCommand as OlderInvokeCommand } from "older-client-lambda";
import { DynamoDBDocumentClient, GetCommand } from "older-lib-dynamodb";
import { describe, expect, test } from "vitest";
import { eventsOf, isPresigned, UNSIGNED } from "../src/index.js";
import { entriesOf, rejection, startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

/** The names of a client's middlewares. `identify()` leaves out those that only a command's middlewares give a place. */
function namesIn({ middlewareStack }: LambdaClient): string[] {
  return entriesOf(middlewareStack).map((entry) => (entry as [unknown, { name: string }])[1].name);
}

/** The SDK refuses a stack with an entry that stands next to one that is gone. It has such entries at these itself. */
const ANCHORS = ["retryMiddleware", "httpAuthSchemeMiddleware"];

/** Sends a command of another version of the client's package: the types of the two are not related. */
function sendOther(client: object, command: object): Promise<{ $metadata: { httpStatusCode?: number } }> {
  return (client as { send(command: object): Promise<{ $metadata: { httpStatusCode?: number } }> }).send(
    command,
  );
}

describe("somebody changes the stack after handlers were registered", () => {
  const changes: [string, (client: LambdaClient, command: InvokeCommand) => unknown][] = [
    [
      "removes the middleware of the SDK's logger",
      ({ middlewareStack }) => middlewareStack.remove("loggerMiddleware"),
    ],
    [
      "replaces the SDK's retries by name",
      ({ middlewareStack }) =>
        middlewareStack.add((next) => (args) => next(args), {
          name: "retryMiddleware",
          step: "finalizeRequest",
          priority: "high",
          override: true,
        }),
    ],
    [
      "uses a plugin of the SDK again",
      ({ middlewareStack, config }) => middlewareStack.use(getRetryPlugin(config)),
    ],
    [
      "uses a plugin of the SDK on a command",
      ({ config }, { middlewareStack }) => middlewareStack.use(getRetryPlugin(config)),
    ],
  ];

  test.each(changes)("who %s: the call runs its handlers", async (_, change) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    const seen: string[] = [];
    events.register("before-sign", ({ request, eventName }) => {
      request.headers["x-a"] = "b";
      seen.push(eventName);
    });
    const command = new InvokeCommand({ FunctionName: "f", Payload: "{}" });
    change(client, command);
    events.register("after-call", ({ eventName }) => void seen.push(eventName));
    expect((await client.send(command)).StatusCode).toBe(200);
    expect(seen).toEqual(["before-sign.lambda.Invoke", "after-call.lambda.Invoke"]);
    expect(requests.map(({ headers }) => headers["x-a"])).toEqual(["b"]);
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test.each([false, true])(
    "who removes one or two of the SDK's middlewares: the call ends as without us (cacheMiddleware: %s)",
    async (cacheMiddleware) => {
      const { inspector, requests, config } = await startEndpoint();
      const credentials = async (): Promise<typeof inspector.credentials> => inspector.credentials;
      const endingWithout = async (names: readonly string[], attach: boolean): Promise<unknown> => {
        const client = new LambdaClient({ ...config, credentials, cacheMiddleware });
        if (attach) eventsOf(client).register("*", () => {});
        const sent = requests.length;
        const removed = names.map((name) => client.middlewareStack.remove(name));
        // Without some of them the SDK throws at once.
        const call = await (async () => client.send(invoke))().then(
          (output) => output?.StatusCode,
          ({ name, message }: Error) => `${name}: ${message}`,
        );
        const signatures = requests.slice(sent).map(({ signature }) => signature.state);
        return { names, removed, call, signatures };
      };
      const names = namesIn(new LambdaClient(config));
      // The two that entries of ours stand next to.
      const isAnchor = (name: string): boolean => ANCHORS.includes(name);
      expect(names.filter(isAnchor)).toHaveLength(ANCHORS.length);
      const removable = names.filter((name) => !isAnchor(name));
      for (const [index, first] of removable.entries()) {
        for (const second of removable.slice(index)) {
          const bare = await endingWithout([first, second], false);
          expect(await endingWithout([first, second], true)).toEqual(bare);
        }
      }
    },
  );

  test("who removes those that ours stand next to has done it before: ours stand elsewhere", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    for (const name of [...ANCHORS, "httpSigningMiddleware"]) client.middlewareStack.remove(name);
    const seen: unknown[] = [];
    eventsOf(client).register("*", ({ eventName }) => void seen.push(eventName.split(".")[0]));
    expect((await client.send(invoke)).StatusCode).toBe(200);
    expect(seen).toContain("before-sign");
    expect(seen.at(-1)).toBe("after-call");
    expect(requests.map(({ signature }) => signature.state)).toEqual(["absent"]);
  });
});

test.each([
  [false, "a function"],
  [true, "a function"],
  [false, "keys"],
] as const)(
  "what others put next to the SDK's middlewares runs as without us (cacheMiddleware: %s, credentials: %s)",
  async (cacheMiddleware, kind) => {
    const { inspector, requests, config } = await startEndpoint();
    const credentials = kind === "keys" ? inspector.credentials : async () => inspector.credentials;
    const run = async (attach: boolean): Promise<unknown> => {
      const client = new LambdaClient({ ...config, credentials, cacheMiddleware });
      if (attach) eventsOf(client).register("*", () => {});
      const order: string[] = [];
      for (const toMiddleware of [...namesIn(client), "endpointV2Middleware"]) {
        if (toMiddleware.startsWith("tucuxi.")) continue;
        for (const relation of ["before", "after"] as const) {
          const place = `${relation} ${toMiddleware}`;
          client.middlewareStack.addRelativeTo(
            <Args, Answer>(next: (args: Args) => Answer) =>
              (args: Args) => {
                order.push(place);
                const { input } = args as { input: { FunctionName: string } };
                return next({ ...args, input: { ...input, FunctionName: `${input.FunctionName}x` } });
              },
            { name: place, relation, toMiddleware },
          );
        }
      }
      inspector.clear();
      inspector.respond("500");
      const { StatusCode } = await client.send(invoke);
      return { StatusCode, order, paths: requests.map(({ path }) => path) };
    };
    const bare = await run(false);
    expect(await run(true)).toEqual(bare);
  },
);

test("a middleware that passes on the input alone doesn't split the call's context", async () => {
  const { requests, lambda } = await startEndpoint();
  const client = lambda();
  const events = eventsOf(client);
  events.register("before-parameter-build", ({ context }) => Object.assign(context, { tenant: "a" }));
  events.register("before-sign", ({ request, context }) => {
    request.headers["x-seen"] = `${context["tenant"]} ${isPresigned(context)}`;
  });
  client.middlewareStack.add((next) => (args) => next({ input: args.input }), { step: "initialize" });
  await client.send(invoke);
  expect(requests[0]?.headers["x-seen"]).toBe("a false");
});

test("the middlewares of others are found by reference, and ours are seen by name", async () => {
  const client = new LambdaClient({ region: "us-east-1" });
  const references = new Set<Parameters<typeof client.middlewareStack.remove>[0]>();
  const collect = (middleware: Parameters<typeof client.middlewareStack.remove>[0]): void =>
    void references.add(middleware);
  const copy = client.middlewareStack.clone();
  copy.add = collect;
  copy.addRelativeTo = collect;
  client.middlewareStack.applyToStack(copy);
  const before = client.middlewareStack.identify();
  // Some stand at a place that only a command's middlewares give them.
  expect(references.size).toBeGreaterThanOrEqual(before.length);

  const events = eventsOf(client);
  events.register("*", () => {});
  const after = client.middlewareStack.identify();
  const ours = after.filter((entry) => !before.includes(entry));
  expect(ours).not.toEqual([]);
  for (const entry of ours) expect(entry).toMatch(/^tucuxi\./);
  expect(after.filter((entry) => before.includes(entry))).toEqual(before);
  for (const reference of references) expect(client.middlewareStack.remove(reference)).toBe(true);
  for (const entry of client.middlewareStack.identify()) expect(ours).toContain(entry);
  events.detach();
  expect(client.middlewareStack.identify()).toEqual([]);
});

describe("a current client and a command of an older copy of the SDK", () => {
  test.each([
    ["with handlers", false, true],
    ["with handlers and cacheMiddleware", true, true],
    ["with cacheMiddleware and no handler", true, false],
  ])("%s", async (_, cacheMiddleware, hasHandlers) => {
    const { requests, config } = await startEndpoint();
    const client = new LambdaClient({ ...config, cacheMiddleware });
    const events = eventsOf(client);
    const seen: string[] = [];
    if (hasHandlers) {
      events.register("before-sign", ({ request, eventName }) => {
        request.headers["x-a"] = "b";
        seen.push(eventName);
      });
      events.register("after-call", ({ eventName }) => void seen.push(eventName));
    }
    const { $metadata } = await sendOther(
      client,
      new OlderInvokeCommand({ FunctionName: "f", Payload: "{}" }),
    );
    expect($metadata.httpStatusCode).toBe(200);
    expect(seen).toEqual(hasHandlers ? ["before-sign.lambda.Invoke", "after-call.lambda.Invoke"] : []);
    expect(requests.map(({ headers }) => headers["x-a"])).toEqual([hasHandlers ? "b" : undefined]);
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("also one of an older document client", async () => {
    const { inspector, requests, dynamodb } = await startEndpoint();
    const document = DynamoDBDocumentClient.from(dynamodb());
    const seen: unknown[] = [];
    eventsOf(document).register("*", ({ eventName }) => void seen.push(eventName.split(".")[0]));
    inspector.respond({ body: JSON.stringify({ Item: { id: { S: "1" }, count: { N: "5" } } }) });
    const { Item } = await document.send(new GetCommand({ TableName: "orders", Key: { id: "1" } }));
    expect(Item).toEqual({ id: "1", count: 5 });
    expect(seen).toContain("before-sign");
    expect(seen.at(-1)).toBe("after-call");
    expect(JSON.parse(requests[0]?.text ?? "")).toMatchObject({ Key: { id: { S: "1" } } });
  });
});

describe("a handler that throws", () => {
  test.each([
    "request-created",
    "choose-signer",
    "before-sign",
    "before-send",
    "before-parse",
    "response-received",
    "needs-retry",
  ] as const)("in %s is a rejection for the middlewares of others, and not tried again", async (type) => {
    const { requests, dynamodb } = await startEndpoint();
    const client = dynamodb();
    // The SDK tries this one again where a service answers with it.
    const mine = Object.assign(new Error("mine"), { name: "ThrottlingException", $retryable: {} });
    let thrown = 0;
    eventsOf(client).register(type, () => {
      thrown++;
      throw mine;
    });
    const caught: unknown[] = [];
    const outputs: unknown[] = [];
    for (const step of ["initialize", "serialize", "build"] as const) {
      const watch =
        <Args, Answer extends { output: unknown }>(next: (args: Args) => Promise<Answer>) =>
        async (args: Args): Promise<Answer> => {
          try {
            const answer = await next(args);
            outputs.push(answer.output);
            return answer;
          } catch (error) {
            caught.push(error);
            throw error;
          }
        };
      client.middlewareStack.add(watch, { step: step as "build", name: `watch-${step}` });
    }
    expect(await rejection(client.send(new ListTablesCommand({})))).toBe(mine);
    expect(outputs).toEqual([]);
    expect(caught).toHaveLength(3);
    for (const error of caught) expect(error).toMatchObject({ message: "mine" });
    expect(thrown).toBe(1);
    const isSent = ["before-parse", "response-received", "needs-retry"].includes(type);
    expect(requests).toHaveLength(isSent ? 1 : 0);
  });

  test("leaves the SDK's retries as they were for what the service answers", async () => {
    const { inspector, requests, dynamodb } = await startEndpoint();
    const client = dynamodb();
    const mine = new Error("mine");
    eventsOf(client).register("before-sign", ({ request }) => {
      if (request.headers["amz-sdk-request"]?.startsWith("attempt=2")) throw mine;
    });
    inspector.respond("500");
    expect(await rejection(client.send(new ListTablesCommand({})))).toBe(mine);
    expect(requests).toHaveLength(1);
    inspector.respond("500");
    await expect(client.send(new ListTablesCommand({}))).rejects.toBe(mine);
  });
});

describe("client.config", () => {
  test.each([false, true])("shows nothing of ours (cacheMiddleware: %s)", async (cacheMiddleware) => {
    const { config, requests } = await startEndpoint();
    const client = new LambdaClient({ ...config, cacheMiddleware });
    const before = Object.getOwnPropertyDescriptors(client.config);
    const { credentials, endpointProvider, requestHandler } = client.config;
    eventsOf(client).register("*", () => {});
    expect(Object.getOwnPropertyDescriptors(client.config)).toEqual(before);
    await client.send(invoke);
    expect(client.config.credentials).toBe(credentials);
    expect(client.config.endpointProvider).toBe(endpointProvider);
    expect(client.config.requestHandler).toBe(requestHandler);
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test.each([false, true])(
    "has no credentials where there are none: neither for a form, nor for a token (cacheMiddleware: %s)",
    async (cacheMiddleware) => {
      const { inspector, requests } = await startEndpoint();
      const missing = new Error("no credentials");
      const client = new S3Client({
        endpoint: inspector.url,
        region: "us-east-1",
        credentials: () => Promise.reject(missing),
        cacheMiddleware,
      });
      eventsOf(client).register("*", () => {});
      await expect(client.config.credentials()).rejects.toBe(missing);
      await expect(createPresignedPost(client, { Bucket: "b", Key: "k" })).rejects.toBe(missing);
      const { credentials } = client.config;
      const signer = new Signer({
        hostname: "db",
        port: 5432,
        username: "u",
        region: "us-east-1",
        credentials,
      });
      await expect(signer.getAuthToken()).rejects.toBe(missing);
      expect(requests).toHaveLength(0);
    },
  );

  test("lets unsigned calls through without credentials all the same", async () => {
    const { inspector, requests } = await startEndpoint();
    const missing = new Error("no credentials");
    const client = new LambdaClient({
      endpoint: inspector.url,
      region: "us-east-1",
      credentials: () => Promise.reject(missing),
    });
    const off = eventsOf(client).register("choose-signer", () => UNSIGNED);
    await client.send(invoke);
    await expect(client.config.credentials()).rejects.toBe(missing);
    off();
    await expect(client.send(invoke)).rejects.toBe(missing);
    expect(requests.map(({ signature }) => signature.state)).toEqual(["absent"]);
  });
});

describe("a middleware of another that answers the call itself", () => {
  const answers = [
    { response: {} },
    ...[undefined, null, "text", 5, false, [1], { StatusCode: 1 }].map((output) => ({
      response: {},
      output,
    })),
  ];

  /** How a call ends that is answered at a step. The SDK's own logger needs an output. */
  async function endingOf(
    client: LambdaClient,
    step: string,
    answer: object,
    attach: boolean,
  ): Promise<unknown> {
    client.middlewareStack.remove("loggerMiddleware");
    const seen: unknown[] = [];
    if (attach) {
      eventsOf(client).register("*", () => {});
      eventsOf(client).register("after-call", ({ parsed, error }) => void seen.push([parsed, error]));
    }
    const stub = () => async () => answer as { response: object; output: { $metadata: object } };
    client.middlewareStack.add(stub, { step: step as "build", name: "stub" });
    const ending = await client.send(invoke).then(
      (output) => ({ output }),
      ({ name, message }: Error) => ({ error: `${name}: ${message}` }),
    );
    if (attach && "output" in ending) expect(seen).toEqual([[ending.output, undefined]]);
    return ending;
  }

  test.each(["initialize", "serialize", "build", "finalizeRequest", "deserialize"] as const)(
    "with any output, at the step %s: the call ends as on a client without us",
    async (step) => {
      const { requests, lambda } = await startEndpoint();
      for (const answer of answers) {
        const bare = await endingOf(lambda(), step, answer, false);
        expect(await endingOf(lambda(), step, answer, true)).toEqual(bare);
        // The SDK's retries write on an output.
        const isInRetries = step === "finalizeRequest" || step === "deserialize";
        if (!isInRetries) expect(bare).toEqual({ output: { output: undefined, ...answer }.output });
      }
      expect(requests).toHaveLength(0);
    },
  );
});

test.each(["request-created", "choose-signer", "before-sign", "before-send"] as const)(
  "the request keeps its class where %s is handled",
  async (type) => {
    const { requests, config } = await startEndpoint();
    const { requestHandler } = new LambdaClient(config).config;
    const seen: [string, boolean, string | undefined][] = [];
    const look = (place: string, request: unknown): void => {
      const isRequest = request instanceof HttpRequest;
      seen.push([place, isRequest, isRequest ? request.clone().headers["x-a"] : undefined]);
    };
    const client = new LambdaClient({
      ...config,
      requestHandler: {
        handle: (request: HttpRequest, options?: object) => {
          look("request handler", request);
          return requestHandler.handle(request, options);
        },
      },
    });
    eventsOf(client).register(type, (event) => {
      if ("request" in event) (event.request as HttpRequest).headers["x-a"] = "b";
    });
    client.middlewareStack.addRelativeTo(
      <Args extends { request?: unknown }, Answer>(next: (args: Args) => Answer) =>
        (args: Args) => {
          look("before the signer", args.request);
          return next(args);
        },
      { relation: "before", toMiddleware: "awsAuthMiddleware", name: "mine" },
    );
    await client.send(invoke);
    const header = type === "choose-signer" ? undefined : "b";
    expect(seen).toEqual([
      ["before the signer", true, type === "before-send" ? undefined : header],
      ["request handler", true, header],
    ]);
    expect(requests[0]?.headers["x-a"]).toBe(header);
  },
);

describe("a presigner that sends with the client", () => {
  const params = { OutputFormat: "mp3", Text: "hello", VoiceId: "Joanna" } as const;

  /** A client that talks HTTP/1.1, as the endpoint does: by itself Polly's has HTTP/2. */
  function polly(config: { endpoint: string; region: string }): PollyClient {
    return new PollyClient({ ...config, requestHandler: new LambdaClient(config).config.requestHandler });
  }

  test("is told from a call that is sent, and its query is signed", async () => {
    const { inspector, requests, config } = await startEndpoint();
    const client = polly(config);
    const seen: [string, boolean][] = [];
    eventsOf(client).register("*", (event) => {
      if ("context" in event && event.context !== undefined) {
        seen.push([event.eventName.split(".")[0] ?? "", isPresigned(event.context)]);
      }
    });
    eventsOf(client).register("before-sign", ({ request, context }) => {
      if (isPresigned(context)) request.query["x-a"] = "b";
      else request.headers["x-a"] = "b";
    });
    const url = await getSynthesizeSpeechUrl({ client, params });
    const { searchParams } = new URL(url);
    expect(searchParams.get("X-Amz-SignedHeaders")).toBe("host");
    expect(searchParams.get("x-a")).toBe("b");
    expect(requests).toHaveLength(0);
    expect(seen.filter(([, presigned]) => !presigned)).toEqual([]);
    expect(seen.map(([type]) => type)).toEqual([
      "provide-client-params",
      "before-parameter-build",
      "before-endpoint-resolution",
      "before-call",
      "request-created",
      "choose-signer",
      "before-sign",
    ]);
    inspector.clear();
    await fetch(url);
    expect(requests[0]?.signature).toMatchObject({ state: "valid", kind: "presigned" });

    seen.length = 0;
    await client.send(new SynthesizeSpeechCommand(params));
    expect(seen.filter(([, presigned]) => presigned)).toEqual([]);
    expect(seen.at(-1)?.[0]).toBe("after-call");
    expect(requests[1]?.headers["x-a"]).toBe("b");
  });

  test("sends nothing for an unsigned URL", async () => {
    const { requests, config } = await startEndpoint();
    const client = polly(config);
    eventsOf(client).register("choose-signer", () => UNSIGNED);
    const url = await getSynthesizeSpeechUrl({ client, params });
    expect(requests).toHaveLength(0);
    expect(new URL(url).pathname).toBe("/v1/speech");
    expect(url).not.toContain("X-Amz-Signature");
  });
});

test("what only looks like a client is refused by eventsOf, in words", () => {
  // As the client of DynamoDB Accelerator does: https://www.npmjs.com/package/@amazon-dax-sdk/client-dax
  const refuse = (): never => {
    throw new Error("custom middleware and middlewareStacks are not supported for DAX");
  };
  const methods = ["add", "addRelativeTo", "clone", "concat", "identify", "identifyOnResolve", "remove"];
  const more = ["removeByTag", "resolve", "use"];
  const middlewareStack = Object.fromEntries([...methods, ...more].map((name) => [name, refuse]));
  for (const stack of [middlewareStack, { identify: () => [] }]) {
    const client = { config: {}, middlewareStack: { identify: refuse, ...stack } };
    expect(() => eventsOf(client)).toThrow(
      expect.objectContaining({
        code: "INVALID_CLIENT",
        message: expect.stringContaining("CloudWatchClient"),
      }),
    );
  }
});

test("what a middleware of another puts on the request stays there for the next attempt", async () => {
  const { inspector, requests, lambda } = await startEndpoint();
  const client = lambda();
  eventsOf(client).register("before-sign", ({ request }) => {
    request.headers["x-a"] = `${request.headers["x-a"] ?? ""}b`;
  });
  client.middlewareStack.addRelativeTo(
    <Args extends { request?: unknown }, Answer>(next: (args: Args) => Answer) =>
      (args: Args) => {
        (args.request as HttpRequest).headers["idempotency-key"] ??= randomUUID();
        return next(args);
      },
    { relation: "before", toMiddleware: "awsAuthMiddleware", name: "idempotency" },
  );
  inspector.respond("500", "500");
  await client.send(invoke);
  expect(requests).toHaveLength(3);
  expect(new Set(requests.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  // A handler sees the original request in each attempt.
  expect(requests.map(({ headers }) => headers["x-a"])).toEqual(["b", "b", "b"]);
});
