import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository. Pages are next to their subjects, and you can read them there as well as on the site. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * The files of the repository that become pages, each with its page, relative to their roots. `*` is one name, the same
 * on both sides. If two rules match a file, the later one wins.
 */
const RULES = [
  ["README.md", "repository/readme.md"],
  ["*/README.md", "repository/*.md"],
  ["docs/api/@tucuxi/*.md", "api/*.md"],
  ["docs/*.md", "*.md"],
  ["docs/home.md", "index.md"],
  ["packages/*/README.md", "packages/*.md"],
  ["examples/README.md", "examples.md"],
  ["examples/recipes/README.md", "recipes/index.md"],
  ["examples/recipes/*/README.md", "recipes/*.md"],
  ["CONTRIBUTING.md", "repository/contributing.md"],
  ["CHANGELOG.md", "repository/changelog.md"],
  ["SECURITY.md", "repository/security-policy.md"],
] as const;

const API = "docs/api/@tucuxi/";

/** Every page of the site, by its source file. */
export function pages(): Record<string, string> {
  return Object.fromEntries(
    [...RULES, ...symbolPages()].flatMap(([file, page]) =>
      matching(file).map(([path, name]) => [path, page.replace("*", name)] as const),
    ),
  );
}

/** The pages of the API reference below a package's page, such as subpaths and parts of long pages. */
function symbolPages(): (readonly [file: string, page: string])[] {
  const folders = entriesOf(API).filter((entry) => !entry.endsWith(".md"));
  return folders.map((folder) => [`${API}${folder}/*.md`, `api/${folder}-*.md`]);
}

/** The files that match a rule, each with the name that `*` matched. */
function matching(rule: string): (readonly [path: string, name: string])[] {
  const [before = "", after] = rule.split("*");
  const folder = before.slice(0, before.lastIndexOf("/") + 1);
  const found = entriesOf(folder).flatMap((entry) => {
    if (after === undefined) return `${folder}${entry}` === rule ? [""] : [];
    if (after.startsWith("/")) return entriesOf(`${folder}${entry}`).includes(after.slice(1)) ? [entry] : [];
    return entry.endsWith(after) ? [entry.slice(0, -after.length)] : [];
  });
  return found.sort().map((name) => [`${before}${name}${after ?? ""}`, name]);
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(`${ROOT}${folder}`);
  } catch {
    // A file, or a folder that doesn't exist yet, such as the API reference before it's generated.
    return [];
  }
}
