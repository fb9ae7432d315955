import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of a `package.json` that decide what a user gets. */
interface Manifest {
  readonly name: string;
  readonly publishConfig?: { readonly exports?: unknown };
}

/**
 * Puts what the packages publish where the compiled programs find it: their built files, under the `exports` that
 * a user gets. The sources are not measured: what transpiles them in tests wraps each function to keep its name.
 * A copy, so that a build meanwhile does not change what a run measures.
 *
 * @throws Error where nothing is built.
 */
export function installBuilt(packages: string, folder: string): void {
  const modules = join(folder, "node_modules");
  rmSync(modules, { recursive: true, force: true });
  const built = readdirSync(packages).filter((name) =>
    existsSync(join(packages, name, "dist", "esm", "index.js")),
  );
  if (!built.includes("events")) throw new Error("@tucuxi/events is not built: run pnpm build");
  for (const name of built) {
    const from = join(packages, name);
    const manifest: Manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
    const to = join(modules, manifest.name);
    mkdirSync(to, { recursive: true });
    cpSync(join(from, "dist"), join(to, "dist"), { recursive: true });
    const published = { ...manifest, ...manifest.publishConfig };
    writeFileSync(join(to, "package.json"), JSON.stringify(published));
  }
}
