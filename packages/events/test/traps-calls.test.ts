import { type DynamoDB, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, PutObjectCommand, type S3 } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { HttpBearerAuthSigner } from "@smithy/core";
import { describe, expect, test } from "vitest";
import { eventsOf, HandlerError, isPresigned, UNSIGNED, withContext } from "../src/index.js";
import { putMetricData, rejection, startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });

describe("trap 5: with cacheMiddleware one resolved stack serves all calls", () => {
  test("each of many concurrent calls keeps its own context over its attempts", async () => {
    const { inspector, requests, cloudwatch } = await startEndpoint();
    const client = cloudwatch({ cacheMiddleware: true });
    const events = eventsOf(client);
    events.register("provide-client-params", async ({ context }) => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
      context["id"] ??= "none";
    });
    events.register("before-endpoint-resolution", ({ context }) => {
      context["endpoint"] = `endpoint-of-${context["id"]}`;
    });
    events.register("before-sign", ({ request, context }) => {
      request.headers["x-id"] = `${context["id"]} ${context["endpoint"]}`;
    });
    inspector.respond("500", "500");
    const command = putMetricData();
    const ids = ["a", "b", "c", "d", "e", "f"];
    const finished: string[] = [];
    events.register("after-call", ({ context }) => {
      finished.push(String(context["id"]));
    });
    await Promise.all(ids.map((id) => client.send(withContext(command, { id }))));

    const sent = requests.map(({ headers }) => headers["x-id"] ?? "");
    expect(sent).toHaveLength(8);
    for (const header of sent) expect(header).toMatch(/^([a-f]) endpoint-of-\1$/);
    expect(finished.sort()).toEqual(ids);
  });

  test("a handler registered after the first call runs, and after detach none does", async () => {
    const { requests, config } = await startEndpoint();
    const client = new LambdaClient({ ...config, cacheMiddleware: true });
    const events = eventsOf(client);
    await client.send(invoke);
    events.register("before-sign", ({ request }) => {
      request.headers["x-late"] = "1";
    });
    await client.send(invoke);
    events.detach();
    await client.send(invoke);
    expect(requests.map(({ headers }) => headers["x-late"])).toEqual([undefined, "1", undefined]);
  });

  test.each([false, true])(
    "an after-call handler that is registered while a call is under way runs from the next one on (cacheMiddleware: %s)",
    async (cacheMiddleware) => {
      const { config } = await startEndpoint();
      const client = new LambdaClient({ ...config, cacheMiddleware });
      const events = eventsOf(client);
      const ended: string[] = [];
      events.register(
        "before-sign",
        () => {
          events.register("after-call", ({ eventName }) => void ended.push(eventName));
        },
        { once: true },
      );
      await client.send(invoke);
      expect(ended).toEqual([]);
      await client.send(invoke);
      expect(ended).toEqual(["after-call.lambda.Invoke"]);
    },
  );

  test("what a handler throws that is registered inside the retry loop's call reaches the caller as it is", async () => {
    const { config } = await startEndpoint();
    const client = new LambdaClient({ ...config, cacheMiddleware: true });
    const events = eventsOf(client);
    const thrown = new Error("not today");
    client.middlewareStack.add(
      (next) => (args) => {
        events.register(
          "before-sign",
          () => {
            throw thrown;
          },
          { uniqueId: "refuse" },
        );
        return next(args);
      },
      { step: "build", name: "registers" },
    );
    for (let call = 0; call < 2; call++) await expect(client.send(invoke)).rejects.toBe(thrown);
    expect(thrown).not.toHaveProperty("$metadata");
  });

  test("a client that has sent before is refused, since the SDK keeps that command's stack", async () => {
    const { config } = await startEndpoint();
    const client = new LambdaClient({ ...config, cacheMiddleware: true });
    await client.send(invoke);
    expect(() => eventsOf(client)).toThrow(expect.objectContaining({ code: "CLIENT_ALREADY_SENT" }));
  });
});

