import { Readable } from "node:stream";
import { InvokeCommand, type Lambda, LambdaClient } from "@aws-sdk/client-lambda";
import { PutObjectCommand, type S3, S3Client } from "@aws-sdk/client-s3";
import { type ClientEvents, clientOf, eventsOf, type TucuxiErrorCode } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";

/** A mistake for each error code: what a program did that gets the error. The compiler wants one for every code. */
export const MISTAKES: Readonly<Record<TucuxiErrorCode, () => unknown>> = {
  EMPTY_PATTERN: () => lambdaEvents().register(atRunTime(""), noop),
  EMPTY_SEGMENT: () => lambdaEvents().register(atRunTime("before-sign..Invoke"), noop),
  INVALID_GLOB: () => lambdaEvents().register(atRunTime("before-sign.lambda.{Invoke"), noop),
  UNKNOWN_EVENT_TYPE: () => lambdaEvents().register(atRunTime("before-sing.lambda"), noop),
  TOO_MANY_SEGMENTS: () => lambdaEvents().register(atRunTime("before-sign.lambda.Invoke.orders"), noop),
  NEVER_MATCHES: () => lambdaEvents().register(atRunTime("before-sign.Lambda.invoke"), noop),
  INVALID_HANDLER: () => lambdaEvents().register("before-sign", untyped("addTenant")),
  UNKNOWN_OPTION: () => lambdaEvents().register("before-sign", noop, untyped({ uniqeId: "tenant" })),
  INVALID_OPTION: () => gzip(untyped({ minSize: "1 kB" })),
  UNIQUE_ID_COUNT: () => {
    const events = lambdaEvents();
    events.register("before-sign", noop, { uniqueId: "tenant" });
    events.register("before-sign", noop, { uniqueId: "tenant", uniqueIdUsesCount: true });
  },
  INVALID_PLUGIN: () => lambdaEvents().use(untyped(gzip)),
  INVALID_CLIENT: () => eventsOf(untyped<LambdaClient>({ region: "eu-west-1" })),
  CLIENT_ALREADY_SENT: async () => {
    const client = new LambdaClient({ cacheMiddleware: true });
    await client.send(new InvokeCommand({ FunctionName: "orders" }));
    eventsOf(client);
  },
  INVALID_CONTEXT: () =>
    invoke((events) =>
      events.register("before-send.lambda.Invoke", function showConfig({ context }) {
        console.log(clientOf({ ...context }).config);
      }),
    ),
  DETACHED: () => {
    const events = lambdaEvents();
    events.detach();
    events.register("before-sign", noop);
  },
  INVALID_RESPONSE: () =>
    invoke((events) =>
      events.register(atRunTime("before-send.lambda.Invoke"), function stub() {
        return { status: 200 };
      }),
    ),
  ASYNC_HANDLER: () =>
    invoke((events) =>
      events.register(atRunTime("before-endpoint-resolution.lambda"), async function chooseRegion() {}),
    ),
  INVALID_HEADER: () =>
    invoke((events) =>
      events.register("before-sign.lambda.Invoke", function addNote({ request }) {
        request.headers["x-note"] = "two\nlines";
      }),
    ),
  INVALID_BODY: () =>
    invoke((events) =>
      events.register("before-sign.lambda.Invoke", function replaceBody({ request }) {
        request.body = untyped(new Map([["order", 1]]));
      }),
    ),
  INVALID_REQUEST: () =>
    invoke((events) =>
      events.register("before-sign.lambda.Invoke", function addVersion({ request }) {
        request.query = untyped(new URLSearchParams({ Qualifier: "live" }));
      }),
    ),
  BODY_CHANGED_AFTER_CHECKSUM: () =>
    put("small", (events) =>
      events.register("before-sign.s3.PutObject", function compress({ request }) {
        request.body = "compressed";
      }),
    ),
  CHANGED_AFTER_SIGNING: () =>
    invoke((events) =>
      events.register("before-send.lambda.Invoke", function compress({ request }) {
        request.body = "compressed";
      }),
    ),
  BODY_LENGTH_UNKNOWN: () =>
    put("small", (events) =>
      events.register("before-call.s3.PutObject", function streamBody({ request }) {
        request.body = Readable.from(["large"]);
      }),
    ),
  BODY_NOT_REPLAYABLE: () =>
    put(Readable.from(["order"]), (events) =>
      events.register("needs-retry.s3.PutObject", function again() {
        return 0;
      }),
    ),
  UNKNOWN_AUTH_SCHEME: () =>
    invoke((events) =>
      events.register("choose-signer.lambda.Invoke", function signer() {
        return "v4a";
      }),
    ),
  INVALID_SIGNING: () =>
    invoke((events) =>
      events.register("before-sign.lambda.Invoke", function signAsTenant({ signing }) {
        signing.credentials = untyped("AKIDEXAMPLE");
      }),
    ),
};

/** The error that a mistake gets. */
export async function errorOf(code: TucuxiErrorCode): Promise<unknown> {
  try {
    await MISTAKES[code]();
  } catch (error) {
    return error;
  }
  throw new Error(`${code}: nothing was thrown`);
}

function lambdaEvents(): ClientEvents<Lambda> {
  return eventsOf<Lambda>(new LambdaClient({}));
}

/** Calls Invoke with a handler. */
function invoke(handle: (events: ClientEvents<Lambda>) => unknown): Promise<unknown> {
  const client = new LambdaClient({});
  handle(eventsOf<Lambda>(client));
  return client.send(new InvokeCommand({ FunctionName: "orders" }));
}

/** Calls PutObject with a handler. */
function put(Body: string | Readable, handle: (events: ClientEvents<S3>) => unknown): Promise<unknown> {
  const client = new S3Client({});
  handle(eventsOf<S3>(client));
  const length = typeof Body === "string" ? {} : { ContentLength: 5 };
  return client.send(new PutObjectCommand({ Bucket: "orders", Key: "1", Body, ...length }));
}

function noop(): void {}

/** A pattern that the compiler doesn't see, which refuses those that it does. */
function atRunTime(pattern: string): string {
  return pattern;
}

/** A value as JavaScript, or an `any` from elsewhere, gives it: of another type than it should be. */
function untyped<Value>(value: unknown): Value {
  return value as Value;
}
