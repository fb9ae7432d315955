/** Checks the declarations for `require`. */
import cloudwatch = require("@aws-sdk/client-cloudwatch");
import tucuxi = require("@tucuxi/events");

import { gzip } from "@tucuxi/plugin-gzip";

const events = tucuxi.eventsOf(new cloudwatch.CloudWatch({}));
events.use(gzip());
events.register("provide-client-params.cloudwatch.PutMetricData", ({ params }) => {
  params.Namespace = "orders";
});
// @ts-expect-error misspelt
events.register("provide-client-params.cloudwatch.PutMetricDat", () => {});
