import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/**
 * How many bytes a program has, bundled, minified and gzipped.
 *
 * @param folder Where its imports are looked for from.
 */
export async function bundledSize(contents: string, folder: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    external: ["@tucuxi/events", "@tucuxi/events/plugin"],
  });
  const [file] = outputFiles;
  return gzipSync(file?.contents ?? "", { level: 9 }).byteLength;
}
