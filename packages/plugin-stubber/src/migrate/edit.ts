import MagicString from "magic-string";
import type { Node } from "./syntax.js";

/** A place that somebody has to check by hand. */
export interface Mark {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

/** The changes to a file. */
export class Edit {
  readonly source: string;
  readonly #text: MagicString;
  readonly #marks = new Map<string, Mark & { readonly start: number }>();

  constructor(source: string) {
    this.source = source;
    this.#text = new MagicString(source);
  }

  textOf({ start, end }: Node): string {
    return this.source.slice(start, end);
  }

  replace({ start, end }: Pick<Node, "start" | "end">, text: string): void {
    if (start === end) this.#text.appendLeft(start, text);
    else this.#text.update(start, end, text);
  }

  remove({ start, end }: Pick<Node, "start" | "end">): void {
    this.#text.remove(start, end);
  }

  insertBefore({ start }: Node, text: string): void {
    this.#text.prependRight(start, text);
  }

  insertAfter({ end }: Node, text: string): void {
    this.#text.appendLeft(end, text);
  }

  /** Marks a node's line for a check by hand. */
  mark({ start }: Node, reason: string): void {
    const line = this.source.slice(0, start).split("\n").length;
    this.#marks.set(`${line} ${reason}`, { line, reason, start });
  }

  get marks(): readonly Mark[] {
    return [...this.#marks.values()].map(({ line, reason }) => ({ line, reason }));
  }

  /** The changed file, with a comment above each marked line. */
  result(): string {
    for (const { start, reason } of this.#marks.values()) {
      const lineStart = this.source.lastIndexOf("\n", start - 1) + 1;
      const [indent = ""] = /^[ \t]*/.exec(this.source.slice(lineStart)) ?? [];
      this.#text.appendRight(lineStart, `${indent}// tucuxi-stubber: ${reason}\n`);
    }
    return this.#text.toString();
  }
}
