import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { type ClientEventType, eventsOf } from "@tucuxi/events";
import { startInspector } from "@tucuxi/inspector";

/** Where an event was emitted in the stack. */
export interface PlayedEvent {
  readonly type: ClientEventType;
  /** The innermost middleware that had begun and not ended: a seam of ours, or one of the SDK's. */
  readonly within: string;
  /** Whether the call was on its way to the service, or back. */
  readonly way: "in" | "out";
}

/** What a call was seen to do. */
export interface PlayedCall {
  /** The middlewares in running order, ours among them as `tucuxi.NAME`. */
  readonly stack: readonly { readonly name: string; readonly step: string }[];
  readonly events: readonly PlayedEvent[];
}

type Note = { readonly kind: "enter" | "leave" | "event"; readonly name: string };

/**
 * Sends PutMetricData to a local endpoint with a handler on every event, and a probe before every middleware that
 * notes when it begins and ends. Of a dropped connection there is `after-call-error` too.
 */
export async function playCall(answer: "200" | "drop"): Promise<PlayedCall> {
  await using inspector = await startInspector({ respond: ["200", answer] });
  const client = new CloudWatchClient({
    endpoint: inspector.url,
    region: "eu-west-1",
    credentials: inspector.credentials,
    maxAttempts: 1,
  });
  const notes: Note[] = [];
  const events = eventsOf(client);
  events.register("*.cloudwatch", ({ eventName }) => {
    notes.push({ kind: "event", name: eventName });
  });
  const command = new PutMetricDataCommand({ Namespace: "Shop", MetricData: [] });
  const stack = await resolvedStack(client, () => client.send(command));
  const probe =
    (name: string) =>
    <Given extends unknown[], Result>(next: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      notes.push({ kind: "enter", name });
      try {
        return await next(...given);
      } finally {
        notes.push({ kind: "leave", name });
      }
    };
  for (const { name } of stack) {
    const place = { name: `probe.${name}`, relation: "before", toMiddleware: name } as const;
    client.middlewareStack.addRelativeTo(probe(name), place);
  }
  const { requestHandler } = client.config;
  requestHandler.handle = probe("requestHandler")(requestHandler.handle.bind(requestHandler));
  notes.length = 0;
  await client.send(command).catch(() => undefined);
  return { stack, events: eventsIn(notes) };
}

/** The stack that the SDK resolves for a call, as it prints it when asked to. */
async function resolvedStack(
  client: CloudWatchClient,
  send: () => Promise<unknown>,
): Promise<PlayedCall["stack"]> {
  const lines: string[] = [];
  const { log } = console;
  console.log = (names: readonly string[]) => lines.push(...names);
  client.middlewareStack.identifyOnResolve(true);
  try {
    await send();
  } finally {
    console.log = log;
    client.middlewareStack.identifyOnResolve(false);
  }
  let step = "";
  return lines.map((line) => {
    const [, name = line, , place = ""] = /^(\S+)( \(a\.k\.a\. .*\))? - (.*)$/.exec(line) ?? [];
    // One that stands relative to another is in that one's step.
    if (/^\w+$/.test(place)) step = place;
    return { name, step };
  });
}

function eventsIn(notes: readonly Note[]): PlayedEvent[] {
  const open: string[] = [];
  const events: PlayedEvent[] = [];
  let way: PlayedEvent["way"] = "in";
  for (const { kind, name } of notes) {
    if (kind === "enter") {
      open.push(name);
      way = "in";
    } else if (kind === "leave") {
      open.pop();
      way = "out";
    } else {
      const [type = ""] = name.split(".");
      events.push({ type: type as ClientEventType, within: open.at(-1) ?? "", way });
    }
  }
  return events;
}
