import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { MarkdownRenderer } from "vitepress";
import { type PageEnvironment, placeOf } from "./page-place.js";
import { ROOT } from "./pages.js";

/**
 * Shows a program below the paragraph that follows a heading with a link to it. A Git host shows the linked file, but
 * the site has no page for it. Must run before the links are rewritten.
 */
export function linkedPrograms(markdown: MarkdownRenderer, pages: Readonly<Record<string, string>>): void {
  markdown.core.ruler.push("linked-programs", (state) => {
    const { file } = placeOf(state.env as PageEnvironment, pages);
    let program: string | undefined;
    state.tokens = state.tokens.flatMap((token, place, tokens) => {
      if (tokens[place - 1]?.type === "heading_open") {
        const href = token.children?.find(({ type }) => type === "link_open")?.attrGet("href");
        program = href?.endsWith(".ts") ? posix.join(posix.dirname(file), href) : undefined;
      }
      if (token.type !== "paragraph_close" || program === undefined) return [token];
      const fence = new state.Token("fence", "code", 0);
      fence.info = "ts";
      fence.content = readFileSync(`${ROOT}${program}`, "utf8");
      program = undefined;
      return [token, fence];
    });
  });
}
