/** A value for one call's handlers, safe where calls run at once. boto3 users smuggle it through the parameters. */
import { InvokeCommand, Lambda } from "@aws-sdk/client-lambda";
import { eventsOf, withContext } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

// Typed keys of `context` are declared once for a program.
declare module "@tucuxi/events" {
  interface CallContext {
    shopper?: string;
    attempts?: number;
  }
}

await using inspector = await startInspector({ verify: "enforce" });
const lambda = new Lambda(inspector.clientConfig);
const events = eventsOf(lambda);

events.register("before-sign.lambda.Invoke", function nameShopper({ request, context }) {
  if (context.shopper !== undefined) request.headers["x-shopper"] = context.shopper;
});

// Handlers leave notes for later ones in it, too: `context` is one object for a call, and never for two.
events.register("request-created.lambda.Invoke", function countAttempts({ context }) {
  context.attempts = (context.attempts ?? 0) + 1;
});
const outcomes: string[] = [];
events.register("after-call.lambda.Invoke", function report({ context, parsed }) {
  outcomes.push(`${context.shopper ?? "nobody"}: ${parsed?.StatusCode}, attempts: ${context.attempts}`);
});

inspector.respond("500");
const checkout = new InvokeCommand({ FunctionName: "checkout" });
await lambda.send(withContext(checkout, { shopper: "ada" }));
await lambda.send(checkout);

// One command, sent many times at once.
const shoppers = ["grace", "edsger", "barbara"];
await Promise.all(shoppers.map((shopper) => lambda.send(withContext(checkout, { shopper }))));

for (const outcome of outcomes.sort()) console.log(outcome);
const sentFor = inspector.requests.map(({ headers }) => headers["x-shopper"] ?? "nobody");
console.log("requests:", sentFor.sort().join(", "));
