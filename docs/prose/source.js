import ts from "typescript";

/** Lets textlint read TypeScript: comments, and strings of three words and more. */
export default {
  Processor: class {
    availableExtensions() {
      return [".ts"];
    }
    processor() {
      return { preProcess, postProcess: (messages, filePath = "source.ts") => ({ messages, filePath }) };
    }
  },
};

function preProcess(text) {
  const file = ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);
  const place = (position) => {
    const { line, character } = file.getLineAndCharacterOfPosition(position);
    return { line: line + 1, column: character };
  };
  const node = (type, start, end, content) => ({
    type,
    raw: text.slice(start, end),
    range: [start, end],
    loc: { start: place(start), end: place(end) },
    ...content,
  });
  const children = [...proseOf(file)].map(([start, end]) =>
    node("Str", start, end, { value: text.slice(start, end) }),
  );
  return node("Document", 0, text.length, { children });
}

/** Where a file's prose is, without the code in it, as the end of each part by its start. */
function proseOf(file) {
  const parts = new Map();
  const add = (start, end) => {
    let at = start;
    for (const part of file.text.slice(start, end).split(/(```.*?```|`[^`]*`)/s)) {
      if (!part.startsWith("`")) parts.set(at, at + part.length);
      at += part.length;
    }
  };
  const visit = (node) => {
    // Together, since a sentence can go on in the next line's comment.
    const comments = ts.getLeadingCommentRanges(file.text, node.pos);
    if (comments !== undefined) add(comments[0].pos, comments.at(-1).end);
    for (const { pos, end } of ts.getTrailingCommentRanges(file.text, node.end) ?? []) add(pos, end);
    const isText =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && / .* /.test(node.text)) parts.set(node.getStart() + 1, node.end - 1);
    for (const child of node.getChildren()) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(file);
  return parts;
}
