import { headingSlug } from "./heading-slug.js";

/** A page of the API reference. Its name is relative to the module's and is empty for the module's own page. */
export interface ApiPage {
  readonly name: string;
  readonly text: string;
}

/** A place on one of the pages. */
interface Target {
  readonly page: string;
  readonly anchor: string;
}

/** The pages of a module, and the current place of each anchor of its whole page. */
export interface SplitPage {
  readonly pages: readonly ApiPage[];
  readonly targets: ReadonlyMap<string, Target>;
}

/** A page longer than this is split. */
const MAX_LETTERS = 20_000;
/** A symbol longer than this gets its own page. */
const MAX_SYMBOL_LETTERS = 4_000;

interface Section {
  readonly heading: string;
  readonly text: string;
}

/**
 * Splits the page of a module with many symbols into a page for each kind of symbol and one for each long symbol. The
 * module's own page lists them. Links point to the new places of their headings.
 *
 * @param module The name of the module's file, such as `events`, which starts the links between the pages.
 */
export function splitApiPage(module: string, text: string): SplitPage {
  if (text.length <= MAX_LETTERS) return { pages: [{ name: "", text }], targets: new Map() };
  const [intro = "", ...groups] = text.split(/^(?=## )/m);
  const pages: ApiPage[] = [];
  // In the order of the page, because the numbers in anchors follow it.
  const places: { readonly page: string; readonly heading: string; readonly level: number }[] = [];
  const list: string[] = [];
  for (const group of groups.map(section)) {
    const [, ...symbols] = group.text.split(/^(?=### )/m);
    const rest: string[] = [];
    const groupName = headingSlug(group.heading);
    const links: string[] = [];
    for (const symbol of symbols.map(section)) {
      const symbolSlug = headingSlug(plain(symbol.heading));
      const isLong = symbol.text.length > MAX_SYMBOL_LETTERS;
      const page = isLong ? symbolSlug : groupName;
      for (const [, marks = "", heading = ""] of symbol.text.matchAll(/^(#{3,}) (.*)$/gm)) {
        places.push({ page, heading, level: marks.length });
      }
      links.push(`[\`${plain(symbol.heading)}\`](${module}/${page}.md${isLong ? "" : `#${symbolSlug}`})`);
      if (isLong) pages.push({ name: page, text: symbol.text.replaceAll(/^##(?=#+ )/gm, "") });
      else rest.push(symbol.text);
    }
    if (rest.length > 0) {
      const title = `${group.heading} of ${plain(/^# (.*)$/m.exec(intro)?.[1] ?? module)}`;
      pages.push({ name: groupName, text: `# ${title}\n\n${rest.join("").replaceAll(/^#(?=#+ )/gm, "")}` });
    }
    list.push(`## ${group.heading}\n\n${links.map((link) => `- ${link}`).join("\n")}\n`);
  }
  const targets = anchorTargets(text, places);
  const relinked = pages.map(({ name, text: page }) => ({
    name,
    text: page.replaceAll(/\]\(#([\w-]+)\)/g, (link, anchor: string) => {
      const target = targets.get(anchor);
      if (target === undefined) return link;
      return target.page === name ? `](#${target.anchor})` : `](${target.page}.md#${target.anchor})`;
    }),
  }));
  return { pages: [{ name: "", text: `${intro}${list.join("\n")}` }, ...relinked], targets };
}

function section(text: string): Section {
  const [, heading = ""] = /^#+ (.*)$/m.exec(text) ?? [];
  return { heading, text };
}

/** A heading without Markdown's escapes. */
function plain(heading: string): string {
  return heading.replaceAll(/[\\`]/g, "").replaceAll("&lt;", "<");
}

/** The current place of each anchor of the whole page. Equal headings are numbered, there and on each page. */
function anchorTargets(
  text: string,
  places: readonly { readonly page: string; readonly heading: string; readonly level: number }[],
): ReadonlyMap<string, Target> {
  const targets = new Map<string, Target>();
  const before = new Map<string, number>();
  const now = new Map<string, number>();
  for (const [, heading = ""] of text.matchAll(/^## (.*)$/gm)) numbered(before, headingSlug(plain(heading)));
  for (const { page, heading } of places) {
    const slug = headingSlug(plain(heading));
    const pageSlug = numbered(now, `${page}/${slug}`);
    targets.set(numbered(before, slug), { page, anchor: pageSlug.slice(page.length + 1) });
  }
  return targets;
}

function numbered(counts: Map<string, number>, slug: string): string {
  const count = counts.get(slug) ?? 0;
  counts.set(slug, count + 1);
  return count === 0 ? slug : `${slug}-${count}`;
}