describe("trap 6: UNSIGNED does not touch what calls share", () => {
  test.each([false, true])(
    "one of two concurrent calls is unsigned (cacheMiddleware: %s)",
    async (cacheMiddleware) => {
      const { requests, s3 } = await startEndpoint();
      const client = s3({ cacheMiddleware });
      const events = eventsOf<S3>(client);
      const versions: (string | undefined)[] = [];
      events.register("choose-signer.s3.*", ({ context }) =>
        context["anonymous"] === true ? UNSIGNED : undefined,
      );
      events.register("before-sign.s3", ({ signatureVersion }) => versions.push(signatureVersion));
      const get = new GetObjectCommand({ Bucket: "b", Key: "k" });
      await Promise.all([client.send(withContext(get, { anonymous: true })), client.send(get)]);
      await client.send(get);
      expect(requests.map(({ signature }) => signature.state).sort()).toEqual(["absent", "valid", "valid"]);
      expect(requests[2]?.signature.state).toBe("valid");
      expect(versions.sort()).toEqual(["aws.auth#sigv4", "aws.auth#sigv4", "smithy.api#noAuth"]);
    },
  );

  test("an unsigned call needs no credentials; a signed one fails as it does without us, and is tried again later", async () => {
    const { requests, s3 } = await startEndpoint();
    const missing = new Error("no credentials");
    let attempts = 0;
    const client = s3({
      credentials: async () => {
        attempts++;
        if (attempts < 4) throw missing;
        return { accessKeyId: "test", secretAccessKey: "test" };
      },
    });
    const before = Object.getOwnPropertyDescriptor(client.config, "credentials");
    const events = eventsOf<S3>(client);
    const seen: string[] = [];
    events.register("{choose-signer,before-sign,before-send,after-call-error}.s3", ({ eventName }) => {
      seen.push(eventName);
    });
    events.register("choose-signer.s3.GetObject", () => UNSIGNED);
    await client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }));
    expect(requests[0]?.signature.state).toBe("absent");
    const put = new PutObjectCommand({ Bucket: "b", Key: "k", Body: "x" });
    seen.splice(0);
    expect(await rejection(client.send(put))).toBe(missing);
    expect(seen).toEqual([
      "choose-signer.s3.PutObject",
      "before-sign.s3.PutObject",
      "after-call-error.s3.PutObject",
    ]);
    expect(await rejection(getSignedUrl(client, put))).toBe(missing);
    await client.send(put);
    expect(requests.map(({ signature }) => signature.state)).toEqual(["absent", "valid"]);
    events.detach();
    expect(Object.getOwnPropertyDescriptor(client.config, "credentials")).toEqual(before);
  });

  test("credentials that the client is given later are those that sign, also when the handlers have gone", async () => {
    const { requests, s3, config } = await startEndpoint();
    const client = s3({ credentials: { accessKeyId: "old", secretAccessKey: "old" } });
    const events = eventsOf(client);
    const off = events.register("choose-signer", () => undefined);
    const get = new GetObjectCommand({ Bucket: "b", Key: "k" });
    // The SDK takes more than it gives: keys become a function.
    client.config.credentials = config.credentials as never;
    await client.send(get);
    off();
    await client.send(get);
    expect(requests.map(({ signature }) => signature.state)).toEqual(["valid", "valid"]);
  });

  test("a provider that somebody put around ours stays, and fails as it would without us when the handlers have gone", async () => {
    const { requests, s3 } = await startEndpoint();
    const missing = new Error("no credentials");
    const client = s3({ credentials: () => Promise.reject(missing) });
    const events = eventsOf(client);
    events.register("choose-signer", () => UNSIGNED);
    const ours = client.config.credentials;
    const theirs = Object.assign((options?: object) => ours(options as never), { memoized: true });
    Object.defineProperty(client.config, "credentials", { value: theirs, configurable: true });
    const get = new GetObjectCommand({ Bucket: "b", Key: "k" });
    await client.send(get);
    events.detach();
    expect(client.config.credentials).toBe(theirs);
    expect(await rejection(client.send(get))).toBe(missing);
    expect(requests.map(({ signature }) => signature.state)).toEqual(["absent"]);
  });

  test("the id of another scheme of the client signs by that one", async () => {
    const { requests, s3, config } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("choose-signer", () => "aws.auth#sigv4");
    await client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "x" }));
    expect(requests[0]?.signature.state).toBe("valid");

    const bearer = new LambdaClient({
      ...config,
      ...{ token: async () => ({ token: "secret" }) },
      httpAuthSchemes: [
        ...new LambdaClient(config).config.httpAuthSchemes,
        {
          schemeId: "smithy.api#httpBearerAuth",
          identityProvider: (identities) => identities.getIdentityProvider("smithy.api#httpBearerAuth"),
          signer: new HttpBearerAuthSigner(),
        },
      ],
    });
    eventsOf(bearer).register("choose-signer", () => "smithy.api#httpBearerAuth");
    await bearer.send(invoke);
    expect(requests[1]?.headers["authorization"]).toBe("Bearer secret");
  });

  test("another scheme for one of two concurrent calls is not the other's", async () => {
    const { requests, config } = await startEndpoint();
    const client = new LambdaClient({
      ...config,
      ...{ token: async () => ({ token: "secret" }) },
      cacheMiddleware: true,
      httpAuthSchemes: [
        ...new LambdaClient(config).config.httpAuthSchemes,
        {
          schemeId: "smithy.api#httpBearerAuth",
          identityProvider: (identities) => identities.getIdentityProvider("smithy.api#httpBearerAuth"),
          signer: new HttpBearerAuthSigner(),
        },
      ],
    });
    eventsOf(client).register("choose-signer", async ({ context }) => {
      await new Promise((resolve) => setImmediate(resolve));
      return context["bearer"] === true ? "smithy.api#httpBearerAuth" : undefined;
    });
    await Promise.all([client.send(withContext(invoke, { bearer: true })), client.send(invoke)]);
    await client.send(invoke);
    const kinds = requests.map(({ headers }) => headers["authorization"]?.split(" ")[0]);
    expect(kinds.slice(0, 2).sort()).toEqual(["AWS4-HMAC-SHA256", "Bearer"]);
    expect(kinds[2]).toBe("AWS4-HMAC-SHA256");
  });

  test("the scheme that the SDK chose itself is no other one", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const between: string[] = [];
    client.middlewareStack.addRelativeTo(
      <Next extends (args: never) => unknown>(next: Next) =>
        ((args: never) => {
          between.push("ran");
          return next(args);
        }) as Next,
      { name: "between", relation: "after", toMiddleware: "awsAuthMiddleware" },
    );
    eventsOf(client).register("choose-signer", ({ signatureVersion }) => signatureVersion);
    await client.send(invoke);
    expect(between).toEqual(["ran"]);
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("a scheme that the client does not have is an error that lists those it has", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("choose-signer", () => "aws.auth#sigv5");
    const error = await rejection(client.send(new GetObjectCommand({ Bucket: "b", Key: "k" })));
    expect(error).toMatchObject({ code: "UNKNOWN_AUTH_SCHEME" });
    expect(error.message).toContain("aws.auth#sigv4a");
    expect(requests).toHaveLength(0);
  });

  test.each([
    ["v4", "aws.auth#sigv4"],
    ["s3v4", "aws.auth#sigv4"],
    ["v4a", "aws.auth#sigv4a"],
  ])("botocore's name %s is told to be %s", async (name, id) => {
    const { s3 } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("choose-signer", () => name);
    const error = await rejection(client.send(new GetObjectCommand({ Bucket: "b", Key: "k" })));
    expect(error).toMatchObject({ code: "UNKNOWN_AUTH_SCHEME" });
    expect(error.message).toContain(
      `"${name}", which this client doesn't have (botocore's ${name} is "${id}" here)`,
    );
  });
});

