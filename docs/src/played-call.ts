import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { type ClientEventType, eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";
import { boundClient, type Middleware } from "../../packages/events/src/binding/middleware.js";
import { namesIn, Weaving } from "../../packages/events/src/binding/weaving.js";

/** Where an event was emitted: inside one of the SDK's middlewares, or between two of them. */
export interface PlayedEvent {
  readonly type: ClientEventType;
  /** The place in the stack of the middleware that it was emitted inside of, or after; -1 is before all of them. */
  readonly place: number;
  readonly isInside: boolean;
  /** Whether the call was on its way to the service, or back. */
  readonly way: "in" | "out";
}

/** What a call was seen to do. */
export interface PlayedCall {
  /** The SDK's middlewares in running order, and its request handler at the end. */
  readonly stack: readonly { readonly name: string; readonly step: string }[];
  readonly events: readonly PlayedEvent[];
}

/** A middleware begins, goes on to the next one, and ends. */
type Note = { readonly kind: "begin" | "next" | "end" | "event"; readonly name: string };

/** Sends PutMetricData to a local endpoint with a handler on every event, and probes around the SDK's middlewares. */
export async function playCall(answer: "200" | "drop"): Promise<PlayedCall> {
  await using inspector = await startInspector({ respond: ["200", answer] });
  const { credentials, url: endpoint } = inspector;
  const config = { endpoint, credentials, region: "eu-west-1", maxAttempts: 1 };
  const command = new PutMetricDataCommand({ Namespace: "Shop", MetricData: [] });
  const stack = await resolvedStack(new CloudWatchClient(config), command);
  const client = new CloudWatchClient(config);
  const notes: Note[] = [];
  putProbes(client, stack, notes);
  eventsOf(client).register("*.cloudwatch", ({ eventName }) => {
    notes.push({ kind: "event", name: eventName });
  });
  await client.send(command).catch(() => undefined);
  return { stack, events: eventsIn(notes, stack) };
}

function putProbes(client: CloudWatchClient, stack: PlayedCall["stack"], notes: Note[]): void {
  const note = (kind: Note["kind"], name: string): void => {
    notes.push({ kind, name });
  };
  const around =
    (name: string) =>
    <Given extends unknown[], Result>(next: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      note("begin", name);
      return next(...given).finally(() => note("end", name));
    };
  const within =
    (name: string): Middleware =>
    (next) =>
    (args) => {
      note("next", name);
      return next(args);
    };
  const { middlewareStack } = boundClient(client);
  const inClient = namesIn(middlewareStack);
  const names = stack.map(({ name }) => name).filter((name) => name !== REQUEST_HANDLER);
  // Woven in before Tucuxi's own, which so run around them, or inside.
  new Weaving(
    middlewareStack,
    names
      .filter((name) => inClient.has(name))
      .flatMap((name) => [
        { anchor: name, side: "inside", middleware: within(name) },
        { anchor: name, side: "outside", middleware: around(name) },
      ]),
  );
  // Others a command brings when it is sent.
  for (const name of names.filter((name) => !inClient.has(name))) {
    const place = { name: `probe.${name}`, relation: "before", toMiddleware: name } as const;
    client.middlewareStack.addRelativeTo(around(name), place);
  }
  const { requestHandler } = client.config;
  requestHandler.handle = around(REQUEST_HANDLER)(requestHandler.handle.bind(requestHandler));
}

const REQUEST_HANDLER = "requestHandler";

/** The stack that the SDK resolves for a call, as it prints it when asked to. */
async function resolvedStack(
  client: CloudWatchClient,
  command: PutMetricDataCommand,
): Promise<PlayedCall["stack"]> {
  const lines: string[] = [];
  const { log } = console;
  console.log = (names: readonly string[]) => lines.push(...names);
  client.middlewareStack.identifyOnResolve(true);
  try {
    await client.send(command);
  } finally {
    console.log = log;
  }
  let step = "";
  const middlewares = lines.map((line) => {
    const [, name = line, place = ""] = /^(\S+)(?: \(a\.k\.a\. .*\))? - (.*)$/.exec(line) ?? [];
    // One that stands relative to another is in that one's step.
    if (/^\w+$/.test(place)) step = place;
    return { name, step };
  });
  return [...middlewares, { name: REQUEST_HANDLER, step: "" }];
}

function eventsIn(notes: readonly Note[], stack: PlayedCall["stack"]): PlayedEvent[] {
  const events: PlayedEvent[] = [];
  let last: Note = { kind: "next", name: "" };
  for (const note of notes) {
    if (note.kind !== "event") {
      last = note;
      continue;
    }
    const place = stack.findIndex(({ name }) => name === last.name);
    if (place === -1 && last.name !== "") throw new Error(`${last.name} is not in the stack`);
    const [type = ""] = note.name.split(".");
    events.push({
      type: type as ClientEventType,
      // What has ended stands below.
      place: last.kind === "end" ? place - 1 : place,
      isInside: last.kind === "begin",
      way: last.kind === "end" ? "out" : "in",
    });
  }
  return events;
}
