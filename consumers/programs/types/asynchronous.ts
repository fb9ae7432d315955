/** A mistake, of which the compiler has to say in one line what it is. */
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { eventsOf } from "@tucuxi/events";

eventsOf(new CloudWatchClient({})).register("before-endpoint-resolution", async ({ builtins }) => {
  builtins["Region"] = "eu-west-1";
});