describe("trap 7: a document client shares the stack of the client that it wraps", () => {
  test("both have the same events, by the low-level names, with the parameters and output of the caller", async () => {
    const { inspector, requests, dynamodb } = await startEndpoint();
    const client = dynamodb();
    const documents = DynamoDBDocumentClient.from(client);
    const events = eventsOf<DynamoDB>(client);
    expect(eventsOf(documents)).toBe(events);

    const names: string[] = [];
    events.register("before-parameter-build", ({ eventName, params }) =>
      names.push(`${eventName} ${JSON.stringify(params)}`),
    );
    const outputs: unknown[] = [];
    eventsOf(documents).register("after-call.dynamodb.GetItem", ({ parsed }) => {
      outputs.push(parsed?.["Item"]);
    });
    await documents.send(new PutCommand({ TableName: "t", Item: { id: "1" } }));
    await client.send(new PutItemCommand({ TableName: "t", Item: { id: { S: "1" } } }));
    inspector.respond(
      { body: '{"Item":{"id":{"S":"1"}}}', headers: { "content-type": "application/x-amz-json-1.0" } },
      { body: '{"Item":{"id":{"S":"1"}}}', headers: { "content-type": "application/x-amz-json-1.0" } },
    );
    await documents.send(new GetCommand({ TableName: "t", Key: { id: "1" } }));
    await client.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }));

    expect(names.slice(0, 2)).toEqual([
      'before-parameter-build.dynamodb.PutItem {"TableName":"t","Item":{"id":"1"}}',
      'before-parameter-build.dynamodb.PutItem {"TableName":"t","Item":{"id":{"S":"1"}}}',
    ]);
    expect(requests[0]?.text).toBe(requests[1]?.text);
    expect(outputs).toEqual([{ id: "1" }, { id: { S: "1" } }]);
  });

  test("withContext reaches the handlers of a document command", async () => {
    const { requests, dynamodb } = await startEndpoint();
    const client = dynamodb();
    const documents = DynamoDBDocumentClient.from(client);
    eventsOf(client).register("before-sign", ({ request, context }) => {
      request.headers["x-tenant"] = String(context["tenant"]);
    });
    await documents.send(withContext(new PutCommand({ TableName: "t", Item: { id: "1" } }), { tenant: "a" }));
    expect(requests[0]?.headers["x-tenant"]).toBe("a");
  });
});

