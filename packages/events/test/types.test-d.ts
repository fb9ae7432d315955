/**
 * What compiles, and beside it what does not: checked by `pnpm typecheck`, where an `@ts-expect-error` above a line
 * that compiles is an error.
 */
import {
  CloudWatch,
  CloudWatchClient,
  PutMetricDataCommand,
  type PutMetricDataCommandInput,
  type CloudWatch as Service,
} from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3 } from "@aws-sdk/client-s3";
import { DynamoDBDocument } from "@aws-sdk/lib-dynamodb";
import {
  type CallContext,
  clientOf,
  type EmittedEvent,
  Emitter,
  eventsOf,
  type HandlerOf,
  type HttpRequest,
  repeatCall,
  Session,
  UNSIGNED,
  withContext,
} from "../src/index.js";
import { definePlugin } from "../src/plugin.js";

declare module "../src/index.js" {
  interface CustomEvents {
    "cache-hit": { readonly key: string };
    "cache-flushed": { readonly all?: boolean };
  }
}

/** Aggregated clients, as the SDK declares them: of a service whose older name has a dot, of one that nobody knows. */
interface SageMakerRuntime {
  invokeEndpoint(args: { EndpointName: string }, options?: object): Promise<{ Body: string }>;
  invokeEndpointAsync(args: { EndpointName: string }, options?: object): Promise<{ InferenceId: string }>;
}
interface NewService {
  invokeEndpoint(args: { EndpointName: string }, options?: object): Promise<{ Body: string }>;
}

const client = new CloudWatchClient({});
const events = eventsOf<Service>(client);

// The type of event decides the payload.
events.register("before-sign.cloudwatch.PutMetricData", ({ request, signingName }) => {
  request.headers["x-a"] = signingName ?? "";
});
// @ts-expect-error before-sign has no params
events.register("before-sign.cloudwatch.PutMetricData", ({ params }) => params);
events.register("before-sign", async ({ request }: { request: HttpRequest }) => {
  request.body = "text";
});
events.register("before-sign", ({ request }) => {
  // @ts-expect-error a header is a text
  request.headers["x-a"] = 1;
});

// The document client's methods are named otherwise than the operations that they call, which are in the names of events.
const documents = eventsOf(DynamoDBDocument.from(new DynamoDBClient({})));
documents.register("provide-client-params.dynamodb.PutItem", ({ params }) => void params.Item?.["id"]);
documents.register("after-call.dynamodb.TransactGetItems", ({ parsed }) => void parsed?.Responses);
// @ts-expect-error put
documents.register("provide-client-params.dynamodb.Put", () => {});
// @ts-expect-error s3
documents.register("provide-client-params.s3.PutItem", () => {});

// A misspelt type of event or operation does not compile.
// @ts-expect-error befor-sign
events.register("befor-sign.cloudwatch.PutMetricData", () => {});
// @ts-expect-error PutMetricDat
events.register("before-sign.cloudwatch.PutMetricDat", () => {});
// @ts-expect-error befor-sign, also where no service is known
eventsOf(client).register("befor-sign", () => {});
eventsOf(client).register("before-sign.cloudwatch.AnyOperation", () => {});
eventsOf(client).register("before-sign.a-service-to-come", () => {});
// @ts-expect-error an empty segment
eventsOf(client).register("before-sign.", () => {});

// A misspelt service does not compile where it is known; its older names are names of it too.
events.register("before-sign.cloudwatch", () => {});
// @ts-expect-error cloudwach
events.register("before-sign.cloudwach", () => {});
// @ts-expect-error another service
events.register("before-sign.s3.PutMetricData", () => {});
events.register("before-sign.monitoring", () => {});
eventsOf<SageMakerRuntime>(client).register("before-sign.runtime.sagemaker", () => {});
eventsOf<SageMakerRuntime>(client).register("before-sign.runtime.sagemaker.InvokeEndpoint", () => {});
// @ts-expect-error InvokeEndpont
eventsOf<SageMakerRuntime>(client).register("before-sign.runtime.sagemaker.InvokeEndpont", () => {});
eventsOf<NewService>(client).register("before-sign.a-service-to-come.InvokeEndpoint", () => {});
// @ts-expect-error InvokeEndpont
eventsOf<NewService>(client).register("before-sign.a-service-to-come.InvokeEndpont", () => {});

