import { posix } from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { type PageEnvironment, placeOf } from "./page-place.js";

/**
 * Makes links between files of the repository links between pages. A link to a folder is one to its README; to a
 * file that is no page, such as a program, the site shows the text alone.
 */
export function repositoryLinks(markdown: MarkdownRenderer, pages: Readonly<Record<string, string>>): void {
  const pageOf = (path: string): string | undefined => pages[path] ?? pages[posix.join(path, "README.md")];
  markdown.core.ruler.push("repository-links", ({ tokens, env }) => {
    const { file, page } = placeOf(env as PageEnvironment, pages);
    for (const { children } of tokens) {
      let isText = false;
      for (const token of children ?? []) {
        if (token.type === "link_close" && isText) {
          isText = false;
          hide(token);
        }
        const href = token.type === "link_open" ? token.attrGet("href") : null;
        if (href === null || /^(?:[a-z]+:|#|\/)/.test(href)) continue;
        const [path = "", anchor] = href.split("#");
        const target = pageOf(posix.join(posix.dirname(file), path).replace(/\/$/, ""));
        if (target === undefined) {
          // A page that is none is left to VitePress, whose check for dead links refuses it.
          if (path.endsWith(".md")) continue;
          isText = true;
          hide(token);
          continue;
        }
        const link = posix.relative(posix.dirname(page), target);
        token.attrSet("href", `./${link}${anchor === undefined ? "" : `#${anchor}`}`);
      }
    }
  });
}

/** Makes a token say nothing. */
function hide(token: { type: string; tag: string; nesting: number; content: string; attrs: unknown }): void {
  token.type = "text";
  token.tag = "";
  token.nesting = 0;
  token.content = "";
  token.attrs = null;
}