describe("trap 8: getSignedUrl clones the stack and signs in place of the signer", () => {
  test("before-sign sees the request before it is presigned, and nothing comes after", async () => {
    const { inspector, requests, s3 } = await startEndpoint();
    const client = s3();
    const events = eventsOf<S3>(client);
    const seen: string[] = [];
    events.register("*", ({ eventName }) => {
      seen.push(eventName);
    });
    events.register("before-sign.s3.GetObject", ({ request, context }) => {
      expect(isPresigned(context)).toBe(true);
      request.query["requestedBy"] = String(context["user"]);
    });
    const get = new GetObjectCommand({ Bucket: "b", Key: "k" });
    const url = await getSignedUrl(client, withContext(get, { user: "jane doe" }));

    expect(seen).toEqual([
      "provide-client-params.s3.GetObject",
      "before-parameter-build.s3.GetObject",
      "before-endpoint-resolution.s3",
      "before-call.s3.GetObject",
      "request-created.s3.GetObject",
      "choose-signer.s3.GetObject",
      "before-sign.s3.GetObject",
    ]);
    expect(requests).toHaveLength(0);
    expect(new URL(url).searchParams.get("requestedBy")).toBe("jane doe");
    expect((await fetch(url)).status).toBe(200);
    expect(requests[0]?.signature).toMatchObject({ state: "valid", kind: "presigned" });
    await fetch(url.replace("jane", "john"));
    expect(requests[1]?.signature.state).toBe("invalid");
    expect(inspector.requests).toHaveLength(2);
  });

  test("what a handler throws is not announced by after-call-error, as in botocore", async () => {
    const { s3 } = await startEndpoint();
    const client = s3();
    const announced: string[] = [];
    eventsOf(client).register("after-call-error", ({ eventName }) => void announced.push(eventName));
    eventsOf(client).register("before-sign", () => {
      throw new Error("mine");
    });
    const error = await rejection(getSignedUrl(client, new GetObjectCommand({ Bucket: "b", Key: "k" })));
    expect(error.message).toBe("mine");
    expect(announced).toEqual([]);
  });

  test("UNSIGNED gives a URL without a signature, and sends nothing", async () => {
    const { requests, s3 } = await startEndpoint();
    const client = s3();
    eventsOf(client).register("choose-signer", () => UNSIGNED);
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: "b", Key: "k" }));
    expect(requests).toHaveLength(0);
    expect(new URL(url).pathname).toBe("/b/k");
    expect(url).not.toContain("X-Amz-Signature");
  });
});

