/** How the project writes, as far as a pattern can tell: what not to write, and what to write instead. */
const RULES = [
  [/(?<!\b[Tt]here )\b(?:is|are|was|were) no (?!longer\b)(?=[a-z])/g, `write "isn't a" or "there is no"`],
  [/\bno more (?:\.|$)/gm, 'write "no longer"'],
  [/\b(?:a|of|is|as) texts?\b(?! (?:file|message|editor|diagram))/g, 'write "string"'],
  [/\bdo not\b/g, `write "don't"`],
  [/\bdoes not\b/g, `write "doesn't"`],
  [/\bcannot\b/g, `write "can't"`],
  [/\bis not\b/g, `write "isn't"`],
  [/\btypes? of events?\b/g, 'write "event type"'],
  [/\bat once (?:do|does|see)\b/g, 'write "concurrent"'],
  [/\bAt last\b/g, 'write "Finally"'],
  [/\bof one's own\b/g, 'write "your own"'],
  [/:[^.:\n|`()]{3,}:\s/g, "use at most one colon in a sentence"],
];

export default ({ Syntax, RuleError, report, getSource }) => ({
  [Syntax.Str](node) {
    const text = getSource(node);
    for (const [pattern, advice] of RULES) {
      for (const match of text.matchAll(pattern)) {
        report(node, new RuleError(`"${match[0].trim()}": ${advice}`, { index: match.index }));
      }
    }
  },
});
