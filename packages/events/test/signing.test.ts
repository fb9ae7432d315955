import { Readable } from "node:stream";
import { BedrockRuntimeClient, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "vitest";
import { eventsOf, UNSIGNED } from "../src/index.js";
import { startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: "{}" });
const TENANT = { accessKeyId: "AKIDTENANT", secretAccessKey: "tenant-secret" };
const OWN = { accessKeyId: "AKIDOWN", secretAccessKey: "own-secret" };

/** An endpoint that accepts what the tenant signs, and a client of somebody else. */
async function tenantEndpoint() {
  const endpoint = await startEndpoint({ credentials: TENANT, verify: "enforce" });
  return { ...endpoint, own: { ...endpoint.config, credentials: OWN, maxAttempts: 1 } };
}

describe("signing", () => {
  describe.each([false, true])("with cacheMiddleware: %s", (cacheMiddleware) => {
    test.each(["choose-signer", "before-sign"] as const)(
      "%s decides who signs, for which region and service, in each of many concurrent calls",
      async (type) => {
        const { own, requests } = await tenantEndpoint();
        const client = new LambdaClient({ ...own, cacheMiddleware });
        eventsOf(client).register(`${type}.lambda.Invoke`, ({ signing, context }) => {
          if (context["tenant"] === false) return;
          signing.credentials = TENANT;
          signing.region = "eu-central-1";
          signing.service = "lambda-vpce";
        });
        await Promise.all(Array.from({ length: 8 }, () => client.send(invoke)));
        expect(new Set(requests.map(({ headers }) => scopeOf(headers["authorization"])))).toEqual(
          new Set(["AKIDTENANT/eu-central-1/lambda-vpce"]),
        );
        expect(requests.every(({ signature }) => signature.state === "valid")).toBe(true);
      },
    );

    test("a provider of credentials is asked, and its failure is the call's", async () => {
      const { own, requests } = await tenantEndpoint();
      const client = new LambdaClient({ ...own, cacheMiddleware });
      const events = eventsOf(client);
      const off = events.register("before-sign", ({ signing }) => {
        signing.credentials = async () => TENANT;
      });
      await client.send(invoke);
      expect(scopeOf(requests[0]?.headers["authorization"])).toBe("AKIDTENANT/us-east-1/lambda");
      off();
      const denied = new Error("no such tenant");
      events.register("before-sign", ({ signing }) => {
        signing.credentials = () => Promise.reject(denied);
      });
      await expect(client.send(invoke)).rejects.toBe(denied);
      expect(requests).toHaveLength(1);
    });

    test("calls that no handler changes are signed as the client, also beside others", async () => {
      const endpoint = await startEndpoint({ verify: "report" });
      const client = new LambdaClient({ ...endpoint.config, credentials: OWN, cacheMiddleware });
      let call = 0;
      eventsOf(client).register("before-sign", ({ signing }) => {
        if (call++ % 2 === 0) signing.credentials = TENANT;
      });
      await Promise.all(Array.from({ length: 10 }, () => client.send(invoke)));
      const keys = endpoint.requests.map(({ headers }) => scopeOf(headers["authorization"]).split("/")[0]);
      expect(keys.filter((key) => key === "AKIDTENANT")).toHaveLength(5);
      expect(keys.filter((key) => key === "AKIDOWN")).toHaveLength(5);
    });

    test("a client without credentials signs with those of a handler", async () => {
      const { config, requests } = await tenantEndpoint();
      const credentials = () => Promise.reject(new Error("there are none"));
      const client = new LambdaClient({ ...config, credentials, cacheMiddleware });
      eventsOf(client).register("choose-signer", ({ signing }) => {
        signing.credentials = TENANT;
        return "aws.auth#sigv4";
      });
      await client.send(invoke);
      expect(requests[0]?.signature.state).toBe("valid");
    });
  });

  test("S3 signs a streamed body, with the trailing checksum, as another", async () => {
    const { own, requests } = await tenantEndpoint();
    const { S3Client } = await import("@aws-sdk/client-s3");
    const client = new S3Client({ ...own, forcePathStyle: true });
    eventsOf(client).register("before-sign.s3", ({ signing }) => {
      signing.credentials = TENANT;
    });
    const Body = Readable.from([Buffer.from("streamed")]);
    await client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body, ContentLength: 8 }));
    expect(requests[0]?.signature.state).toBe("valid");
    expect(scopeOf(requests[0]?.headers["authorization"])).toBe("AKIDTENANT/us-east-1/s3");
  });

  test("a client whose signer wraps another, as for web sockets, signs as another", async () => {
    const { own, requests } = await tenantEndpoint();
    // By itself it speaks HTTP/2, which the endpoint doesn't.
    const { requestHandler } = new LambdaClient(own).config;
    const client = new BedrockRuntimeClient({ ...own, requestHandler });
    eventsOf(client).register("before-sign", ({ signing }) => {
      signing.credentials = TENANT;
    });
    await client.send(new InvokeModelCommand({ modelId: "m", body: "{}" }));
    expect(requests[0]?.signature.state).toBe("valid");
  });

  test("a presigner is told the region and the service; other credentials are an error, not somebody else's URL", async () => {
    const { s3 } = await startEndpoint();
    const client = s3();
    const events = eventsOf(client);
    const get = new GetObjectCommand({ Bucket: "b", Key: "k" });
    const off = events.register("before-sign.s3", ({ signing }) => {
      signing.region = "eu-central-1";
      signing.service = "s3-outposts";
    });
    const { searchParams } = new URL(await getSignedUrl(client, get));
    expect(searchParams.get("X-Amz-Credential")).toMatch(/\/eu-central-1\/s3-outposts\/aws4_request$/);
    off();
    events.register("before-sign.s3", function asTenant({ signing }) {
      signing.credentials = TENANT;
    });
    await expect(getSignedUrl(client, get)).rejects.toThrow(
      expect.objectContaining({
        code: "INVALID_SIGNING",
        message: expect.stringContaining(
          'handler "asTenant" of before-sign.s3.GetObject set signing.credentials',
        ),
      }),
    );
  });

  test("what can't sign is refused, and its value is not shown", async () => {
    const { lambda, requests } = await startEndpoint();
    for (const signing of [
      { credentials: "AKID:s3cret" },
      { credentials: { accessKeyId: "AKID" } },
      { region: 1 },
      { regions: "eu-west-1" },
    ]) {
      const client = lambda();
      eventsOf(client).register("before-sign", (event) => void Object.assign(event.signing, signing));
      const error = await client.send(invoke).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "INVALID_SIGNING" });
      expect(String(error)).not.toContain("s3cret");
    }
    expect(requests).toHaveLength(0);
  });

  test("an asynchronous middleware before the signer of a client with cacheMiddleware can't have another's signature sent", async () => {
    const { own, requests } = await tenantEndpoint();
    const client = new LambdaClient({ ...own, cacheMiddleware: true });
    eventsOf(client).register("before-sign", ({ signing }) => {
      signing.credentials = TENANT;
    });
    client.middlewareStack.addRelativeTo(
      <Args, Answer>(next: (args: Args) => Promise<Answer>) =>
        async (args: Args) => {
          await Promise.resolve();
          return next(args);
        },
      { relation: "before", toMiddleware: "httpSigningMiddleware" },
    );
    await expect(client.send(invoke)).rejects.toThrow(expect.objectContaining({ code: "INVALID_SIGNING" }));
    expect(requests).toHaveLength(0);
  });
});

