/** A plugin that only watches: counts a client's failures, by client, and can never fail a call itself. */
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { type ClientLike, clientOf, Session } from "@tucuxi/events";
import { definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { startInspector } from "@tucuxi/inspector";

function countFailures(report: (client: ClientLike, failures: number) => void): Plugin {
  // By client: a session's clients share the handlers, and with them this variable.
  const failuresOf = new WeakMap<ClientLike, number>();
  return definePlugin({
    name: "count-failures",
    // What its handlers return is ignored, and what they throw is reported to the client's logger.
    observer: true,
    register(events) {
      events.register("after-call", function countFailure({ error, context }) {
        if (error === undefined) return;
        const client = clientOf(context);
        const failures = (failuresOf.get(client) ?? 0) + 1;
        failuresOf.set(client, failures);
        report(client, failures);
      });
    },
  });
}

/** The SDK logs its errors here too, as objects. */
function logProblem(...content: unknown[]): void {
  if (typeof content[0] === "string") console.log("logged:", ...content.map(String));
}

await using inspector = await startInspector({ verify: "enforce" });
const config = {
  ...inspector.clientConfig,
  logger: { debug() {}, info() {}, warn() {}, error: logProblem },
};

const session = new Session();
session.events.use(
  countFailures(function tell(client, failures) {
    if (failures > 2) throw new Error("too many failures");
    console.log(client === orders ? "orders:" : "shops:", failures);
  }),
);
const orders = session.client(DynamoDB, config);
const shops = session.client(DynamoDB, config);

for (const client of [orders, shops, orders, orders]) {
  inspector.respond("400:ResourceNotFoundException");
  try {
    await client.describeTable({ TableName: "missing" });
  } catch (error) {
    console.log("caught:", error instanceof Error ? error.name : error);
  }
}
