import { BARS } from "../src/bars.js";
import type { Bar } from "../src/figure.js";
import type { BundleSource } from "./bundle.js";

interface Bundle extends BundleSource {
  readonly bar?: Bar;
}

const EVENTS = 'export * from "@tucuxi/events";';
/** A program that sends one command: the SDK's own part, and then with a handler and a plugin. */
const CLIENT = `
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
const client = new CloudWatchClient({});
client.send(new PutMetricDataCommand({ Namespace: "Orders", MetricData: [] }));
`;

/** What is bundled, by the name that the table shows. */
export const BUNDLES = {
  "@tucuxi/events without minimatch": { entry: EVENTS, external: ["minimatch"], bar: BARS.bundle },
  "eventsOf alone, without minimatch": {
    entry: 'export { eventsOf } from "@tucuxi/events";',
    external: ["minimatch"],
  },
  "Emitter alone, without minimatch": {
    entry: 'export { Emitter } from "@tucuxi/events";',
    external: ["minimatch"],
  },
  "@tucuxi/events": { entry: EVENTS },
  minimatch: { entry: 'export { Minimatch } from "minimatch";' },
  "@tucuxi/plugin-gzip beside it": {
    entry: 'export * from "@tucuxi/plugin-gzip";',
    external: ["@tucuxi/events"],
  },
  "a program with a CloudWatch client": { entry: CLIENT },
  "the program with a handler": {
    entry: `import { eventsOf } from "@tucuxi/events";${CLIENT}
eventsOf(client).register("before-sign.cloudwatch", ({ request }) => { request.headers["x-trace-id"] = "t"; });`,
  },
  "the program with gzip()": {
    entry: `import { eventsOf } from "@tucuxi/events";
import { gzip } from "@tucuxi/plugin-gzip";${CLIENT}
eventsOf(client).use(gzip());`,
  },
} as const satisfies Record<string, Bundle>;
