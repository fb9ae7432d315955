/** `node size.js`: the size of a user's bundle, built by esbuild for a browser, minified and gzipped. */
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { BARS } from "../src/bars.js";
import type { Figure } from "../src/figure.js";
import { measuring } from "../src/program.js";

const CLIENT = `
import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
const client = new CloudWatchClient({});
client.send(new PutMetricDataCommand({ Namespace: "Orders", MetricData: [] }));
`;

const WITH_HANDLER = `import { eventsOf } from "@tucuxi/events";${CLIENT}
eventsOf(client).register("before-sign.cloudwatch", ({ request }) => { request.headers["x-trace-id"] = "t"; });`;

async function bundled(
  what: string,
  entry: string,
  external: string[] = [],
  atMost?: number,
): Promise<Figure> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2022",
    external,
    logLevel: "error",
  });
  const value = gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
  return { what, value, unit: "bytes", ...(atMost !== undefined && { atMost }) };
}

const EMITTER = 'export { Emitter } from "@tucuxi/events";';

await measuring(async () => [
  await bundled(
    "@tucuxi/events, without minimatch",
    'export * from "@tucuxi/events";',
    ["minimatch"],
    BARS.bundle,
  ),
  await bundled("Emitter alone, without minimatch", EMITTER, ["minimatch"]),
  await bundled("minimatch", 'export { Minimatch } from "minimatch";'),
  await bundled("a program with a CloudWatch client", CLIENT),
  await bundled("the program with a handler", WITH_HANDLER),
  await bundled(
    "the program with gzip()",
    `import { gzip } from "@tucuxi/plugin-gzip";${WITH_HANDLER} eventsOf(client).use(gzip());`,
  ),
]);