// The class of a client has no operations in its type: what is expected says which type has them.
const ofClass = eventsOf<CloudWatchClient>(client);
ofClass.register("before-sign.cloudwatch", () => {});
// @ts-expect-error the operations are those of CloudWatch
ofClass.register("before-sign.cloudwatch.PutMetricData", () => {});
"Name the aggregated client: S3, not S3Client" satisfies Parameters<
  typeof ofClass.register<"before-sign.cloudwatch.PutMetricData">
>[0];

// Waiters and paginators of a client are no operations.
events.register("before-sign.cloudwatch.DescribeAlarms", () => {});
// @ts-expect-error a waiter
events.register("before-sign.cloudwatch.WaitUntilAlarmExists", () => {});
// @ts-expect-error a paginator
events.register("before-sign.cloudwatch.PaginateDescribeAlarms", () => {});

// Names of events end with the operation, of some with the service.
events.register("before-endpoint-resolution.cloudwatch", () => {});
// @ts-expect-error it has no operation
events.register("before-endpoint-resolution.cloudwatch.PutMetricData", () => {});
// @ts-expect-error nor where no service is known
eventsOf(client).register("before-endpoint-resolution.cloudwatch.PutMetricData", () => {});
// @ts-expect-error nothing comes after the operation
events.register("before-sign.cloudwatch.PutMetricData.x", () => {});

// The operation decides params and parsed.
events.register("provide-client-params.cloudwatch.PutMetricData", ({ params }) => {
  const typed: PutMetricDataCommandInput = params;
  params.Namespace = typed.Namespace;
  // @ts-expect-error not a member
  params.NameSpace = "x";
});
events.register("after-call.cloudwatch.ListMetrics", ({ parsed }) => {
  const token: string | undefined = parsed?.NextToken;
  void token;
});
events.register("provide-client-params.monitoring.PutMetricData", ({ params }) => ({
  ...params,
  Namespace: "x",
}));
events.register("provide-client-params.cloudwatch.PutMetricData", () => ({
  MetricData: [],
  Namespace: "x",
}));
// @ts-expect-error Namespace is a text
events.register("provide-client-params.cloudwatch.PutMetricData", () => ({ MetricData: [], Namespace: 1 }));

// Wildcards give the union of what they can match.
events.register("*", ({ eventName }) => {
  const name: string = eventName;
  void name;
});
// @ts-expect-error not every event has a request
events.register("*", ({ request }) => request);
events.register("{before-sign,before-send}", ({ request }) => {
  request.headers["x-a"] = "b";
});
// @ts-expect-error one of them is misspelt
events.register("{before-sign,before-sned}", () => {});
// @ts-expect-error the request of needs-retry is there to be read
events.register("{before-sign,needs-retry}", ({ request }) => (request.headers["x-a"] = "b"));
events.register("after-call.*.@(ListMetrics|ListDashboards)", ({ parsed }) => {
  const token: string | undefined = parsed?.NextToken;
  void token;
});
// @ts-expect-error ListMetric
events.register("after-call.*.{ListMetric,ListDashboards}", () => {});
events.register("before-sign.{cloudwatch,s3}.*", () => {});
// @ts-expect-error neither is this client's service
events.register("before-sign.{dynamodb,s3}.*", () => {});
events.register("!(before-sign)", ({ eventName }) => void eventName);
events.register("before-s*.cloudwatch", ({ request }) => {
  delete request.headers["x-a"];
});
events.register("provide-client-params.*.PutMetricD*", ({ params }) => {
  const typed: PutMetricDataCommandInput = params;
  void typed;
});

