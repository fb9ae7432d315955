import { readFileSync } from "node:fs";
import type { DefaultTheme } from "vitepress";
import { ROOT } from "./pages.js";

type Item = DefaultTheme.SidebarItem;

/**
 * The pages in reading order. Within a group, they are in the order of their files. Pages that don't exist yet are left
 * out.
 */
const GROUPS: readonly {
  readonly text: string;
  readonly files: readonly RegExp[];
  readonly collapsed?: boolean;
}[] = [
  {
    text: "Start",
    files: [
      /^docs\/getting-started\.md$/,
      /^docs\/start-from-boto3\.md$/,
      /^docs\/why-not-middleware\.md$/,
      /^docs\/when-not-to-use-it\.md$/,
      /^docs\/faq\.md$/,
    ],
  },
  {
    text: "Guide",
    files: [
      /^docs\/find-a-recipe\.md$/,
      /^docs\/testing\.md$/,
      /^docs\/recording\.md$/,
      /^docs\/recording\.md$/,
      /^docs\/lambda\.md$/,
      /^docs\/writing-plugins\.md$/,
      /^examples\/README\.md$/,
      /^docs\/troubleshooting\.md$/,
    ],
  },
  {
    text: "Coming from",
    files: [/^docs\/from-boto3\.md$/, /^docs\/from-sdk-v2\.md$/, /^docs\/from-middleware\.md$/],
  },
  { text: "Packages", files: [/^packages\/events\//, /^packages\/plugin-/, /^packages\/inspector\//] },
  {
    text: "Reference",
    files: [
      /^docs\/events\.md$/,
      /^docs\/differences\.md$/,
      /^docs\/compatibility\.md$/,
      /^docs\/performance\.md$/,
      /^docs\/proof\.md$/,
      /^docs\/security\.md$/,
      /^docs\/architecture\.md$/,
      /^docs\/proof\.md$/,
    ],
  },
  { text: "API reference", files: [/^docs\/api\//], collapsed: true },
  { text: "Recipes", files: [/^examples\/recipes\/README\.md$/, /^examples\/recipes\/./], collapsed: true },
  {
    text: "This repository",
    files: [/^\w+\.md$/, /^\w+\/README\.md$/],
    collapsed: true,
  },
];

/** The sidebar: every page by its heading. The home page isn't in it, because the site's title links there. */
export function sidebar(pages: Readonly<Record<string, string>>): Item[] {
  const listed = new Set(["docs/home.md"]);
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