describe("trap 16: an abort ends what we wait for", () => {
  test("a handler's retry delay ends with the SDK's AbortError", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const controller = new AbortController();
    eventsOf(client).register("needs-retry", () => {
      setImmediate(() => controller.abort());
      return 3600;
    });
    const error = await rejection(client.send(invoke, { abortSignal: controller.signal }));
    expect(error.name).toBe("AbortError");
    expect(requests).toHaveLength(1);
  });
});

test("trap 16: a signal without listeners, which the SDK accepts too, doesn't break the delay", async () => {
  const { requests, lambda } = await startEndpoint();
  const client = lambda();
  eventsOf(client).register("needs-retry", ({ attempts }) => (attempts < 2 ? 0 : undefined));
  // `@aws-sdk/abort-controller` makes such signals.
  await client.send(invoke, { abortSignal: { aborted: false, onabort: null } });
  expect(requests).toHaveLength(2);
});

test("trap 16: a signal that has aborted when the delay begins ends it too", async () => {
  const { requests, lambda } = await startEndpoint();
  const client = lambda();
  const controller = new AbortController();
  eventsOf(client).register("needs-retry", async () => {
    controller.abort();
    await new Promise((resolve) => setImmediate(resolve));
    return 3600;
  });
  const error = await rejection(client.send(invoke, { abortSignal: controller.signal }));
  expect(error.name).toBe("AbortError");
  expect(requests).toHaveLength(1);
});

describe("trap 17: an arrow function returns what it assigns", () => {
  test.each([
    ["provide-client-params", "b"],
    ["before-call", "b"],
    ["before-call", { statusCode: 200 }],
    ["choose-signer", 1],
    ["before-send", "b"],
    ["before-send", { body: "b" }],
    ["needs-retry", true],
    ["needs-retry", Number.NaN],
    ["needs-retry", -1],
    ["after-call", 1],
    ["after-call", { Payload: "b" }],
  ])("%s refuses %o, naming event and handler", async (event, response) => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf<Lambda>(client);
    const off = events.register(`${event}.lambda` as string, function wrong() {
      return response;
    });
    const error = await rejection(client.send(invoke));
    expect(error).toBeInstanceOf(HandlerError);
    expect(error).toMatchObject({ code: "INVALID_RESPONSE", eventName: `${event}.lambda.Invoke` });
    expect(error.message).toContain(`handler "wrong" of ${event}.lambda.Invoke returned`);
    expect(error.message).toContain("or nothing");
    off();
    const before = requests.length;
    await client.send(invoke);
    expect(requests).toHaveLength(before + 1);
  });

  test("where a returned value means nothing it may be anything", async () => {
    const { requests, lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    events.register("before-parameter-build", () => 1);
    events.register("request-created", () => "b");
    events.register("before-sign", ({ request }) => (request.headers["x-a"] = "b"));
    events.register("before-parse", () => false);
    events.register("response-received", () => ({}));
    await client.send(invoke);
    expect(requests[0]?.headers["x-a"]).toBe("b");
  });
});

describe("trap 18: registering during an emission changes the next one", () => {
  test("a handler registered or removed by a handler counts from the next call on", async () => {
    const { lambda } = await startEndpoint();
    const client = lambda();
    const events = eventsOf(client);
    const ran: string[] = [];
    const offs: (() => void)[] = [];
    events.register("before-sign", function first() {
      ran.push("first");
      for (const off of offs.splice(0)) off();
      events.register(
        "before-sign",
        function added() {
          ran.push("added");
        },
        { uniqueId: "added" },
      );
    });
    offs.push(
      events.register("before-sign", function removed() {
        ran.push("removed");
      }),
    );
    await client.send(invoke);
    expect(ran.splice(0)).toEqual(["first", "removed"]);
    await client.send(invoke);
    expect(ran).toEqual(["first", "added"]);
  });
});
