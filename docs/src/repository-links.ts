import { posix } from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { type PageEnvironment, placeOf } from "./page-place.js";

/**
 * Turns links between files of the repository into links between pages. A link to a folder goes to its README. If a
 * file has no page, such as a program, the site shows only the link's text.
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
          // VitePress checks for dead links and refuses a missing page.
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

/** Makes a token render nothing. */
function hide(token: { type: string; tag: string; nesting: number; content: string; attrs: unknown }): void {
  token.type = "text";
  token.tag = "";
  token.nesting = 0;
  token.content = "";
  token.attrs = null;
}
