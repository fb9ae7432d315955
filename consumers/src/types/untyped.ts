import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript-6";
import { type PublishedPackage, ROOT } from "../published-package.js";

type Finding = (node: ts.Node) => string | undefined;

/** Folders whose files are made, or are what pages are made of, and not programs of ours. */
const NOT_OURS = new Set(["node_modules", "dist", "api", ".vitepress"]);

/** Programs that make mistakes, some of which the compiler has to be talked into, and the page that they are on. */
const MISTAKES = /(?:^|\/)troubleshooting(?:\/|\.md$)/;

function filesIn(folder: string, isWanted: (file: string) => boolean): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesIn(path, isWanted);
    return isWanted(path) && !MISTAKES.test(relative(ROOT, path)) ? [path] : [];
  });
}

/** The findings in a program, each with its line. */
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

/** Every `any` in the declarations of a package, for `import` and for `require`. */
export function anyInDeclarations({ unpacked }: PublishedPackage): string[] {
  const files = readdirSync(join(unpacked, "dist"), { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.d\.[cm]?ts$/.test(file),
  );
  if (files.length === 0) return ["there are no declarations"];
  return files.flatMap((file) => findingsIn(file, readFileSync(join(unpacked, "dist", file), "utf8"), anyIn));
}

/** Every cast and every `any` in what users copy: the examples, the ports of recipes, and the programs in pages. */
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