// What a handler may return, by event.
events.register("needs-retry.cloudwatch", ({ attempts }) => (attempts < 3 ? 0.1 : undefined));
// @ts-expect-error a number of seconds
events.register("needs-retry.cloudwatch", () => "1");
events.register("choose-signer", () => UNSIGNED);
events.register("choose-signer", async () => "aws.auth#sigv4a");
// @ts-expect-error the id of a scheme
events.register("choose-signer", () => 1);
events.register("before-call.cloudwatch.ListMetrics", () => ({ parsed: { NextToken: "x" } }));
// @ts-expect-error NextToken is a text
events.register("before-call.cloudwatch.ListMetrics", () => ({ parsed: { NextToken: 1 } }));
events.register("before-send", () => ({ statusCode: 200, body: "{}" }));
// @ts-expect-error no status
events.register("before-send", () => ({ body: "{}" }));
events.register("after-call.cloudwatch.ListMetrics", ({ parsed }) =>
  parsed ? { parsed: { ...parsed } } : null,
);
// @ts-expect-error a count is no outcome
events.register("after-call.cloudwatch.ListMetrics", () => 1);
events.register("before-sign", ({ request }) => (request.headers["x-a"] = "concise"));
// @ts-expect-error before-send takes what it returns for a response
events.register("before-s*", ({ request }) => (request.headers["x-a"] = "concise"));
events.register("before-endpoint-resolution", ({ builtins }) => (builtins["Region"] = "eu-west-1"));
events.register("before-endpoint-resolution", ({ builtins }) => new Set(Object.keys(builtins)));
// @ts-expect-error the SDK does not wait for it
events.register("before-endpoint-resolution", async () => {});
// @ts-expect-error nor for this one, of a session
new Session().events.register("creating-client-class", async () => {});

// A handler may come from another function, or be typed for more events than its pattern.
declare function timed<Event, Result>(handler: (event: Event) => Result): (event: Event) => Result;
events.register(
  "before-sign",
  timed(({ request }) => void request.headers["x-a"]),
);
const ofAnyService: HandlerOf<unknown, "before-sign"> = ({ request }) => void request.headers["x-a"];
const ofService: HandlerOf<Service, "before-sign"> = ({ context }) => void clientOf(context).send;
events.register("before-sign.cloudwatch.PutMetricData", ofAnyService);
events.register("before-sign.cloudwatch.PutMetricData", ofService);

// The context knows the service and the operation.
events.register("after-call.cloudwatch.ListMetrics", async ({ context, parsed }) => {
  const region = await clientOf(context).config.region();
  const { Metrics } = await repeatCall(context, { NextToken: `${parsed?.NextToken}${region}` });
  void Metrics?.[0]?.MetricName;
  // @ts-expect-error not a member
  await repeatCall(context, { NextTokn: "x" });
  // @ts-expect-error a client of CloudWatch
  clientOf(context).config.forcePathStyle;
});
eventsOf(client).register("after-call", async ({ context }) => {
  const output: object = await repeatCall(context, { anything: 1 });
  void output;
  const { config } = clientOf(context);
  // @ts-expect-error the service isn't known
  await config.region();
  await clientOf<S3>(context).config.region();
});

// What a handler may change, by event.
events.register("before-send", (event) => {
  event.request.headers["x-a"] = "b";
  // @ts-expect-error the request is changed, not replaced
  event.request = { ...event.request };
});
events.register("needs-retry", ({ request }) => {
  // @ts-expect-error it was sent
  request.headers["x-a"] = "b";
});
events.register("before-parse", ({ response, customizedResponse }) => {
  response.statusCode = 200;
  customizedResponse["Id"] = "x";
});
events.register("response-received", ({ response }) => {
  // @ts-expect-error it was parsed
  if (response !== undefined) response.statusCode = 200;
});
events.register("before-parameter-build.cloudwatch.PutMetricData", ({ params }) => {
  params.Namespace = "x";
});
events.register("before-endpoint-resolution.cloudwatch", ({ params, builtins }) => {
  builtins["UseFIPS"] = true;
  // @ts-expect-error they have been serialized
  params.$metadata = {};
});

