import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, it } from "vitest";

/** How long a program is, bundled, minified and gzipped. */
async function bundled(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL("../src", import.meta.url)) },
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

it("is below 6 kB, and nothing where it isn't used", async () => {
  expect(await bundled('export * from "./index.js"')).toBeLessThan(6_144);
  expect(await bundled('import { rateLimit } from "@tucuxi/plugin-rate-limit"')).toBeLessThan(50);
});
