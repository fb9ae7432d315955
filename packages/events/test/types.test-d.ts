import { CloudWatch, CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "../src/index.js";

const client = new CloudWatchClient({});
const events = eventsOf<CloudWatch>(client);
events.register("before-sign.cloudwatch.PutMetricData", ({ request }) => {
  request.headers["a"] = "b";
});
events.register("before-sign.cloudwatch.PutMetricData", async ({ request }) => {
  request.headers["a"] = "b";
});
events.register("provide-client-params.cloudwatch.PutMetricData", ({ params }) => {
  const n: string | undefined = params.Namespace;
  void n;
});
events.register("after-call.cloudwatch.ListMetrics", ({ parsed }) => {
  const n: string | undefined = parsed?.NextToken;
  void n;
});
events.register("provide-client-params.*.List*", ({ params }) => {
  const n = params;
  void n;
});
// @ts-expect-error
events.register("befor-sign.cloudwatch.PutMetricData", () => {});
// @ts-expect-error
events.register("before-sign.cloudwatch.PutMetricDat", () => {});
// @ts-expect-error
events.register("needs-retry.cloudwatch.PutMetricData", () => "a");
events.register("needs-retry.cloudwatch.PutMetricData", () => 1);
events.register("*", ({ eventName }) => {
  void eventName;
});
eventsOf(client).register("before-call.s3", ({ request, context }) => {
  context["x"] = request;
});
eventsOf(client).register("provide-client-params.glue", ({ params }) => {
  params["CatalogId"] = "x";
});
eventsOf(new CloudWatch({})).register("provide-client-params.cloudwatch.PutMetricData", ({ params }) => {
  params.Namespace = "x";
});
// @ts-expect-error
eventsOf(new CloudWatch({})).register("provide-client-params.cloudwatch.PutMetricDat", () => {});
