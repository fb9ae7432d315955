import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";

const sources = new URL("../../packages/events/src/", import.meta.url);

/** The codes that the type `TucuxiErrorCode` lists. */
export function declaredCodes(): string[] {
  const declaration = parsed("errors.ts")
    .statements.filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === "TucuxiErrorCode");
  if (declaration === undefined || !ts.isUnionTypeNode(declaration.type)) {
    throw new Error("errors.ts has no union TucuxiErrorCode");
  }
  return declaration.type.types.map((type) => type.getText().replaceAll('"', "")).sort();
}

/** The strings in the sources that look like codes, except those in the type itself. */
export function usedCodes(): ReadonlySet<string> {
  const codes = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && /^[A-Z_]+$/.test(node.text)) codes.add(node.text);
    ts.forEachChild(node, visit);
  };
  const files = readdirSync(sources, { recursive: true, encoding: "utf8" });
  for (const file of files) if (/(?<!\.test)\.ts$/.test(file) && file !== "errors.ts") visit(parsed(file));
  return codes;
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(
    file,
    readFileSync(new URL(file, sources), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
}
