/**
 * Builds the page of the inspector: `page/` to one HTML file without anything from elsewhere, compressed, as a string in
 * `src/page/page.generated.ts`. With `--check`, it only says whether that file is up to date.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const PACKAGE = dirname(dirname(fileURLToPath(import.meta.url)));
const TARGET = join(PACKAGE, "src", "page", "page.generated.ts");

/** What the page may weigh, compressed. */
const MAX_GZIPPED_BYTES = 100 * 1000;

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: PACKAGE,
    entryPoints: [join(PACKAGE, "page", entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["es2022"],
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    charset: "ascii",
  });
  return outputFiles[0]?.text.trim() ?? "";
}

const [script, style] = await Promise.all([bundled("main.tsx"), bundled("style.css")]);
// A replacement as a string would read "$&" in the script as an order.
const html = readFileSync(join(PACKAGE, "page", "page.html"), "utf8")
  .replace("/* style */", () => style)
  .replace("/* script */", () => script);
const compressed = gzipSync(html, { level: 9 });
// The byte that says on which system it was made.
compressed[9] = 255;
const source = `/** The page: \`page/\` as one HTML file, gzipped, in base64. Written by \`scripts/build-page.ts\`. */
export const PAGE =
  "${compressed.toString("base64")}";
`;

console.log(`the page has ${html.length} bytes, ${compressed.length} gzipped`);
if (compressed.length > MAX_GZIPPED_BYTES) throw new Error(`that is more than ${MAX_GZIPPED_BYTES}`);
if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== source)
    throw new Error("src/page/page.generated.ts is old: run build:page");
} else {
  writeFileSync(TARGET, source);
}
