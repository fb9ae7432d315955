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
import type { S3 } from "@aws-sdk/client-s3";
import {
  type CallContext,
  definePlugin,
  type EmittedEvent,
  Emitter,
  eventsOf,
  type HttpRequest,
  Session,
  UNSIGNED,
  withContext,
} from "../src/index.js";

declare module "../src/index.js" {
  interface CustomEvents {
    "cache-hit": { readonly key: string };
  }
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

// A misspelt type of event or operation does not compile.
// @ts-expect-error befor-sign
events.register("befor-sign.cloudwatch.PutMetricData", () => {});
// @ts-expect-error PutMetricDat
events.register("before-sign.cloudwatch.PutMetricDat", () => {});
// @ts-expect-error befor-sign, also where no service is known
eventsOf(client).register("befor-sign", () => {});
eventsOf(client).register("before-sign.cloudwatch.AnyOperation", () => {});

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
events.register("{before-sign,before-send}", () => {});
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

// A plain emitter takes any name, and a handler says what it expects.
new Emitter().register("order.placed", ({ total }: EmittedEvent & { total: number }) => total + 1);
// @ts-expect-error a handler is a function
new Emitter().register("order.placed", "handler");

const command: PutMetricDataCommand = withContext(new PutMetricDataCommand({ Namespace: "x" }), {
  tenant: "a",
});
void command;
const context: CallContext = { tenant: "a" };
void context;
