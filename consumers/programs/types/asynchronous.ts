/** A mistake that the compiler must explain in one line. */
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";

eventsOf(new CloudWatchClient({})).register("before-endpoint-resolution", async ({ builtins }) => {
  builtins["Region"] = "eu-west-1";
});
