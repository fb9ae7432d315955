import { quoted, xml } from "../../../packages/plugin-logger/test/spellings.js";

/** This many consecutive characters of a secret count as a leak. */
const PIECE = 6;

/** Finds a piece of a secret in a string, in one of the simple spellings. */
export function leaked(text: string, secrets: readonly string[]): string | undefined {
  for (const secret of secrets) {
    const spelled = [
      secret,
      quoted(secret),
      xml(secret),
      encodeURIComponent(secret),
      Buffer.from(secret).toString("base64"),
    ];
    for (const value of new Set(spelled)) {
      const length = Math.ceil((value.length / secret.length) * PIECE);
      for (let at = 0; at + length <= value.length; at++) {
        const piece = value.slice(at, at + length);
        const found = text.indexOf(piece);
        if (found >= 0)
          return `"${piece}" of "${secret}" is in …${text.slice(Math.max(0, found - 60), found + 60)}…`;
      }
    }
  }
  return undefined;
}
