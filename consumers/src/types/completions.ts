import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-6";
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

/**
 * The title of each completion, and the check of it, as an editor asks for it: by the language service of TypeScript 6,
 * the last one with an interface that is stable.
 */
export function completionChecks(project: string): (readonly [title: string, check: () => void])[] {
  const editor = new Editor(project);
  return COMPLETIONS.map(({ title, typed, events, offered, refused }) => [
    title,
    () => {
      const names = editor.complete(`
        import { type CloudWatch, CloudWatchClient } from "@aws-sdk/client-cloudwatch";
        import { eventsOf, Session } from "@tucuxi/events";
        declare module "@tucuxi/events" {
          interface CustomEvents {
            "cache-hit": { key: string };
          }
        }
        const client = new CloudWatchClient({});
        ${events}.register("${typed}", () => {});
      `);
      expectNone([
        ...offered.filter((name) => !names.has(name)).map((name) => `${name} is not offered`),
        ...refused.filter((name) => names.has(name)).map((name) => `${name} is offered`),
      ]);
    },
  ]);
}

/** An editor in which one file of a project is open. */
class Editor {
  readonly #service: ts.LanguageService;
  readonly #file: string;
  #text = "";
  #version = 0;

  constructor(project: string) {
    const { sys } = ts;
    this.#file = join(project, "editor.ts");
    const read = (file: string): string | undefined =>
      file === this.#file ? this.#text : sys.readFile(file);
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => ({
        strict: true,
        module: ts.ModuleKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        types: ["node"],
      }),
      getCurrentDirectory: () => project,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      getScriptFileNames: () => [this.#file],
      getScriptVersion: (file) => (file === this.#file ? String(this.#version) : "0"),
      getScriptSnapshot: (file) => {
        const text = read(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      readFile: read,
      fileExists: (file) => file === this.#file || existsSync(file),
      directoryExists: sys.directoryExists,
      getDirectories: sys.getDirectories,
      ...(sys.realpath === undefined ? {} : { realpath: sys.realpath }),
    });
  }

  /** The names that are offered where the cursor is. */
  complete(program: string): ReadonlySet<string> {
    const cursor = program.indexOf(CURSOR);
    this.#text = program.replace(CURSOR, "");
    this.#version++;
    const offered = this.#service.getCompletionsAtPosition(this.#file, cursor, undefined);
    return new Set(offered?.entries.map(({ name }) => name));
  }
}
