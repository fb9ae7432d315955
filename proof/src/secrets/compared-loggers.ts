import { readFile } from "node:fs/promises";
import { type ClientLike, eventsOf } from "@tucuxi/events";
import { type LogLevel, logger } from "@tucuxi/plugin-logger";
import type { ClientSettings } from "./compared-calls.js";

/** A logger that is set up. */
interface LoggerInUse {
  /** The client option `logger`. */
  readonly option?: NonNullable<ClientSettings["logger"]>;
  /** Called with each client. */
  attach?(client: ClientLike): void;
  /** Flushes what it hasn't written yet. */
  flush?(): void;
}

/** A logger, set up as its documentation says. */
export interface ComparedLogger {
  readonly name: string;
  /** The package whose version is shown. */
  readonly packageName: string;
  readonly setUp: string;
  /** Loads this logger only. */
  install(): Promise<LoggerInUse>;
}

export const COMPARED_LOGGERS: readonly ComparedLogger[] = [
  {
    name: "the SDK's own",
    packageName: "@aws-sdk/client-secrets-manager",
    setUp: "`new Client({ logger: console })`",
    install: async () => ({ option: console }),
  },
  {
    name: "OpenTelemetry",
    packageName: "@opentelemetry/instrumentation-aws-sdk",
    setUp: "`registerInstrumentations({ instrumentations: [new AwsInstrumentation()] })`",
    async install() {
      const { registerInstrumentations } = await import("@opentelemetry/instrumentation");
      const { AwsInstrumentation } = await import("@opentelemetry/instrumentation-aws-sdk");
      const { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } = await import(
        "@opentelemetry/sdk-trace-node"
      );
      const exporter = new InMemorySpanExporter();
      new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
      registerInstrumentations({ instrumentations: [new AwsInstrumentation()] });
      return {
        flush() {
          for (const { name, kind, attributes, status, events, duration } of exporter.getFinishedSpans()) {
            console.log(JSON.stringify({ name, kind, attributes, status, events, duration }));
          }
          exporter.reset();
        },
      };
    },
  },
  {
    name: "Powertools",
    packageName: "@aws-lambda-powertools/logger",
    setUp: "`new Client({ logger: new Logger() })`",
    async install() {
      const { Logger } = await import("@aws-lambda-powertools/logger");
      return { option: new Logger({ serviceName: "orders" }) };
    },
  },
  ...(["info", "trace"] as const).map(
    (level: LogLevel): ComparedLogger => ({
      name: `Tucuxi at \`${level}\``,
      packageName: "@tucuxi/plugin-logger",
      setUp: `\`eventsOf(client).use(logger({ level: "${level}" }))\``,
      install: async () => ({ attach: (client) => eventsOf(client).use(logger({ level })) }),
    }),
  ),
];

/** A logger's package with its installed version. For ours, that is the one in the workspace. */
export async function packageOf({ packageName }: ComparedLogger): Promise<string> {
  const manifest = new URL(`../../node_modules/${packageName}/package.json`, import.meta.url);
  const { name, version } = JSON.parse(await readFile(manifest, "utf8"));
  return name.startsWith("@tucuxi/") ? name : `${name} ${version}`;
}
