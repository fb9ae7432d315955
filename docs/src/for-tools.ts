import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { ROOT } from "./pages.js";
import { sidebar } from "./sidebar.js";

/**
 * Writes the files for tools (https://llmstxt.org): each page as Markdown beside its HTML, and `llms.txt`, which lists
 * the pages and what each is about.
 */
export function writeForTools(out: string, pages: Readonly<Record<string, string>>): void {
  const sources = new Map(Object.entries(pages).map(([file, page]) => [page, file]));
  for (const [page, file] of sources) {
    const path = `${out}/${page}`;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, withPageLinks(readFileSync(`${ROOT}${file}`, "utf8"), file, page, pages));
  }
  const groups = sidebar(pages).map(({ text, items }) => {
    const lines = items?.map(({ text: title, link = "" }) => {
      const page = link.endsWith("/") ? `${link.slice(1)}index.md` : `${link.slice(1)}.md`;
      return `- [${title}](/${page}): ${about(readFileSync(`${ROOT}${sources.get(page)}`, "utf8"))}`;
    });
    return `## ${text}\n\n${lines?.join("\n")}\n`;
  });
  const intro = "# Tucuxi\n\n> boto3's event system for the AWS SDK for JavaScript v3.\n";
  writeFileSync(`${out}/llms.txt`, [intro, ...groups].join("\n"));
}

/** Points a page's links between files of the repository at the Markdown of the pages. */
function withPageLinks(
  text: string,
  file: string,
  page: string,
  pages: Readonly<Record<string, string>>,
): string {
  return text.replaceAll(/\]\(([^)\s#]+)(#[^)\s]*)?\)/g, (link, href: string, anchor = "") => {
    if (/^(?:[a-z]+:|\/)/.test(href)) return link;
    const path = posix.join(posix.dirname(file), href).replace(/\/$/, "");
    const target = pages[path] ?? pages[posix.join(path, "README.md")];
    return target === undefined ? link : `](${posix.relative(posix.dirname(page), target)}${anchor})`;
  });
}

/** The first sentence of a page, on one line and without Markdown. */
function about(text: string): string {
  const paragraph = text
    .replace(/^---\n.*?\n---\n/s, "")
    .split(/\n{2,}/)
    .find((part) => /^[\w`[@"]/.test(part));
  const line = (paragraph ?? "").replaceAll(/\s+/g, " ").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
  return /^.*?[.:](?= |$)/.exec(line)?.[0].replace(/:$/, ".") ?? line;
}
