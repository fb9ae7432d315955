import { readFile } from "node:fs/promises";

/** A comment that names a file, and the code block after it. */
const BLOCK = /(<!-- (\S+\.(?:py|ts|mjs)) -->\n+```\w+\n)[\s\S]*?(```)/g;

/** A page in which each code block after a comment such as `<!-- recipe.ts -->` has that file's content. */
export async function withCode(page: string, address: URL): Promise<string> {
  const contents = new Map<string, string>();
  for (const [, , name = ""] of page.matchAll(BLOCK)) {
    contents.set(name, await readFile(new URL(name, address), "utf8"));
  }
  return page.replace(BLOCK, (_, opening: string, name: string, end: string) =>
    [opening, contents.get(name), end].join(""),
  );
}
