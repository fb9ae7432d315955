import { readdirSync, readFileSync } from "node:fs";

const packages = new URL("../../packages/", import.meta.url);

/** What users import, such as a package or a subpath of it, and its source. */
export interface EntryPoint {
  /** The name in an import, such as `@tucuxi/plugin-trace-header/w3c`. */
  readonly specifier: string;
  readonly source: URL;
  /** The description of its package. */
  readonly description: string;
}

/** The entry points of all published packages, read from each `package.json`. */
export function entryPoints(): EntryPoint[] {
  const folders = readdirSync(packages).sort();
  return folders.flatMap((folder) => {
    const base = new URL(`${folder}/`, packages);
    const manifest = JSON.parse(readFileSync(new URL("package.json", base), "utf8")) as {
      readonly name: string;
      readonly description: string;
      readonly private?: boolean;
      readonly exports: Readonly<Record<string, string>>;
    };
    if (manifest.private) return [];
    return Object.entries(manifest.exports)
      .filter(([, source]) => source.endsWith(".ts"))
      .map(([subpath, source]) => ({
        specifier: manifest.name + subpath.slice(1),
        source: new URL(source, base),
        description: manifest.description,
      }));
  });
}
