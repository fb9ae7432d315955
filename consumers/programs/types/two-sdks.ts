/**
 * The newest and the oldest supported clients in one program, each with its own copy of the SDK's types. What
 * is accepted comes first, then what is rejected.
 */
import { type CloudWatch, CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { GetObjectCommand, S3, S3Client } from "@aws-sdk/client-s3";
import { clientOf, eventsOf, type HandlerOf, Session, withContext } from "@tucuxi/events";
import { definePlugin } from "@tucuxi/events/plugin";
import { gzip } from "@tucuxi/plugin-gzip";
import { logger } from "@tucuxi/plugin-logger";
import { payloadLimit } from "@tucuxi/plugin-payload-limit";
import { any, assertSent, type Stubs, stub } from "@tucuxi/plugin-stubber";
import { traceHeader, xray } from "@tucuxi/plugin-trace-header";
import {
  type CloudWatch as OldestCloudWatch,
  CloudWatchClient as OldestCloudWatchClient,
  PutMetricDataCommand as OldestPutMetricDataCommand,
  type PutMetricDataCommandInput as OldestPutMetricDataInput,
} from "oldest-client-cloudwatch";
import {
  GetObjectCommand as OldestGetObjectCommand,
  S3 as OldestS3,
  S3Client as OldestS3Client,
} from "oldest-client-s3";

const config = { region: "eu-west-1" };
const newest = new CloudWatchClient(config);
const oldest = new OldestCloudWatchClient(config);

const nameTeam: HandlerOf<unknown, "before-sign"> = ({ request }) => {
  request.headers["x-team"] = "metrics";
};
const watchClients = definePlugin({
  name: "watch-clients",
  observer: true,
  register(events) {
    events.register("after-call", ({ context }) => console.log(clientOf(context).config));
  },
});

// Both share one emitter, one handler and all plugins.
const session = new Session();
for (const events of [eventsOf(newest), eventsOf(oldest), session.events]) {
  events.register("before-sign", nameTeam);
  events.use(gzip({ minSize: 1024 }));
  events.use(logger({ logger: console }));
  events.use(payloadLimit());
  events.use(traceHeader({ value: xray() }));
  events.use(watchClients);
}

// A session makes both, each with its own type.
const made: OldestCloudWatchClient = session.client(OldestCloudWatchClient, config);
const madeToo: CloudWatchClient = session.client(CloudWatchClient, config);
// @ts-expect-error no such option
session.client(OldestCloudWatchClient, { regoin: "eu-west-1" });
session.client(OldestS3, config).listBuckets({});
session.client(S3, config).listBuckets({});

// Each client has the operations of its own version.
eventsOf<CloudWatch>(newest).register("before-call.cloudwatch.PutLogAlarm", () => {});
// @ts-expect-error added in a later version
eventsOf<OldestCloudWatch>(oldest).register("before-call.cloudwatch.PutLogAlarm", () => {});
eventsOf<OldestCloudWatch>(oldest).register(
  "provide-client-params.cloudwatch.PutMetricData",
  ({ params }) => {
    const typed: OldestPutMetricDataInput = params;
    params.Namespace = typed.Namespace;
  },
);
// @ts-expect-error misspelt
eventsOf<OldestCloudWatch>(oldest).register("before-call.cloudwatch.PutMetricDat", () => {});
// @ts-expect-error misspelt
eventsOf<OldestCloudWatch>(oldest).register("before-call.cloudwach.PutMetricData", () => {});
eventsOf(new OldestS3(config)).register("after-call.s3.GetObject", ({ parsed }) => {
  const length: number | undefined = parsed?.ContentLength;
  console.log(length);
});
// @ts-expect-error misspelt
eventsOf(new OldestS3(config)).register("after-call.s3.GetObjct", () => {});

// Commands with values are accepted only where the command itself is.
const input = { Namespace: "orders", MetricData: [] };
export const sent = [
  made.send(withContext(new OldestPutMetricDataCommand(input), { tenant: "a" })),
  madeToo.send(withContext(new PutMetricDataCommand(input), { tenant: "a" })),
];
// @ts-expect-error an input isn't a command
withContext(input, { tenant: "a" });

// Both kinds of clients and classes can be stubbed, with their own commands.
export const stubs: readonly Stubs[] = [newest, oldest, new S3(config), new OldestS3(config)].map((client) =>
  stub(client),
);
const s3 = stub(OldestS3Client);
s3.on(OldestGetObjectCommand, { Bucket: any(String) }).returns({ Body: "hello" });
assertSent(s3, OldestGetObjectCommand, { Key: "a" });
stub(S3Client).on(GetObjectCommand, { Bucket: any() }).returns({ Body: "hello" });
// @ts-expect-error no such parameter
s3.on(OldestGetObjectCommand, { Buckets: "b" });
// @ts-expect-error no such member
s3.on(OldestGetObjectCommand).returns({ Bodies: "hello" });
// @ts-expect-error no such option
stub(OldestS3Client, { strict: true });
const contentType: string | undefined = s3.callsOf(OldestGetObjectCommand)[0]?.output?.ContentType;
console.log(contentType);
