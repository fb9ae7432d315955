/** Retries what the SDK takes for final: a table that was made a moment ago and isn't there yet. */
import { DynamoDB, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

await using inspector = await startInspector({ verify: "enforce" });
const dynamodb = new DynamoDB(inspector.clientConfig);

const MAX_ATTEMPTS = 5;

// A number of seconds forces another attempt, signed anew; undefined leaves the decision to the SDK.
eventsOf(dynamodb).register(
  "needs-retry.dynamodb.DescribeTable",
  function waitForTable({ attempts, exception, response }) {
    if (!(exception instanceof ResourceNotFoundException) || attempts >= MAX_ATTEMPTS) return undefined;
    const seconds = 0.01 * 2 ** attempts;
    console.log(`attempt ${attempts}: ${response?.statusCode} ${exception.name}, again in ${seconds} s`);
    return seconds;
  },
);

const missing = "400:ResourceNotFoundException";
inspector.respond(missing, missing, { body: '{"Table":{"TableStatus":"ACTIVE"}}' });
const { Table, $metadata } = await dynamodb.describeTable({ TableName: "orders" });
console.log(`${Table?.TableStatus} after ${$metadata.attempts} attempts`);

// An abort ends the waiting, too.
inspector.respond(missing);
const stop = new AbortController();
eventsOf(dynamodb).registerLast("needs-retry.dynamodb.DescribeTable", () => stop.abort());
try {
  await dynamodb.describeTable({ TableName: "orders" }, { abortSignal: stop.signal });
} catch (error) {
  console.log(error instanceof Error ? error.name : error);
}
console.log(`${inspector.requests.length} requests`);
