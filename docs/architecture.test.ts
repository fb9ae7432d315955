import { readFile } from "node:fs/promises";
import { CloudWatch, CloudWatchClient, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { EVENT_CATALOGUE, type EventType, eventsOf, Session } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { expect, test } from "vitest";

const page = await readFile(new URL("./architecture.md", import.meta.url), "utf8");
const [, picture = ""] = /^```\n(.*?)^```/ms.exec(page) ?? [];
const TYPES = Object.keys(EVENT_CATALOGUE) as EventType[];

/** The name of a middleware in the lines of `identify()`: `tucuxi.attempt - finalizeRequest`. */
const nameIn = (line: string): string => line.split(" ")[0] ?? "";

test("the picture has the entries of a call's stack, in their order among the SDK's middlewares", async () => {
  await using inspector = await startInspector();
  const client = new CloudWatchClient({
    endpoint: inspector.url,
    region: "eu-west-1",
    // Tucuxi needs no `authenticate` for credentials that never expire.
    credentials: { ...inspector.credentials, expiration: new Date(Date.now() + 3_600_000) },
  });
  const events = eventsOf(client);
  for (const type of TYPES.slice(1)) events.register(type as string, () => {});
  const command = new ListMetricsCommand({});
  await client.send(command);
  const shown = [...picture.matchAll(/^├ ([\w.]+)/gm)].map(([, name = ""]) => name);
  const placed = client.middlewareStack.concat(command.middlewareStack).identify().map(nameIn);
  const ours = (names: readonly string[]): string[] => names.filter((name) => name.startsWith("tucuxi."));
  expect(ours(shown)).toEqual(ours(placed));
  const listed = shown.filter((name) => name !== "compression");
  expect(placed.filter((name) => listed.includes(name))).toEqual(listed);
});

test("the picture and the table have every event of the catalogue", () => {
  const shown = [...picture.matchAll(/[↓↑] ([a-z-]+)/g)].map(([, type]) => type);
  expect(["creating-client-class", ...shown].sort()).toEqual([...TYPES].sort());
  expect([...page.matchAll(/^\| `([a-z-]+)` +\| \[/gm)].map(([, type]) => type)).toEqual(TYPES);
});

test("each event is emitted in the file that the table says", async () => {
  await using inspector = await startInspector({ respond: ["500", "200", "drop"] });
  const emitters = new Map<string, string>();
  const session = new Session();
  for (const type of TYPES) {
    session.events.register(type as string, () => {
      const frames = [
        ...(new Error().stack ?? "").matchAll(/events\/src\/((?:binding|client)\/[\w-]+\.ts)/g),
      ];
      const [emitter] = frames.map(([, file = ""]) => file).filter((file) => file !== "binding/emitting.ts");
      emitters.set(type, emitter ?? "");
    });
  }
  const cloudwatch = session.client(CloudWatch, {
    ...inspector.clientConfig,
    region: "eu-west-1",
    maxAttempts: 2,
  });
  await cloudwatch.listMetrics();
  inspector.respond("drop", "drop");
  await expect(cloudwatch.listMetrics()).rejects.toThrow();
  const table = [...page.matchAll(/^\| `([a-z-]+)` +\| \[`([^`]+)`\]/gm)].map(([, type, file]) => [
    type,
    file,
  ]);
  expect(table).toEqual(TYPES.map((type) => [type, emitters.get(type)]));
});
