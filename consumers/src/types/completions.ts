import { expectNone } from "../checks.js";

/** Marks the cursor in a program. */
const CURSOR = "‸";

interface Completion {
  readonly title: string;
  /** The part of the pattern typed so far. */
  readonly typed: string;
  /** The client's events. Without the aggregated type, only event types and services are known. */
  readonly events: "eventsOf<CloudWatch>(client)" | "eventsOf(client)" | "new Session().events";
  /** Names that must be offered. */
  readonly offered: readonly string[];
  /** Names that must not be offered. */
  readonly refused: readonly string[];
}

const COMPLETIONS: readonly Completion[] = [
  {
    title: "the event types",
    typed: CURSOR,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["provide-client-params", "before-sign", "after-call-error", "cache-hit"],
    refused: ["creating-client-class"],
  },
  {
    title: "the event types, if the service isn't known",
    typed: `before-si${CURSOR}`,
    events: "eventsOf(client)",
    offered: ["provide-client-params", "before-sign", "after-call-error", "cache-hit"],
    refused: ["creating-client-class"],
  },
  {
    title: "a session's own event type",
    typed: `creating${CURSOR}`,
    events: "new Session().events",
    offered: ["creating-client-class", "before-sign"],
    refused: [],
  },
  {
    title: "the client's service, and its operations",
    typed: `before-sign.${CURSOR}`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["before-sign.cloudwatch", "before-sign.cloudwatch.PutMetricData"],
    refused: ["before-sign.s3", "before-call.cloudwatch"],
  },
  {
    title: "the client's service, partly typed",
    typed: `after-call.clo${CURSOR}`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["after-call.cloudwatch", "after-call.cloudwatch.ListMetrics"],
    refused: ["after-call.cloudwatch.WaitUntilAlarmExists", "after-call.clo"],
  },
  {
    title: "the operations of the service",
    typed: `before-sign.cloudwatch.${CURSOR}`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["before-sign.cloudwatch.PutMetricData", "before-sign.cloudwatch.ListMetrics"],
    refused: ["before-sign.cloudwatch.Send", "before-sign.cloudwatch.PaginateListMetrics"],
  },
  {
    title: "the operations after an older name of the service, partly typed",
    typed: `before-sign.monitoring.PutM${CURSOR}`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["before-sign.monitoring.PutMetricData"],
    refused: ["before-sign.cloudwatch.PutMetricData"],
  },
  {
    title: "the operations after a wildcard",
    typed: `after-*.*.${CURSOR}`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["after-*.*.PutMetricData"],
    refused: [],
  },
  {
    title: "no operation for an event without one",
    typed: `before-endpoint-resolution.${CURSOR}`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["before-endpoint-resolution.cloudwatch"],
    refused: ["before-endpoint-resolution.cloudwatch.PutMetricData"],
  },
  {
    title: "all services, if the service isn't known",
    typed: `before-sign.${CURSOR}`,
    events: "eventsOf(client)",
    offered: [
      "before-sign.cloudwatch",
      "before-sign.s3",
      "before-sign.logs",
      "before-sign.runtime.sagemaker",
    ],
    refused: ["before-sign.cloudwatch.PutMetricData"],
  },
  {
    title: "all services, partly typed",
    typed: `before-sign.dyn${CURSOR}`,
    events: "eventsOf(client)",
    offered: ["before-sign.dynamodb", "before-sign.dynamodb-streams"],
    refused: [],
  },
  {
    title: "a misspelt event type",
    typed: `befor-sign${CURSOR}.cloudwatch.PutMetricData`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["before-sign.cloudwatch.PutMetricData"],
    refused: [],
  },
];

/** An editor with one file of a project open. */
export interface Editor {
  /** The names that the editor offers at this offset of a program. */
  complete(program: string, offset: number): readonly string[] | Promise<readonly string[]>;
  /** What the editor shows for the name at this offset of a program. */
  hover(program: string, offset: number): string | Promise<string>;
}

/** Checks each completion. @returns pairs of title and check. */
export function completionChecks(editor: Editor): (readonly [title: string, check: () => Promise<void>])[] {
  return COMPLETIONS.map(({ title, typed, events, offered, refused }) => [
    title,
    async () => {
      const program = `
        import { type CloudWatch, CloudWatchClient } from "@aws-sdk/client-cloudwatch";
        import { eventsOf, Session } from "@tucuxi/events";
        declare module "@tucuxi/events" {
          interface CustomEvents {
            "cache-hit": { key: string };
          }
        }
        const client = new CloudWatchClient({});
        ${events}.register("${typed}", () => {});
      `;
      const names = await editor.complete(program.replace(CURSOR, ""), program.indexOf(CURSOR));
      expectNone([
        ...offered.filter((name) => !names.includes(name)).map((name) => `${name} isn't offered`),
        ...refused
          .filter((name) => names.includes(name))
          .map((name) => `${name} is offered, but shouldn't be`),
      ]);
    },
  ]);
}

/** Checks that an editor shows the fields of an event, not just the name of their type. */
export async function checkHover(editor: Editor): Promise<void> {
  const program = `
    import { type CloudWatch, CloudWatchClient } from "@aws-sdk/client-cloudwatch";
    import { eventsOf } from "@tucuxi/events";
    eventsOf<CloudWatch>(new CloudWatchClient({})).register("before-send.cloudwatch.PutMetricData", (sent) => {});
  `;
  const shown = await editor.hover(program, program.indexOf("sent"));
  const fields = ["eventName: string", "request: HttpRequest", "context: "];
  expectNone(fields.filter((field) => !shown.includes(field)).map((field) => `no "${field}" in ${shown}`));
}
