import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

const sources = new URL("../../packages/events/src/", import.meta.url);

/** The codes of `TucuxiErrorCode`, as its type lists them. */
export function declaredCodes(): string[] {
  const declaration = parsed("errors.ts")
    .statements.filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === "TucuxiErrorCode");
  if (declaration === undefined || !ts.isUnionTypeNode(declaration.type)) {
    throw new Error("errors.ts has no union TucuxiErrorCode");
  }
  return declaration.type.types.map((type) => type.getText().replaceAll('"', "")).sort();
}

/** The codes that the sources throw errors with: the first argument of each `new ...Error("CODE", ...)`. */
export function thrownCodes(): string[] {
  const codes = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) {
      const [code] = node.arguments ?? [];
      if (code !== undefined && ts.isStringLiteral(code) && /^[A-Z_]+$/.test(code.text)) codes.add(code.text);
    }
    ts.forEachChild(node, visit);
  };
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" });
  for (const file of files) if (/(?<!\.test)\.ts$/.test(file)) visit(parsed(file));
  return [...codes].sort();
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(
    file,
    readFileSync(new URL(file, sources), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
}
