import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";

/** Which other folders of `src` each folder may import from. `errors.ts` and `unsigned.ts` are everybody's. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  emitter: [],
  http: ["emitter"],
  catalogue: ["emitter", "http"],
  binding: ["emitter", "http", "catalogue"],
  client: ["emitter", "http", "catalogue", "binding"],
};

test("the folders import each other in one direction, and nothing of the SDK", async () => {
  const sources = new URL(".", import.meta.url);
  const files = (await readdir(sources, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
  expect(files).toContain("binding/attempt.ts");
  for (const file of files) {
    const source = await readFile(new URL(file, sources), "utf8");
    const imports = [...source.matchAll(/(?:from|import\() *"([^"]+)"/g)].map(([, module = ""]) => module);
    expect(
      imports.filter((module) => !module.startsWith(".") && module !== "minimatch"),
      file,
    ).toEqual([]);
    const [folder = ""] = file.split("/");
    const allowed = MAY_IMPORT[folder];
    if (allowed === undefined) continue;
    const others = imports.flatMap((module) => /^\.\.\/(\w+)\//.exec(module)?.[1] ?? []);
    expect(
      others.filter((other) => !allowed.includes(other)),
      file,
    ).toEqual([]);
  }
});