describe("a region that before-endpoint-resolution changes", () => {
  test.each([false, true])("is signed for too (cacheMiddleware: %s)", async (cacheMiddleware) => {
    const { config, requests } = await startEndpoint({ verify: "report" });
    for (const inside of [false, true]) {
      const client = new LambdaClient({ ...config, cacheMiddleware });
      const events = eventsOf(client);
      events.register("before-endpoint-resolution.lambda", ({ builtins }) => {
        builtins["Region"] = "eu-central-1";
      });
      // With and without the events for which the endpoint is resolved before the credentials.
      if (inside) events.register("before-call", () => {});
      await client.send(invoke);
      await client.send(invoke);
    }
    expect(requests.map(({ headers }) => scopeOf(headers["authorization"]))).toEqual(
      Array(4).fill(`${config.credentials.accessKeyId}/eu-central-1/lambda`),
    );
  });

  test("decides where the request goes to, as the service's rules have it", async () => {
    const client = new LambdaClient({ region: "eu-west-1", credentials: OWN });
    const events = eventsOf(client);
    events.register("before-endpoint-resolution.lambda", ({ builtins }) => {
      expect(builtins).toEqual({
        UseDualStack: false,
        UseFIPS: false,
        Endpoint: undefined,
        Region: "eu-west-1",
      });
      builtins["Region"] = "eu-central-1";
      builtins["UseDualStack"] = true;
    });
    const sent: string[] = [];
    events.register("before-send", ({ request }) => {
      sent.push(`${request.hostname} ${scopeOf(request.headers["authorization"])}`);
      return { statusCode: 200 };
    });
    await client.send(invoke);
    expect(sent).toEqual(["lambda.eu-central-1.api.aws AKIDOWN/eu-central-1/lambda"]);
  });
});

test("choose-signer sends unsigned requests of a client without credentials, and nothing of that is in its configuration", async () => {
  const { config, requests } = await startEndpoint();
  const credentials = () => Promise.reject(new Error("there are none"));
  for (const cacheMiddleware of [false, true]) {
    const client = new LambdaClient({ ...config, credentials, cacheMiddleware });
    const before = { ...client.config };
    const events = eventsOf(client);
    events.register("*", () => {});
    events.register("choose-signer", () => UNSIGNED);
    await client.send(invoke);
    expect({ ...client.config }).toEqual(before);
    await expect(client.config.credentials()).rejects.toThrow("there are none");
  }
  expect(requests.map(({ signature }) => signature.state)).toEqual(["absent", "absent"]);
});

/** `KEY/REGION/SERVICE` of an authorization header. */
function scopeOf(authorization = ""): string {
  return authorization.replace(/.*Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/.*/, "$1/$2/$3");
}
