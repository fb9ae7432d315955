import { execFile } from "node:child_process";
import { access, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { headingSlug } from "./src/heading-slug.js";

const root = new URL("../", import.meta.url);

/** The anchors of a page's headings: the second of the same name ends in `-1`. */
async function anchorsOf(page: URL): Promise<ReadonlySet<string>> {
  const text = (await readFile(page, "utf8")).replaceAll(/^```.*?^```/gms, "");
  const anchors = new Set<string>();
  for (const [, heading = ""] of text.matchAll(/^#+ (.*)$/gm)) {
    const slug = headingSlug(heading.replaceAll(/`|\[(.*?)\]\(.*?\)/g, "$1"));
    let anchor = slug;
    for (let copy = 1; anchors.has(anchor); copy++) anchor = `${slug}-${copy}`;
    anchors.add(anchor);
  }
  return anchors;
}

test("every link between the files of the repository leads somewhere, to a heading where it names one", async () => {
  const { stdout } = await promisify(execFile)("git", ["ls-files", "*.md"], { cwd: fileURLToPath(root) });
  const pages = stdout.trim().split("\n");
  expect(pages).toContain("README.md");
  const broken: string[] = [];
  for (const page of pages) {
    const url = new URL(page, root);
    for (const [, link = ""] of (await readFile(url, "utf8")).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const target = new URL(link, url);
      const anchor = target.hash.slice(1);
      target.hash = "";
      const found = await access(target).then(
        async () => anchor === "" || (await anchorsOf(target)).has(anchor),
        () => false,
      );
      if (!found) broken.push(`${page}: ${link}`);
    }
  }
  expect(broken).toEqual([]);
});
