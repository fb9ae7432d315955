import { readFile } from "node:fs/promises";
import { EVENT_CATALOGUE, type EventType } from "@tucuxi/events";
import { COUNTERPARTS } from "../../packages/events/test/parity/payload-fields.js";
import { type EventDocstring, eventDocstrings } from "./event-docstrings.js";
import { exampleFile } from "./example-output.js";
import { withGenerated } from "./generated-parts.js";
import { markdownTable } from "./markdown-table.js";
import { wrapped } from "./wrapped.js";

/** The output of an event's example. */
type OutputOf = (type: EventType) => Promise<string>;

const TYPES = Object.keys(EVENT_CATALOGUE) as EventType[];

/** Returns the events page with its generated parts updated. */
export async function eventsPage(page: string, outputOf: OutputOf): Promise<string> {
  const docstrings = eventDocstrings();
  const sections: string[] = [];
  const rows: string[][] = [];
  for (const type of TYPES) {
    const docstring = docstrings.get(type);
    if (docstring === undefined) throw new Error(`payloads.ts has no docstring of ${type}`);
    rows.push(overview(type, docstring));
    sections.push(await section(type, docstring, outputOf));
  }
  return withGenerated(page, {
    "the table": markdownTable(["event", "once per", "returned value", "payload"], rows),
    "the reference": sections.join("\n\n"),
  });
}

function overview(type: EventType, { members }: EventDocstring): string[] {
  const { per, returned } = EVENT_CATALOGUE[type];
  return [
    `[\`${type}\`](#${type})`,
    per,
    RETURNED[returned],
    members.map(({ name }) => `\`${name}\``).join(", "),
  ];
}
const RETURNED: Readonly<Record<(typeof EVENT_CATALOGUE)[EventType]["returned"], string>> = {
  ignored: "ignored",
  params: "the first one replaces `params`",
  "call-response": "the first one answers the call",
  "http-response": "the first one is the HTTP response",
  "auth-scheme": "the first one is how to sign",
  seconds: "the first one is the time to wait for another attempt",
  outcome: "replaces the output, or recovers from the error",
};

async function section(type: EventType, docstring: EventDocstring, outputOf: OutputOf): Promise<string> {
  const { segments, per } = EVENT_CATALOGUE[type];
  const name = segments === 3 ? `${type}.<service>.<operation>` : `${type}.<service>`;
  const example = await readFile(exampleFile(`events/${type}.ts`), "utf8");
  const facts = [
    `**Name:** \`${name}\`, once per ${per}.`,
    `**Returned value:** ${docstring.returned ?? "ignored."}`,
    ...Object.entries(COUNTERPARTS[type]).flatMap(([argument, counterpart]) =>
      "absent" in counterpart ? [`**Not here:** \`${argument}\` (${withCode(counterpart.absent)}).`] : [],
    ),
  ];
  return `### ${type}

${wrapped(docstring.text)}

${facts.map((fact) => wrapped(`- ${fact}`, "  ")).join("\n")}

${payloadTable(type, docstring)}

\`\`\`ts
${example}\`\`\`

It prints

\`\`\`
${await outputOf(type)}
\`\`\``;
}

/** Formats event names and configurations in a reason as code. The tests that provide the reasons use plain strings. */
function withCode(reason: string): string {
  return reason.replaceAll(/\b(?:choose-signer|config\.\w+|signatureVersion|clientClass)\b/g, "`$&`");
}

function payloadTable(type: EventType, { members }: EventDocstring): string {
  const counterparts = Object.entries(COUNTERPARTS[type]);
  const rows = members.map(({ name, type: memberType, text }) => {
    const [argument] = counterparts.find(([, field]) => "field" in field && field.field === name) ?? [];
    return [`\`${name}\``, `\`${memberType}\``, text, argument === undefined ? "" : `\`${argument}\``];
  });
  return markdownTable(["payload", "type", "", "in botocore"], rows);
}
