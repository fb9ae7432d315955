import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Puts what the packages publish where the compiled programs find it: their built files, under the `exports` that
 * a user gets. The sources are not measured: what transpiles them in tests wraps each function to keep its name.
 * A copy, so that a build meanwhile does not change what a run measures.
 *
 * @throws Error for a package that the programs need and that is not built.
 */
export function installBuilt(packages: string, programs: string): void {
  for (const folder of readdirSync(packages)) {
    const from = join(packages, folder);
    const built = join(from, "dist");
    if (!existsSync(join(built, "esm", "index.js"))) continue;
    const { publishConfig, ...manifest } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
    const to = join(programs, "node_modules", manifest.name);
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to, { recursive: true });
    cpSync(built, join(to, "dist"), { recursive: true });
    writeFileSync(join(to, "package.json"), JSON.stringify({ ...manifest, exports: publishConfig.exports }));
  }
}
