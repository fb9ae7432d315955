import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

const BOUND = ["client-events.ts", "session.ts", "index.ts"];

async function importsOf(file: string): Promise<string[]> {
  const source = await readFile(new URL(file, import.meta.url), "utf8");
  return [...source.matchAll(/(?:from|import\() *"([^"]+)"/g)].map(([, module = ""]) => module);
}

test("the sources import nothing of the SDK, and the pure half nothing of the binding", async () => {
  const files = (await readdir(new URL(".", import.meta.url), { recursive: true })).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts"),
  );
  expect(files).toContain("binding/signing-seam.ts");
  for (const file of files) {
    const imports = await importsOf(file);
    expect(
      imports.filter((module) => !module.startsWith(".") && module !== "minimatch"),
      file,
    ).toEqual([]);
    if (file.includes("/") || BOUND.includes(file)) continue;
    expect(
      imports.filter((module) => module.includes("binding")),
      file,
    ).toEqual([]);
  }
});
