import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** What a bundle is made of. */
export interface BundleSource {
  /** The statements of its entry: what a user imports and does with it. */
  readonly entry: string;
  /** Packages that are left out. */
  readonly external?: readonly string[];
}

/** A bundle's lengths in bytes. */
export interface BundleSize {
  readonly minified: number;
  readonly gzipped: number;
}

/**
 * Bundles for a browser, with esbuild, minified.
 *
 * @param folder Where the entry's imports are resolved from.
 */
export async function bundleSize(
  { entry, external = [] }: BundleSource,
  folder: string,
): Promise<BundleSize> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    format: "esm",
    target: "es2022",
    external: [...external],
    logLevel: "error",
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error("esbuild made no bundle");
  return { minified: output.contents.length, gzipped: gzipSync(output.contents, { level: 9 }).length };
}
