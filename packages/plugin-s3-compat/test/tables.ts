/** What the README has of the table of needs. `tsx test/tables.ts` puts it there; `pnpm format` aligns it. */
import { readFile, writeFile } from "node:fs/promises";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { S3_NEEDS, S3_PRESETS, type S3Preset } from "../src/index.js";
import { STORES } from "../src/needs.js";

const README = new URL("../README.md", import.meta.url);

/** Each table by its name in the README's markers. */
export const TABLES: Readonly<Record<string, string>> = { needs: needs(), presets: presets() };

/** The README with its tables made anew. */
export function withTables(readme: string): string {
  return Object.entries(TABLES).reduce((page, [name, table]) => {
    const place = new RegExp(`<!-- ${name} -->\n.*?<!-- /${name} -->`, "s");
    return page.replace(place, () => `<!-- ${name} -->\n\n${table}\n\n<!-- /${name} -->`);
  }, readme);
}

/** A list: its lines are too long for a table. */
function needs(): string {
  const items = S3_NEEDS.map(({ set, why, stores, others }) => {
    const known = Object.entries(stores).map(
      ([store, sources]) => [STORES[store as S3Preset].title, sources] as const,
    );
    const told = [...known, ...Object.entries(others)].map(
      ([store, sources]) => `${store} (${sources.map(link).join(", ")})`,
    );
    return `- ${code(set)}, for a store that ${why}: ${told.join(", ") || "none known"}.`;
  });
  return items.join("\n");
}

function presets(): string {
  const rows = Object.entries(STORES).map(([name, { title, hosts }]) => [
    `\`"${name}"\``,
    title,
    hosts.map((host) => `\`${host}\``).join(", ") || "no name of its own",
    code(S3_PRESETS[name as S3Preset]),
  ]);
  return table(["preset", "store", "`auto` knows it by", "sets"], rows);
}

function code(switches: object): string {
  return Object.entries(switches)
    .map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``)
    .join(", ");
}

function link(source: string): string {
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(source) ?? [];
  return repository === undefined ? source : `[${source}](https://github.com/${repository}/issues/${number})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(README, withTables(await readFile(README, "utf8")));
}
