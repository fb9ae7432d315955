/** How the project writes, as far as a pattern can tell: what not to write, and what to write instead. */
const RULES = [
  [
    /(?<!\b[Tt]here\s+)\b(?:is|are|was|were)\s+no\s+(?!longer\b)(?=[a-z])/g,
    `write "isn't a" or "there is no"`,
  ],
  [/(?<!\b[Tt]here\s+)\b(?:is|are)\s+none\b/g, `write "isn't one"`],
  [/\b(?:is|are|does)\s+[^.]{0,40}\bno\s+more\b(?!\s+than)/g, 'write "no longer"'],
  [/\bonce\s+more\b/g, 'write "again"'],
  [/\b(?:a\s+text|texts)\b(?!\s+(?:file|message|editor|diagram))/g, 'write "string"'],
  [/\bcannot\b/g, `write "can't"`],
  [/\b(?:do|does|did|is|are|was|were|has|have|will|would|should)\s+not\b/g, `contract it, as in "isn't"`],
  [/\btypes?\s+of\s+events?\b(?!\s+stream)/g, 'write "event type"'],
  [/\bat\s+once\s+(?:do|does|see)\b/g, 'write "concurrent"'],
  [/\bAt\s+last\b/g, 'write "Finally"'],
  [/\bof\s+one's\s+own\b/g, 'write "your own"'],
  [/:(?=[^:]*[a-z]{2}\s[a-z]{2})[^.:|`()[\]{}"]{3,}:\s/g, "use at most one colon in a sentence"],
];

export default ({ Syntax, RuleError, report, getSource }) => ({
  [Syntax.Str](node) {
    // In a comment, the margin of the next line isn't part of the sentence.
    const text = getSource(node).replace(/(?<=\n)\s*(?:\*|\/\/)/g, (margin) => " ".repeat(margin.length));
    for (const [pattern, advice] of RULES) {
      for (const { 0: found, index } of text.matchAll(pattern)) {
        report(node, new RuleError(`"${found.trim().replace(/\s+/g, " ")}": ${advice}`, { index }));
      }
    }
  },
});
