import { readFileSync } from "node:fs";
import type { DefaultTheme } from "vitepress";
import { ROOT } from "./pages.js";

type Item = DefaultTheme.SidebarItem;

/** The pages in reading order, those of a group by their files. A page that is not there yet is left out. */
const GROUPS: readonly {
  readonly text: string;
  readonly files: readonly RegExp[];
  readonly collapsed?: boolean;
}[] = [
  {
    text: "Guide",
    files: [
      /^README\.md$/,
      /^docs\/getting-started\.md$/,
      /^docs\/porting-guide\.md$/,
      /^docs\/writing-plugins\.md$/,
      /^examples\/README\.md$/,
      /^docs\/troubleshooting\.md$/,
    ],
  },
  {
    text: "Reference",
    files: [
      /^docs\/events\.md$/,
      /^docs\/differences\.md$/,
      /^docs\/compatibility\.md$/,
      /^docs\/performance\.md$/,
      /^docs\/proof\.md$/,
    ],
  },
  { text: "Packages", files: [/^packages\/events\//, /^packages\/plugin-/, /^packages\/inspector\//] },
  { text: "API reference", files: [/^docs\/api\//], collapsed: true },
  { text: "Recipes", files: [/^examples\/recipes\/README\.md$/, /^examples\/recipes\/./], collapsed: true },
  {
    text: "This repository",
    files: [/^CONTRIBUTING\.md$/, /^\w+\/README\.md$/],
    collapsed: true,
  },
];

/** The sidebar: each page by its heading. */
export function sidebar(pages: Readonly<Record<string, string>>): Item[] {
  const listed = new Set<string>();
  const groups = GROUPS.map(({ text, files, ...rest }) => ({ text, items: items(files), ...rest }));
  const rest = items([/^docs\//]);
  return rest.length === 0 ? groups : [...groups, { text: "More", items: rest }];

  function items(files: readonly RegExp[]): Item[] {
    return files.flatMap((pattern) =>
      Object.entries(pages)
        .filter(([file]) => pattern.test(file) && !listed.has(file))
        .map(([file, page]) => {
          listed.add(file);
          return { text: headingOf(file), link: `/${page.replace(/(?:index)?\.md$/, "")}` };
        }),
    );
  }
}

function headingOf(file: string): string {
  const [, heading = file] = /^# (.*)$/m.exec(readFileSync(`${ROOT}${file}`, "utf8")) ?? [];
  return heading.replaceAll(/[`\\]/g, "");
}
