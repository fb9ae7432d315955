import { Lambda } from "@aws-sdk/client-lambda";
import { eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { logger } from "@tucuxi/plugin-logger";

// A local endpoint in place of AWS, which throttles the first attempt. For the real one: new Lambda({}).
const inspector = await startInspector({ respond: ["429:TooManyRequestsException", { body: "{}" }] });
const { url: endpoint, credentials } = inspector;
const lambda = new Lambda({ endpoint, credentials, region: "eu-west-1" });
eventsOf(lambda).use(logger({ level: "debug", format: "pretty" }));

await lambda.invoke({ FunctionName: "orders", Payload: JSON.stringify({ card: "4111 1111 1111 1111" }) });
await inspector.close();
