/** What a text quotes. */
export interface QuotedPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A shorter one tells nothing. */
const SHORTEST = 3;
/** What a service puts in place of the rest of what it quotes, and backslashes of the closing quote. */
const REST = /(?:\.{2,3}|\u2026)?\\*$/;
const LONGEST_REST = 8;

/**
 * All that stands between two quotes of a kind, in time linear in the text. An apostrophe must not pair the wrong ones up, so
 * each quote both closes and opens.
 *
 * @param skipsStructure Of JSON, only what is quoted within its strings.
 */
export function quotedParts(text: string, skipsStructure: boolean): QuotedPart[] {
  const isJson = skipsStructure && /^\s*[[{]/.test(text);
  const parts: QuotedPart[] = [];
  for (const quote of [isJson ? '\\"' : '"', "'", "`"]) addBetween(text, quote, parts);
  return parts;
}

function addBetween(text: string, quote: string, parts: QuotedPart[]): void {
  for (let open = text.indexOf(quote); open !== -1; ) {
    const start = open + quote.length;
    const close = text.indexOf(quote, start);
    if (close === -1) break;
    const end =
      close - (REST.exec(text.slice(Math.max(start, close - LONGEST_REST), close))?.[0].length ?? 0);
    if (end - start >= SHORTEST) parts.push({ text: text.slice(start, end), start, end });
    open = close;
  }
}
