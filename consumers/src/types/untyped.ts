import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript-6";
import { type PublishedPackage, ROOT } from "../published-package.js";

type Finding = (node: ts.Node) => string | undefined;

/** Folders with generated files, or with sources of pages instead of programs. */
const NOT_OURS = new Set(["node_modules", "dist", "api", ".vitepress"]);

/** Programs with deliberate mistakes, some of which need a cast to compile, and the page they are on. */
const MISTAKES = /(?:^|\/)troubleshooting(?:\/|\.md$)/;

function filesIn(folder: string, isWanted: (file: string) => boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesIn(path, isWanted);
    return isWanted(path) && !MISTAKES.test(relative(ROOT, path)) ? [path] : [];
  });
}

/** Lists the findings in a program with their lines. */
function findingsIn(name: string, text: string, find: Finding): string[] {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const findings: string[] = [];
  const visit = (node: ts.Node): void => {
    const finding = find(node);
    if (finding !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      findings.push(`${name}:${line + 1}: ${finding}: ${node.getText().split("\n")[0]}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const [directive] of text.matchAll(/@ts-(?:ignore|nocheck)/g)) findings.push(`${name}: ${directive}`);
  return findings;
}

const anyIn: Finding = (node) => (node.kind === ts.SyntaxKind.AnyKeyword ? "any" : undefined);

const castIn: Finding = (node) => {
  if (ts.isAsExpression(node)) return ts.isConstTypeReference(node.type) ? undefined : "a cast";
  if (ts.isTypeAssertionExpression(node)) return "a cast";
  if (ts.isNonNullExpression(node)) return "a cast";
  return anyIn(node);
};

/** Finds every `any` in a package's declarations, for `import` and `require`. */
export function anyInDeclarations({ unpacked }: PublishedPackage): string[] {
  const files = readdirSync(join(unpacked, "dist"), { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.d\.[cm]?ts$/.test(file),
  );
  if (files.length === 0) return ["the package has no declarations"];
  return files.flatMap((file) => findingsIn(file, readFileSync(join(unpacked, "dist", file), "utf8"), anyIn));
}

/** Finds every cast and `any` in code that users copy: examples, ported recipes and programs in pages. */
export function castsInExamples(): string[] {
  const examples = join(ROOT, "examples");
  const programs = [
    ...filesIn(join(examples, "src"), (file) => /(?<!\.test)\.ts$/.test(file)),
    ...filesIn(join(examples, "recipes"), (file) => file.endsWith("/recipe.ts")),
  ];
  const pages = ["docs", "examples", "packages", "README.md"].flatMap((path) =>
    path.endsWith(".md") ? [join(ROOT, path)] : filesIn(join(ROOT, path), (file) => file.endsWith(".md")),
  );
  if (programs.length < 50 || pages.length < 20) return [`only ${programs.length} programs were found`];
  return [
    ...programs.flatMap((file) => findingsIn(relative(ROOT, file), readFileSync(file, "utf8"), castIn)),
    ...pages.flatMap((file) => {
      const blocks = readFileSync(file, "utf8").matchAll(/^```ts\n(.*?)^```/gms);
      return [...blocks].flatMap(([, block = ""], index) =>
        findingsIn(`${relative(ROOT, file)} (program ${index + 1})`, block, castIn),
      );
    }),
  ];
}
