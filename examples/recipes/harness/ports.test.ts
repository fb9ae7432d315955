import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readmeOf } from "./pages.js";
import { SCENARIOS } from "./scenarios.js";

const read = (name: string, file: string): Promise<string> => readFile(new URL(file, readmeOf(name)), "utf8");

/** Lines that say something: not the imports, blank lines, comments or closing brackets. */
function codeLines(source: string): string[] {
  return source
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => !/^($|#|\/\/|import |from |[)\]};,]+$)/.test(line));
}

describe.each([...SCENARIOS.keys()])("%s", (name) => {
  it("is as short as its original, or shorter", async () => {
    const [port, original] = [await read(name, "recipe.ts"), await read(name, "recipe.py")];
    expect(codeLines(port).length).toBeLessThanOrEqual(codeLines(original).length);
  });

  it("uses public interfaces only, without casts and any", async () => {
    const port = await read(name, "recipe.ts");
    for (const [, module = ""] of port.matchAll(/^import .* from "(.*)";$/gm)) {
      expect(module).toMatch(/^(node:[\w/]+|@tucuxi\/events|@aws-sdk\/[\w-]+|@smithy\/[\w-]+(\/serde)?)$/);
    }
    expect(port).not.toMatch(/\bas (?!const)|\bany\b|@ts-|biome-ignore|[\w)\]]!(?!=)/);
  });
});
