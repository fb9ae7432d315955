import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createMarkdownRenderer, type MarkdownRenderer } from "vitepress";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { writeForTools } from "./src/for-tools.js";
import { headingSlug } from "./src/heading-slug.js";
import { pages, ROOT } from "./src/pages.js";
import { sidebar } from "./src/sidebar.js";
import { site } from "./src/site.js";
import { splitApiPage } from "./src/split-api-page.js";

let markdown: MarkdownRenderer;

beforeAll(async () => {
  markdown = await createMarkdownRenderer(ROOT, site.markdown);
});

/** What a page of the site shows of a text that stands in its file. */
function rendered(page: string, text: string): string {
  return markdown.render(text, { relativePath: page, cleanUrls: false });
}

test("every page of the repository is on the site, but for the reports of interfaces, and in its sidebar, but for the home page", async () => {
  const { stdout } = await promisify(execFile)("git", ["ls-files", "*.md"], { cwd: ROOT });
  const files = stdout.trim().split("\n");
  const made = pages();
  const left = files.filter((file) => !(file in made) && !file.startsWith("consumers/api/"));
  expect(left.filter((file) => !file.startsWith("."))).toEqual([]);
  const links = sidebar(made).flatMap(({ items }) => items?.map(({ link }) => link));
  expect(links.toSorted()).toEqual(
    Object.values(made)
      .filter((page) => page !== "index.md")
      .map((page) => `/${page.replace(/(?:index)?\.md$/, "")}`)
      .sort(),
  );
});

test("links between files lead from page to page, and to a folder's README", () => {
  expect(rendered("events.md", "[x](differences.md#moto)")).toContain('href="./differences.html#moto"');
  expect(rendered("events.md", "[x](../packages/events)")).toContain('href="./packages/events.html"');
  expect(rendered("packages/events.md", "[x](../../docs/events.md)")).toContain('href="./../events.html"');
  expect(rendered("recipes/index.md", "[x](gzip-metrics)")).toContain('href="./gzip-metrics.html"');
  expect(rendered("recipes/gzip-metrics.md", "[x](..)")).toContain('href="./"');
  expect(rendered("repository/contributing.md", "[x](README.md)")).toContain('href="./readme.html"');
});

test("links to other places stay, and of a link to a file without a page the text does", () => {
  expect(rendered("events.md", "[x](https://example.com/a.md)")).toContain('href="https://example.com/a.md"');
  expect(rendered("events.md", "[x](#patterns)")).toContain('href="#patterns"');
  expect(rendered("events.md", "a [x](../packages/events/src/index.ts) b").trim()).toBe("<p>a x b</p>");
});

test("a link to a page that does not exist is left to the check for dead links", () => {
  expect(rendered("events.md", "[x](nowhere.md)")).toContain('href="./nowhere.html"');
});

test("a heading that links to a program shows it after its paragraph", async () => {
  const html = rendered("examples.md", "### [A program](src/tour.ts)\n\nWhat it does.\n\nMore.");
  const program = await readFile(`${ROOT}examples/src/tour.ts`, "utf8");
  const text = html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&#x3C;", "<")
    .replaceAll("&#x26;", "&");
  expect(text).toContain(program.trim());
  expect(html.indexOf("What it does.")).toBeLessThan(html.indexOf("<pre"));
  expect(html.indexOf("<pre")).toBeLessThan(html.indexOf("More."));
});

test.each([
  ["A call, from the first event to the last", "a-call-from-the-first-event-to-the-last"],
  ["What `before-sign` does: S3's case", "what-before-sign-does-s3s-case"],
  ["INVALID_HEADER", "invalid_header"],
])("the anchor of %s is the one that Git hosts make", (heading, anchor) => {
  expect(headingSlug(heading.replaceAll("`", ""))).toBe(anchor);
});

test("a long page of the API is split by kind, long symbols apart, and its links lead to where the symbols are", () => {
  const long = `#### Properties\n\n${"text ".repeat(2_000)}\n\n`;
  const page = `# @tucuxi/x\n\nAbout x.\n\n## Functions\n\n### short()\n\n[Long](#long), [its properties](#properties)\n\n### other()\n\n[short](#short)\n\n## Interfaces\n\n### Long\n\n${long}### Longer\n\n${long}${long}[first](#properties-1), [second](#properties-2)\n`;
  const { pages: split, targets } = splitApiPage("x", page);
  const texts = Object.fromEntries(split.map(({ name, text }) => [name, text]));
  expect(Object.keys(texts)).toEqual(["", "functions", "long", "longer"]);
  expect(texts[""]).toContain("About x.");
  expect(texts[""]).toContain("- [`other()`](x/functions.md#other)");
  expect(texts[""]).toContain("- [`Long`](x/long.md)");
  expect(texts["functions"]).toContain("# Functions of @tucuxi/x\n\n## short()");
  expect(texts["functions"]).toContain("[Long](long.md#long), [its properties](long.md#properties)");
  expect(texts["functions"]).toContain("[short](#short)");
  expect(texts["longer"]).toContain("[first](#properties), [second](#properties-1)");
  expect(targets.get("properties-2")).toEqual({ page: "longer", anchor: "properties-1" });
});

test("tools find each page as Markdown, with links between pages, and a list of them", async () => {
  const out = await mkdtemp(join(tmpdir(), "tucuxi-site-"));
  onTestFinished(() => rm(out, { recursive: true }));
  const made = pages();
  writeForTools(out, made);
  const list = await readFile(join(out, "llms.txt"), "utf8");
  for (const [, page = ""] of list.matchAll(/\]\(\/([^)]*)\): \S/g)) await readFile(join(out, page));
  expect(list.match(/^- /gm)?.length).toBe(Object.keys(made).length - 1);
  expect(await readFile(join(out, "faq.md"), "utf8")).toContain("](packages/inspector.md)");
  expect(await readFile(join(out, "packages/events.md"), "utf8")).toContain("](../events.md)");
});
