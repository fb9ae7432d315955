/** What a string quotes. */
export interface QuotedPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A shorter one reveals nothing. */
const SHORTEST = 3;
/** What a service puts in place of the rest of a quote, and the backslashes of the closing quote. */
const REST = /(?:\.{2,3}|\u2026)?\\*$/;
const LONGEST_REST = 8;

/**
 * Everything between two quotation marks of one kind, in linear time. An apostrophe must not pair the wrong marks, so
 * each mark both closes and opens.
 *
 * @param skipsStructure Of JSON, returns only what is quoted inside its strings.
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
