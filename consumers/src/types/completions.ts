import { expectNone } from "../checks.js";

/** Where the cursor is in a program. */
const CURSOR = "‸";

interface Completion {
  readonly title: string;
  /** What has been typed of the pattern. */
  readonly typed: string;
  /** The client's events: without the aggregated type only types and services are known. */
  readonly events: "eventsOf<CloudWatch>(client)" | "eventsOf(client)" | "new Session().events";
  /** Some of what is offered. */
  readonly offered: readonly string[];
  /** Some of what is not. */
  readonly refused: readonly string[];
}

const COMPLETIONS: readonly Completion[] = [
  {
    title: "the types of events",
    typed: CURSOR,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["provide-client-params", "before-sign", "after-call-error", "cache-hit"],
    refused: ["creating-client-class"],
  },
  {
    title: "the types of events, where no service is known",
    typed: `before-si${CURSOR}`,
    events: "eventsOf(client)",
    offered: ["provide-client-params", "before-sign", "after-call-error", "cache-hit"],
    refused: ["creating-client-class"],
  },
  {
    title: "a session's own type of event",
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
    title: "the client's service, of which a part is typed",
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
    title: "the operations after an older name of the service, of which a part is typed",
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
    title: "no operation for an event that has none",
    typed: `before-endpoint-resolution.${CURSOR}`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["before-endpoint-resolution.cloudwatch"],
    refused: ["before-endpoint-resolution.cloudwatch.PutMetricData"],
  },
  {
    title: "all services, where none is known",
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
    title: "all services, of which a part is typed",
    typed: `before-sign.dyn${CURSOR}`,
    events: "eventsOf(client)",
    offered: ["before-sign.dynamodb", "before-sign.dynamodb-streams"],
    refused: [],
  },
  {
    title: "what a misspelt type should have been",
    typed: `befor-sign${CURSOR}.cloudwatch.PutMetricData`,
    events: "eventsOf<CloudWatch>(client)",
    offered: ["before-sign.cloudwatch.PutMetricData"],
    refused: [],
  },
];

/** An editor in which one file of a project is open. */
export interface Editor {
  /** The names that are offered at an offset of a program. */
  complete(program: string, offset: number): readonly string[] | Promise<readonly string[]>;
  /** What is shown of the name at an offset of a program. */
  hover(program: string, offset: number): string | Promise<string>;
}

/** The title of each completion, and the check of it. */
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
        ...offered.filter((name) => !names.includes(name)).map((name) => `${name} is not offered`),
        ...refused.filter((name) => names.includes(name)).map((name) => `${name} is offered`),
      ]);
    },
  ]);
}

/** An editor shows the fields of an event, and not only the name of their type. */
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
