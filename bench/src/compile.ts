import { join } from "node:path";
import { build } from "esbuild";

/**
 * Compiles the measuring programs, one file each, for plain `node`: what runs TypeScript directly would be
 * measured too.
 */
export async function compile(root: string, programs: string, names: readonly string[]): Promise<void> {
  await build({
    entryPoints: Object.fromEntries(names.map((name) => [name, join(root, `${name}.ts`)])),
    outdir: programs,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}