// Patterns that are made at run time.
const anyPattern: string = "before-sign";
events.register(anyPattern, ({ eventName }) => eventName);
events.register(`before-call.cloudwatch.${anyPattern}`, ({ request }) => {
  request.body = "";
});
// @ts-expect-error befor-call
events.register(`befor-call.${anyPattern}`, () => {});
const eitherEvent: "before-sign" | "before-send" = Math.random() > 0.5 ? "before-sign" : "before-send";
events.register(`${eitherEvent}.cloudwatch.PutMetricData`, ({ request }) => {
  request.body = "";
});

// An aggregated client is its own service.
eventsOf(new CloudWatch({})).register("provide-client-params.cloudwatch.PutMetricData", ({ params }) => {
  params.Namespace = "x";
});
// @ts-expect-error PutMetricDat
eventsOf(new CloudWatch({})).register("before-sign.cloudwatch.PutMetricDat", () => {});

// A session, and its own event.
const session = new Session();
session.events.register("creating-client-class.s3", ({ attributes }) => {
  attributes["hello"] = () => "world";
});
// @ts-expect-error a client does not emit it
events.register("creating-client-class.cloudwatch", () => {});
session.events.for<S3>().register("after-call.s3.GetObject", ({ parsed }) => {
  const length: number | undefined = parsed?.ContentLength;
  void length;
});
const made: CloudWatchClient = session.client(CloudWatchClient, { region: "eu-west-1" });
void made;
// @ts-expect-error no such option
session.client(CloudWatchClient, { regoin: "eu-west-1" });

// Events of one's own.
events.register("cache-hit", ({ key }) => {
  const text: string = key;
  void text;
});
definePlugin({
  name: "cache",
  register(all) {
    all.register("cache-hit", ({ key }) => key);
    // @ts-expect-error cache-hi
    all.register("cache-hi", () => {});
  },
});

// What is emitted under a name whose type is declared has the payload that is declared for it.
for (const emitter of [events, new Emitter()]) {
  emitter.emit("cache-hit.cloudwatch.PutMetricData", { key: "a" });
  emitter.emitUntilResponse(`cache-hit.${anyPattern}`, { key: "a" });
  // @ts-expect-error no key
  emitter.emit("cache-hit.cloudwatch.PutMetricData", {});
  // @ts-expect-error no payload
  emitter.emitUntilResponse("cache-hit");
  // @ts-expect-error a key is a text
  emitter.emit(`cache-hit.${anyPattern}`, { key: 1 });
  // @ts-expect-error no such member
  emitter.emit("cache-hit", { key: "a", kye: "a" });
  emitter.emit("cache-flushed");
  emitter.emit("cache-flushed", { all: true });
  // @ts-expect-error true or false
  emitter.emit("cache-flushed", { all: "true" });
  // Any other name, and one that is made at run time, takes any payload.
  emitter.emit("order.placed", { total: 12 });
  emitter.emit(anyPattern, { key: 1 });
  emitter.emitUntilResponse(anyPattern);
  // @ts-expect-error a payload is an object
  emitter.emit("order.placed", 12);
}
// @ts-expect-error nor in a function
const hit = (plain: Emitter, name: `cache-hit.${string}`) => plain.emit(name, { key: 1 });
void hit;

// A plain emitter takes any name, and a handler says what it expects.
new Emitter().register("order.placed", ({ total }: EmittedEvent & { total: number }) => total + 1);
// @ts-expect-error a handler is a function
new Emitter().register("order.placed", "handler");

declare module "../src/index.js" {
  interface CallContext {
    auditor?: string;
  }
}
// @ts-expect-error a declared key of the context is of its type
withContext(new PutMetricDataCommand({ Namespace: "x", MetricData: [] }), { auditor: 5 });
const command: PutMetricDataCommand = withContext(new PutMetricDataCommand({ Namespace: "x" }), {
  tenant: "a",
});
void command;
const context: CallContext = { tenant: "a" };
void context;
